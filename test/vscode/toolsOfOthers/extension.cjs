// Tools as a stranger's extension has them: one is called like one of MiMo's, one says too much, one fails, one never ends.
const vscode = require("vscode");

const text = (words) => new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(words)]);

const tools = {
  read_file: async ({ input }) => text(`The chart ${JSON.stringify(input)} shows three buoys.`),
  harbour_log: async () => text(`\u001b[31mfirst ship${" a ship".repeat(20_000)} last ship`),
  harbour_closed: async () => {
    throw new Error("The harbour is closed.");
  },
  harbour_wait: (_, token) =>
    new Promise((resolve) => token.onCancellationRequested(() => resolve(text("No ship came.")))),
};

exports.activate = ({ subscriptions }) => {
  for (const [name, invoke] of Object.entries(tools)) subscriptions.push(vscode.lm.registerTool(name, { invoke }));
};
