import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    // No test says how fast a machine is: this ends what hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ["test/unit/**/*.test.{ts,tsx}"],
    // Tests of the webview name jsdom in their first line; everything else runs in plain Node.
    environment: "node",
    pool: "threads",
  },
});
