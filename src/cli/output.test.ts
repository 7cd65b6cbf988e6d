import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fileOutput } from "./output.js";

it("a long report goes out whole and without a word from Node, however often it has to wait", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cuijian-output-"));
  const warnings: string[] = [];
  const listen = ({ name }: Error): void => {
    warnings.push(name);
  };
  process.on("warning", listen);
  const output = await fileOutput(join(folder, "long"), []);
  const chunk = "催".repeat(20_000);
  for (let i = 0; i < 50; i++) expect(await output.write(chunk)).toBe(true);
  await output.close();
  expect(readFileSync(join(folder, "long"), "utf8")).toBe(chunk.repeat(50));
  process.off("warning", listen);
  rmSync(folder, { recursive: true });
  expect(warnings).toEqual([]);
});
