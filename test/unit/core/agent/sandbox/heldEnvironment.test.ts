import { expect, test } from "vitest";
import { heldEnvironment } from "../../../../../src/core/agent/sandbox/heldEnvironment.ts";

const kept = (env: Record<string, string>) => Object.keys(heldEnvironment(env, "/tmp")).filter((name) => name in env);
const all = (...names: string[]) => Object.fromEntries(names.map((name) => [name, "x"]));

test("what programs need stays", () => {
  const names = [
    "PATH",
    "HOME",
    "LANG",
    "PWD",
    "OLDPWD",
    "COLORTERM",
    "TERM",
    "NODE_OPTIONS",
    "JAVA_HOME",
    "GOPATH",
    "KEYBOARD",
  ];
  names.push(
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_KEY_0",
    "GIT_CONFIG_VALUE_0",
    "XDG_SESSION_TYPE",
    "PASSENGER_ROOT",
    "AUTHOR",
    "USER",
  );
  expect(kept(all(...names))).toEqual(names);
});

test("ways to others go, and secrets by their names", () => {
  const ways = [
    "SSH_AUTH_SOCK",
    "SSH_AGENT_PID",
    "GPG_AGENT_INFO",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "WAYLAND_DISPLAY",
  ];
  ways.push(
    "XDG_RUNTIME_DIR",
    "DOCKER_HOST",
    "VSCODE_GIT_IPC_HANDLE",
    "VSCODE_IPC_HOOK_CLI",
    "TMUX",
    "GIT_ASKPASS",
    "KUBECONFIG",
  );
  const secrets = [
    "GITHUB_TOKEN",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "DB_PASSWORD",
    "api_key",
  ];
  secrets.push(
    "OPENAI_API_KEY",
    "NPM_AUTH",
    "npm_config__auth",
    "DATABASE_URL",
    "MONGODB_URI",
    "SENTRY_DSN",
    "PGPASSWORD",
    "MYSQL_PWD",
  );
  expect(kept(all(...ways, ...secrets))).toEqual([]);
});

test("temporary files are the command's own", () => {
  const env = heldEnvironment({ TMPDIR: "/home/p/tmp", TEMP: "x", PATH: "/bin" }, "/tmp");
  expect(env).toMatchObject({ TMPDIR: "/tmp", PATH: "/bin" });
  expect(env).not.toHaveProperty("TEMP");
});
