import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readYaml, yamlFilesBelow } from "./yaml-file.js";

const root = mkdtempSync(join(tmpdir(), "cuijian-yaml-"));
afterAll(() => rmSync(root, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const lender = z.strictObject({
  id: z.string().min(2),
  kind: z.enum(["bank", "platform"]),
  aliases: z.array(z.string()).min(1),
  days: z.int().min(1).max(365).optional(),
  open: z.boolean().optional(),
  channel: z.union([z.enum(["app", "hotline"]), z.array(z.enum(["app", "hotline"]))]).optional(),
});

/** What is wrong, with the path of the file left out. */
function problemsOf(name: string, content: string): string[] {
  const path = file(name, content);
  const read = readYaml(path, lender);
  if (!("problems" in read)) throw new Error("nothing is wrong");
  return read.problems.map(({ where, message }) => `${where?.slice(path.length)}  ${message}`);
}

describe("readYaml", () => {
  it("gives the value and where each part of it stands", () => {
    const path = file("good.yml", "# 借贷平台\nid: jd\nkind: platform\naliases:\n  - 京东金条\n  - 白条\n");
    const read = readYaml(path, lender);
    if (!("value" in read)) throw new Error("it is well formed");
    expect(read.value).toEqual({ id: "jd", kind: "platform", aliases: ["京东金条", "白条"] });
    expect(read.place(["kind"])).toBe(`${path}:3:7`);
    expect(read.place(["aliases", 1])).toBe(`${path}:6:5`);
    expect(read.place(["aliases", 1, "spelling"])).toBe(`${path}:6:5`);
    expect(read.place(["channel"])).toBe(`${path}:2:1`);
  });

  it("says what is wrong with each value, at its place, all at once", () => {
    const content = [
      "id: x",
      "kind: shop",
      "colour: red",
      "aliases: [京东, 7]",
      "days: 0",
      "open: maybe",
      "channel: [95188, wechat]",
      "price: 3",
    ].join("\n");
    expect(problemsOf("values.yml", content)).toEqual([
      ":1:5  id: needs at least 2 characters",
      ':2:7  kind: "shop" is not one of: bank, platform',
      ":4:15  aliases.1: expected text, not 7",
      ":5:7  days: must be at least 1, not 0",
      ':6:7  open: expected true or false, not "maybe"',
      ":7:11  channel.0: 95188 is not one of: app, hotline",
      ':7:18  channel.1: "wechat" is not one of: app, hotline',
      ':3:1  unknown key "colour"',
      ':8:1  unknown key "price"',
    ]);
  });

  it("names the nearest of the keys that could stand there, at any depth", () => {
    const schema = z.strictObject({
      senders: z.array(lender.partial()).optional(),
      words: z.record(z.string(), z.strictObject({ zh: z.string().optional(), en: z.string().optional() })).optional(),
      either: z.union([z.strictObject({ a: z.int() }), z.string()]).optional(),
    });
    const path = file("keys.yml", "sender: []\nsenders:\n  - idd: jd\nwords:\n  pay: {zn: 还}\neither: {b: 1}\n");
    const read = readYaml(path, schema);
    expect("problems" in read && read.problems.map(({ where, hint }) => [where?.slice(path.length), hint])).toEqual([
      [":3:5", 'did you mean "id"? (one of id, kind, aliases, days, open, channel)'],
      [":5:9", 'did you mean "zh"? (one of zh, en)'],
      // Of the ways a value may be, none is the one its author meant.
      [":6:9", undefined],
      [":6:10", undefined],
      [":1:1", 'did you mean "senders"? (one of senders, words, either)'],
    ]);
  });

  it("says what is missing, at the start of what lacks it", () => {
    expect(problemsOf("lacking.yml", "\n\nid: jd\naliases: []\n")).toEqual([
      ":3:1  kind: is missing",
      ":4:10  aliases: needs at least 1 in the list, not 0",
    ]);
  });

  it.each([
    ["", "expected keys and values, not nothing"],
    ["- jd", "expected keys and values, not a list"],
    ["京东", 'expected keys and values, not "京东"'],
  ])("says what a file that holds %j should hold", (content, message) => {
    expect(problemsOf("shape.yml", content)).toEqual([`:1:1  ${message}`]);
  });

  it.each([
    ["id: jd\nkind: bank\nid: abc\n", ":3:1  Map keys must be unique"],
    [
      "id: jd\naliases: [京东\nkind: bank\n",
      ":3:1  Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    ["id: 'jd\n", ":2:1  Missing closing 'quote"],
    ['id: "\\d{4}"\n', ":1:6  Invalid escape sequence \\d; patterns go in single quotes"],
    ["id: jd: 京东\n", ":1:5  Nested mappings are not allowed in compact mappings"],
  ])("places a syntax error: %j", (content, problem) => {
    expect(problemsOf("syntax.yml", content)).toEqual([problem]);
  });

  it("reports an alias without anchor, a missing file and a directory instead of failing", () => {
    const alias = file("alias.yml", "id: *nobody\n");
    const missing = join(root, "nowhere.yml");
    const message = (path: string): string[] => {
      const read = readYaml(path, lender);
      return "problems" in read ? read.problems.map((problem) => problem.message) : [];
    };
    expect(message(alias)).toEqual(["Unresolved alias (the anchor must be set before the alias): nobody"]);
    expect(readYaml(missing, lender)).toEqual({
      problems: [{ code: "cannot-read", message: "cannot be read: no such file", where: missing }],
    });
    expect(message(root)).toEqual(["cannot be read: EISDIR: illegal operation on a directory, read"]);
  });
});

describe("yamlFilesBelow", () => {
  it("finds .yml and .yaml at any depth, sorted by name, and nothing else", () => {
    const names = ["threat/curse.yml", "scam/card.yaml", "scam/account.yml", "top.yml", "notes.md", "scam/card.yml.bak"];
    for (const name of names) file(`tree/${name}`, "");
    mkdirSync(join(root, "tree/folder.yml"));
    symlinkSync(join(root, "gone.yml"), join(root, "tree/dangling.yml"));
    const tree = join(root, "tree");
    expect(yamlFilesBelow(tree)).toEqual(
      ["scam/account.yml", "scam/card.yaml", "threat/curse.yml", "top.yml"].map((name) => ({ name, file: join(tree, name) })),
    );
  });
});
