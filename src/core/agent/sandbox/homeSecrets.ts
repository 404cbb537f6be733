// What of a home no command has to see: keys, passwords, sessions, histories, mail, and what editors keep. Relative to it.

/** Folders, on Linux and macOS; one that is not there costs nothing. */
const folders = [
  ".ssh .gnupg .pki .password-store .aws .azure .kube .docker .oci .fly .terraform.d .config/gh .config/glab-cli .config/hub",
  ".config/gcloud .config/doctl .config/heroku .config/netlify .config/containers .config/openstack .config/rclone",
  ".config/op .config/1Password .config/Bitwarden .config/keepassxc .config/sops .config/age .local/share/keyrings",
  ".local/share/kwalletd .local/share/com.vercel.cli .config/git/credentials .local/share/gnupg",
  // Browsers and mail.
  ".mozilla .thunderbird .config/google-chrome .config/google-chrome-beta .config/chromium .config/BraveSoftware",
  ".config/microsoft-edge .config/vivaldi .config/opera .var/app snap/firefox snap/chromium snap/thunderbird .zen",
  ".config/Slack .config/discord .config/Signal .local/share/TelegramDesktop .electrum .bitcoin .ethereum",
  // Editors and their agents, with histories and keys of other tools.
  ".config/Code",
  ".config/VSCodium .config/Cursor .config/Windsurf .claude .codex .gemini .vscode-server/data .vscode-server-insiders/data",
  ".vscode-remote/data .cursor-server/data .local/share/code-server .config/JetBrains .local/share/atuin .local/share/fish",
  "Library/Keychains Library/Cookies Library/Mail Library/Messages Library/Safari Library/Mobile\u00a0Documents",
  "Library/Application\u00a0Support/Code Library/Application\u00a0Support/Google/Chrome",
  "Library/Application\u00a0Support/Firefox Library/Application\u00a0Support/BraveSoftware",
  "Library/Application\u00a0Support/Microsoft\u00a0Edge Library/Application\u00a0Support/Cursor",
]
  .flatMap((line) => line.split(" "))
  // Two that have a space of their own.
  .concat(".config/Code - Insiders", "Library/Application Support/Code - Insiders")
  .map((path) => path.replaceAll("\u00a0", " "));

const files = [
  ".netrc .npmrc .yarnrc .yarnrc.yml .pypirc .pgpass .my.cnf .git-credentials .vault-token .terraformrc .s3cfg .boto",
  ".dockercfg .cargo/credentials .cargo/credentials.toml .gem/credentials .bundle/config .m2/settings.xml",
  ".m2/settings-security.xml .gradle/gradle.properties .config/pip/pip.conf .pip/pip.conf .composer/auth.json",
  ".config/composer/auth.json .config/configstore/firebase-tools.json .claude.json .Xauthority .ICEauthority",
  ".bash_history .zsh_history .sh_history .python_history .node_repl_history .psql_history .mysql_history .sqlite_history",
  ".rediscli_history .lesshst .viminfo .wget-hsts .config/fish/fish_history .env .envrc",
].flatMap((line) => line.split(" "));

/** Where they may be; what stands there, and whether it is a file, has to be looked up. */
export const homeSecrets: readonly string[] = [...folders, ...files];
