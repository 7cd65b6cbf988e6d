import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createIgnores } from "./ignore.js";

describe("createIgnores", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["drafts/**", ["drafts/a.txt", "drafts/old/b.txt"], ["drafts.txt", "letters/drafts/a.txt"]],
    ["drafts", ["drafts", "drafts/a.txt", "drafts/old/b.txt"], ["drafts.txt", "letters/drafts/a.txt"]],
    ["./drafts/", ["drafts/a.txt"], ["drafts.txt"]],
    ["**/drafts", ["drafts/a.txt", "letters/drafts/a.txt"], ["letters/draft/a.txt"]],
    ["*.bak", ["a.bak"], ["letters/a.bak", "a.bak.txt"]],
    ["**/*.{bak,old}", ["a.bak", "letters/2026/a.old"], ["a.txt"]],
    ["草稿/*.jsonl", ["草稿/一.jsonl"], ["草稿/旧/一.jsonl"]],
    [".hidden/*", [".hidden/a.txt"], ["hidden/a.txt"]],
    ["**", ["a.txt", "b/c.txt"], ["../a.txt"]],
  ])("%s", (glob, inside, outside) => {
    const ignores = createIgnores([glob], "/house");
    expect([...inside, ...outside].filter((path) => ignores(join("/house", path)))).toEqual(inside);
  });

  it("without globs leaves nothing out, with several what any of them names", () => {
    expect(createIgnores([], "/house")("/house/a.txt")).toBe(false);
    expect(["a.txt", "b.txt", "c.txt"].filter((path) => createIgnores(["a.*", "b.*"], "/house")(`/house/${path}`))).toEqual([
      "a.txt",
      "b.txt",
    ]);
  });

  it("goes by files below its folder only", () => {
    const ignores = createIgnores(["**"], "/house/letters");
    expect(["/house/a.txt", "/house/letters-2/a.txt", "/house/letters"].filter(ignores)).toEqual([]);
  });

  it("a plain path stands for itself and all below it, whatever the path", () => {
    const name = fc.stringMatching(/^[a-z0-9一-龥-]{1,8}$/);
    const path = fc.array(name, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(path, fc.array(name, { maxLength: 3 }), path, (left, below, other) => {
        const ignores = createIgnores([left.join("/")], "/house");
        expect(ignores(join("/house", ...left, ...below))).toBe(true);
        const isBelow = left.every((part, i) => other[i] === part);
        expect(ignores(join("/house", ...other))).toBe(isBelow);
      }),
    );
  });
});
