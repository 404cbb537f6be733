import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { agentPrompt } from "../../../../src/core/prompts/agentPrompt.ts";
import { agentTools } from "../../../../src/core/tools/agentTools.ts";
import { toFunctionTool } from "../../../../src/core/tools/tool.ts";

const options = { instructions: "", shell: "bash", system: "Linux", folders: ["shop"] };

test.each(["en", "zh-cn"])("the prompt and the tools are at most 3,000 tokens (%s)", (language) => {
  const tools = agentTools.map((tool) => ({ type: "function", function: toFunctionTool(tool) }));
  const tokens = countTokens(agentPrompt({ ...options, language })) + countTokens(JSON.stringify(tools));
  expect(tokens).toBeLessThanOrEqual(3000);
  // What stands at the beginning of every request is small.
  expect(JSON.stringify([agentPrompt({ ...options, language }), tools]).length).toBeLessThan(14 * 1024);
});

test("names and parameters are those people rely on", () => {
  const signatures = agentTools.map(toFunctionTool).map(({ name, parameters }) => {
    const { properties, required = [] } = parameters as { properties: object; required?: readonly string[] };
    const names = Object.keys(properties).map((field) => (required.includes(field) ? field : `${field}?`));
    return `${name}(${names.join(", ")})`;
  });
  expect(signatures).toEqual([
    "read_file(path, start_line?, end_line?)",
    "list_files(path?, pattern?)",
    "search_text(query, is_regex?, include?, case_sensitive?)",
    "find_symbol(name?, path?, kind?)",
    "diagnostics(path?)",
    "edit_file(path, old_text, new_text, replace_all?)",
    "write_file(path, content)",
    "move_file(from, to)",
    "delete_file(path)",
    "run_command(command, cwd?, timeout_seconds?, background?)",
    "command_output(id, offset?, pattern?, stop?)",
    "read_url(url, offset?)",
    "ask_user(question, options?, multiple?)",
    "update_todos(items)",
  ]);
});

test("schemas are plain: what some hosts refuse is not in them", () => {
  const text = JSON.stringify(agentTools.map(toFunctionTool));
  expect(text).not.toMatch(/additionalProperties|strict|anyOf|oneOf|\$ref|default/);
});

test("neither a date nor a mode stands in the prompt", () => {
  const prompt = agentPrompt({ ...options, language: "en" });
  expect(prompt).not.toMatch(/20(?:2[5-9]|3\d)/);
  expect(prompt).toContain("`shop`");
  expect(agentPrompt({ ...options, folders: ["a", "b"], language: "en" })).toContain("begin with one of them");
});
