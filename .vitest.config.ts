import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    testTimeout: 90_000,
    onConsoleLog: () => {
      throw new Error("nothing in the library may print");
    },
  },
});
