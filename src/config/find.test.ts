import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { CONFIG_NAMES, findConfig, startOf } from "./find.js";

const root = mkdtempSync(join(tmpdir(), "cuijian-find-"));
afterAll(() => rmSync(root, { recursive: true }));

function file(name: string): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  return path;
}

describe("findConfig", () => {
  it.each(CONFIG_NAMES)("finds %s in the folder, or above it", (name) => {
    const folder = name.replaceAll(".", "-");
    const path = file(`${folder}/${name}`);
    file(`${folder}/催收/模板/短信.txt`);
    expect(findConfig(join(root, folder))).toBe(path);
    expect(findConfig(join(root, folder, "催收/模板"))).toBe(path);
    // A path that is not there is told by who reads it.
    expect(findConfig(join(root, folder, "nowhere/at/all"))).toBe(path);
  });

  it("takes the nearest one, and only what is a file of that name", () => {
    file("house/cuijian.config.yaml");
    const near = file("house/team/cuijian.config.json");
    file("house/team/letters/cuijian.config.yml.bak");
    mkdirSync(join(root, "house/team/letters/cuijian.config.js"));
    expect(findConfig(join(root, "house/team/letters"))).toBe(near);
  });

  it("finds nothing where there is none", () => {
    mkdirSync(join(root, "bare"));
    expect(findConfig(join(root, "bare"))).toBeUndefined();
  });

  it("does not choose between two", () => {
    file("two/cuijian.config.mjs");
    file("two/cuijian.config.yaml");
    const folder = join(root, "two");
    expect(() => findConfig(join(folder, "below"))).toThrow(
      new UserError({
        code: "two-configs",
        message: "holds cuijian.config.yaml and cuijian.config.mjs: which one holds?",
        where: folder,
        hint: "keep one of them, or say --config FILE",
      }),
    );
  });
});

describe("startOf", () => {
  it("is the folder of the first input, or the working directory", () => {
    const letter = file("start/letters/a.txt");
    expect(startOf([], root)).toBe(root);
    expect(startOf(["-", letter], root)).toBe(root);
    expect(startOf([letter, "b.txt"], root)).toBe(join(root, "start/letters"));
    expect(startOf(["start/letters"], root)).toBe(join(root, "start/letters"));
    expect(startOf(["start/letters/gone.txt"], root)).toBe(join(root, "start/letters"));
  });
});
