import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { exportFiles } from "./all.js";

const FOLDER = fileURLToPath(new URL("../../../fixtures/exports/", import.meta.url));

describe("fixtures/exports", async () => {
  const files = await exportFiles();

  it("holds what the script writes, and nothing else", () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(files).sort());
  });

  it.each(Object.entries(files))("%s is what the script writes", (name, content) => {
    expect(Buffer.compare(readFileSync(`${FOLDER}${name}`), Buffer.from(content as string)), "npm run exports").toBe(0);
  });
});
