// The environment of a held command: what leads to programs outside of it is taken away, and what is secret by its name.

/** Ways to agents, desktops and daemons. */
const ways =
  /^(?:SSH_(?:AUTH_SOCK|AGENT_PID|CONNECTION|CLIENT|TTY|ASKPASS)|GPG_(?:AGENT_INFO|TTY)|DBUS_.*|DISPLAY|WAYLAND_.*|XAUTHORITY|ICEAUTHORITY|SESSION_MANAGER|XDG_RUNTIME_DIR|DOCKER_.*|CONTAINER_HOST|PODMAN_.*|BUILDKIT_HOST|KUBECONFIG|TMUX.*|STY|GIT_ASKPASS|SUDO_ASKPASS|BROWSER|VSCODE_.*|WSL_INTEROP|NVIM|EMACS.*|I3SOCK|SWAYSOCK|PULSE_.*|PIPEWIRE_.*|GNOME_KEYRING_.*|KITTY_.*)$/;

/** Names that speak of secrets: `GITHUB_TOKEN`, `AWS_SECRET_ACCESS_KEY`, `PGPASSWORD`, `api_key`. */
const secret =
  /(?:TOKENS?|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|APIKEY|CREDENTIALS?|COOKIES?|(?:^|_)(?:PASS|PWD|AUTH|PAT|SESSION|DSN|CONNECTION_STRING|(?:API|ACCESS|PRIVATE|SECRET|ACCOUNT|SIGNING|ENCRYPTION|LICENSE)_?KEYS?|(?:DATABASE|DB|REDIS|MONGO\w*|POSTGRES\w*|MYSQL|AMQP)_UR[IL]))(?:_|$)/i;

/** Ways to the network, which lead nowhere from there, and may have passwords in them. */
const proxies = /^(?:(?:http|https|all|no|ftp)_proxy|npm_config_(?:https?_?|no)?proxy|yarn_https?_proxy)$/i;

/** Of those, what is none: where a program is. */
const harmless = /^(?:PWD|OLDPWD|COLORTERM|XDG_SESSION_.*|DESKTOP_SESSION)$/i;

/** `env` for a command that is held; `temporary` is the folder that is its own, `proxy` the address of its proxy if it is known before. */
export function heldEnvironment(
  env: Readonly<Record<string, string>>,
  temporary: string,
  proxy?: string,
): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name]) =>
      harmless.test(name) ||
      !(ways.test(name) || secret.test(name) || proxies.test(name) || /^(?:TMPDIR|TMP|TEMP)$/.test(name)),
  );
  return {
    ...Object.fromEntries(kept),
    TMPDIR: temporary,
    // Programs that would not begin without a place that they can write to.
    GOCACHE: `${temporary}/go-build`,
    npm_config_logs_dir: `${temporary}/npm-logs`,
    ...(proxy !== undefined && proxyVariables(proxy)),
  };
}

/** What programs find a proxy by. */
export function proxyVariables(proxy: string): Record<string, string> {
  const local = "localhost,127.0.0.1,::1";
  const names = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "http_proxy",
    "https_proxy",
    "npm_config_proxy",
    "npm_config_https_proxy",
  ];
  return { ...Object.fromEntries(names.map((name) => [name, proxy])), NO_PROXY: local, no_proxy: local };
}
