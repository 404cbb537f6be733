// Stand-ins for what VS Code keeps: a memento and secret storage.
import type { Memento, SecretStorage } from "vscode";

export function fakeMemento(initial: Readonly<Record<string, unknown>> = {}): Memento {
  const values = new Map<string, unknown>(Object.entries(initial));
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.has(key) ? (values.get(key) as T) : (fallback as T)),
    update: async (key, value) => {
      if (value === undefined) values.delete(key);
      // As VS Code does: what is kept is JSON.
      else values.set(key, JSON.parse(JSON.stringify(value)));
    },
  };
}

export function fakeSecrets(): SecretStorage {
  const values = new Map<string, string>();
  return {
    keys: async () => [...values.keys()],
    get: async (key) => values.get(key),
    store: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
    onDidChange: () => ({ dispose: () => {} }),
  };
}
