const vscode = require("vscode");

exports.activate = () =>
  vscode.lm.registerLanguageModelChatProvider("plain", {
    provideLanguageModelChatInformation: () => [
      {
        id: "plain",
        name: "Plain",
        family: "plain",
        version: "1",
        maxInputTokens: 100_000,
        maxOutputTokens: 8_000,
        capabilities: { toolCalling: true },
        isUserSelectable: true,
      },
    ],
    provideLanguageModelChatResponse: async (_model, _messages, _options, progress) =>
      progress.report(new vscode.LanguageModelTextPart("I am here.")),
    provideTokenCount: () => 10,
  });
