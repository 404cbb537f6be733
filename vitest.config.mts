import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    // No test says how fast a machine is: this ends what hangs.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    include: ["test/unit/**/*.test.{ts,tsx}"],
    // Tests of the webview name jsdom in their first line; everything else runs in plain Node.
    environment: "node",
    pool: "threads",
    // By default one core is left to nobody.
    maxWorkers: "100%",
  },
});
