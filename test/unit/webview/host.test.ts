import { expect, it } from "vitest";
import { keep } from "../../../webview-ui/host.ts";
import { FakeHost } from "./fakeHost.ts";

it("saves beside what others have saved", () => {
  const host = new FakeHost({ draft: "words", player: { speed: 1 } });
  keep(host, { player: { speed: 2 } });
  expect(host.kept).toEqual({ draft: "words", player: { speed: 2 } });
});

it.each([undefined, null, 3, "x"])("begins anew when %j was saved", (kept) => {
  const host = new FakeHost(kept);
  keep(host, { draft: "words" });
  expect(host.kept).toEqual({ draft: "words" });
});
