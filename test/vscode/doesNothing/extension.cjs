const vscode = require("vscode");

exports.activate = ({ subscriptions }) => {
  subscriptions.push(vscode.commands.registerCommand("doesNothing.wake", () => {}));
};
