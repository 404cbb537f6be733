import { expect, test } from "vitest";
import { hasSecretName } from "../../../../src/core/access/secretNames.ts";

test.each([
  ".env",
  "config/.env.production",
  ".env_local",
  "prod.env",
  ".envrc",
  "app/.dev.vars",
  ".dev.vars.production",
  "certs/server.pem",
  "server.KEY",
  "id_rsa",
  "home/.ssh/id_ed25519",
  "home/.ssh/config",
  "home/.ssh/known",
  ".aws/config",
  ".docker/config.json",
  "app.pfx",
  ".npmrc",
  ".netrc",
  ".git-credentials",
  "credentials",
  "credentials.json",
  "aws-credentials.yml",
  "secrets.yaml",
  "secrets.prod.yaml",
  "client_secret.json",
  "client_secret_1234-abc.apps.googleusercontent.com.json",
  "my-service-account-1.json",
  "terraform.tfstate",
  "terraform.tfstate.backup",
  "prod.tfvars.json",
  "vault.kdbx",
  "passwords.txt",
  "config/master.key",
  "admin.kubeconfig",
])("%s is asked about", (path) => {
  expect(hasSecretName(path)).toBe(true);
});

test.each([
  ".env.example",
  ".env.sample",
  ".envrc.template",
  "id_rsa.pub",
  "src/environment.ts",
  "src/keys.ts",
  "tokens.ts",
  "secrets.ts",
  "src/secrets/store.ts",
  "docs/credentials.md",
  "keyboard.json",
  "src/password.tsx",
  "package.json",
  "token.go",
  "monkey.json",
  "envelope.ts",
  "ssh/config.ts",
])("%s is not", (path) => {
  expect(hasSecretName(path)).toBe(false);
});
