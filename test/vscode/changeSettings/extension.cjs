// Writes the settings in the file that TEST_SETTINGS names, whenever it is written anew, and says in a second file that it
// has. The number in the first tells one change from the next.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const vscode = require("vscode");

exports.activate = ({ subscriptions }) => {
  const file = process.env.TEST_SETTINGS;
  const doneFile = `${file}.done`;
  let running = false;
  const take = async () => {
    if (running || !existsSync(file)) return;
    const { number, settings } = JSON.parse(readFileSync(file, "utf8"));
    if (existsSync(doneFile) && readFileSync(doneFile, "utf8") === String(number)) return;
    running = true;
    try {
      for (const [id, value] of Object.entries(settings))
        await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
      writeFileSync(doneFile, String(number));
    } finally {
      running = false;
    }
  };
  // A file is renamed into place: it is never read half.
  const timer = setInterval(take, 50);
  subscriptions.push({ dispose: () => clearInterval(timer) });
};
