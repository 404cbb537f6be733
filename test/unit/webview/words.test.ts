// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { webviewStrings } from "../../../src/protocol/strings.ts";
import { fill, readWords } from "../../../webview-ui/words.ts";

describe("words", () => {
  afterEach(() => document.body.replaceChildren());

  function pageWith(json: string) {
    const node = document.createElement("script");
    node.type = "application/json";
    node.id = "mimo-strings";
    node.textContent = json;
    document.body.append(node);
    return readWords(document);
  }

  it("are the page's", () => {
    const words = pageWith(JSON.stringify({ locale: "zh-cn", strings: { ...webviewStrings, send: "发送" } }));
    expect(words.locale).toBe("zh-cn");
    expect(words.strings.send).toBe("发送");
    expect(words.strings.stop).toBe("Stop");
  });

  it("take values", () => {
    expect(fill("{0} of {1} {2}", 1, "two")).toBe("1 of two {2}");
    expect(fill("{0}", "$&")).toBe("$&");
  });
});
