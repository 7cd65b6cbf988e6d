import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeProperties } from "../../build/exports/templates.js";
import { UserError } from "../../errors.js";
import { gistsOf, recordsOf } from "../inbox.testing.js";
import { readSource } from "../read.js";
import type { InboxRecord } from "../record.js";
import { openFile } from "../source.js";

/** Its id, its text or what became of it, and where. */
const shown = (record: InboxRecord): string => {
  const { id, origin } = record;
  const place = `${id} (${origin.line})`;
  if (record.kind === "message") return `${place} ${record.message.text}`;
  return record.kind === "skipped"
    ? `${place} skipped: ${record.why}`
    : `${place} ${record.problem.code}: ${record.problem.where}`;
};

const all = async (records: AsyncIterable<InboxRecord>): Promise<InboxRecord[]> => {
  const found: InboxRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
};

const FOLDER = fileURLToPath(new URL("../../../fixtures/exports/", import.meta.url));

/** The records of a fixture, which is read as a file: its name counts. */
async function fixture(name: string): Promise<{ format: string | undefined; shown: string[] }> {
  const records = await all(readSource({ ...openFile(`${FOLDER}${name}`), name }));
  return { format: records[0]?.origin.format, shown: records.map(shown) };
}

async function refusal(content: string, from: string) {
  try {
    await recordsOf(content, { from });
  } catch (error) {
    if (error instanceof UserError) return error.problems[0];
    throw error;
  }
  throw new Error("it was read");
}

const FIRST = "【暖阳消费金融】{name}您好，您的借款已逾期%s天，应还{{amount}}元，请在App内还款，客服400-000-1188。";
const VISIT = "{name}，我司外访组已在路上，今日到达你户籍地，请在家等候。";
const LAST = '再装死试试😡"{name}"，\n今晚就带人去你家堵门！';

describe("templates in JSON", () => {
  it("are texts under names, nested or in lists; numbers, true and false are none", async () => {
    expect(await fixture("templates.json")).toEqual({
      format: "json",
      shown: [
        `overdue.first (3) ${FIRST}`,
        `overdue.visit (4) ${VISIT}`,
        `overdue.last (5) ${LAST}`,
        "paid.1 (8) 已还清。",
        "paid.2 (9) 谢谢您。",
      ],
    });
  });

  it("may stand under names with dots, on one line, or in a list without names", async () => {
    expect((await fixture("templates-flat.json")).shown).toEqual([`overdue.first (1) ${FIRST}`, `overdue.last (1) ${LAST}`]);
    expect((await fixture("templates-list.json")).shown).toEqual([
      `templates-list.json:1 (2) ${FIRST}`,
      `templates-list.json:2 (3) ${VISIT}`,
    ]);
  });

  it("may be objects in cuijian's fields under names", async () => {
    const [first, second] = await recordsOf('{"a":{"text":"请还款","lender":"招联"},"b":[{"id":"own","text":"请回电"},{}]}');
    expect(first).toMatchObject({ id: "a", message: { text: "请还款", lender: "招联" } });
    expect(second).toMatchObject({ id: "own", message: { text: "请回电" } });
  });

  it("in a list that an object holds may have others beside it", async () => {
    expect((await recordsOf('{"title":"催收","list":["请还款","请回电"],"more":{"last":"再见"}}')).map(shown)).toEqual([
      "list.1 (1) 请还款",
      "list.2 (1) 请回电",
      "title (1) 催收",
      "more.last (1) 再见",
    ]);
  });

  it("are told however they begin, and however long the file is", async () => {
    const long = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`t${i}`, "您的借款已逾期，请尽快还款。"]));
    const named = Object.keys(long).map((name) => `${name} json`);
    const bytes = (json: string) => ({ name: "a.json", chunks: Readable.from([Buffer.from(json)]) });
    for (const json of [JSON.stringify(long), JSON.stringify(long, null, 1), `{ ${JSON.stringify(long, null, 1).slice(1)}`])
      expect((await all(readSource(bytes(json)))).map(({ id, origin }) => `${id} ${origin.format}`)).toEqual(named);
    const spread = await recordsOf(`{ ${JSON.stringify(long, null, 1).slice(1)}`);
    expect(spread.map(({ id, origin }) => `${id} ${origin.format}`)).toEqual(named);
    const list = JSON.stringify(Object.values(long));
    expect((await recordsOf(list)).map(({ origin }) => origin.format)).toEqual(Object.keys(long).map(() => "json"));
  });

  it("that are blank or null are passed over and counted", async () => {
    expect((await recordsOf('{"a":"","b":null,"c":" ","d":"请还款"}')).map(shown)).toEqual([
      "inbox:1 (1) skipped: without text",
      "inbox:2 (1) skipped: without text",
      "inbox:3 (1) skipped: without text",
      "d (1) 请还款",
    ]);
  });

  it("are not made of a message whose text was left out, nor of an object without any text", async () => {
    expect(await gistsOf('{"id":"a","sentAt":"2026-01-01","body":"请还款"}')).toEqual(["(no-text at inbox:1)"]);
    expect(await gistsOf('{"a":1,"b":{"c":true}}')).toEqual(["(no-text at inbox:1)"]);
    expect(await gistsOf("{}")).toEqual(["(no-text at inbox:1)"]);
  });

  it("nested beyond reason are broken, and the rest is read", async () => {
    const deep = `${"[".repeat(70)}"请还款"${"]".repeat(70)}`;
    expect(await gistsOf(`{"a":${deep},"b":"请回电"}`)).toEqual(["(bad-record at inbox:1)", "请回电"]);
    expect(await gistsOf(`[{"x":${"[".repeat(50_000)}${"]".repeat(50_000)},"text":"请还款"}]`)).toEqual(["请还款"]);
  });
});

describe("templates in YAML", () => {
  it("are texts under names, nested or in lists, in any style; each with the line it begins on", async () => {
    expect(await fixture("templates.yml")).toEqual({
      format: "yaml",
      shown: [
        `overdue.first (4) ${FIRST}`,
        `overdue.visit (5) ${VISIT}`,
        `overdue.last (6) ${LAST}`,
        "paid.1 (10) 已还清。",
        "paid.2 (11) 谢谢您。",
      ],
    });
  });

  it("may be a list of texts and of objects in cuijian's fields; an object without a text is broken", async () => {
    expect((await fixture("templates-records.yml")).shown).toEqual([
      `first (1) ${FIRST}`,
      "templates-records.yml:2 (4) 我司外访组已在路上， 今日到达你户籍地。\n",
      "templates-records.yml:3 (8) 已还清。",
      "templates-records.yml:4 (9) no-text: templates-records.yml:9",
    ]);
    expect((await all(readSource(openFile(`${FOLDER}templates-records.yml`)))).slice(0, 2)).toMatchObject([
      { expected: { verdict: "legitimate" } },
      { message: { overdueDays: 12 } },
    ]);
  });

  it("may stand in several documents, whose number then begins the name", async () => {
    expect((await fixture("templates-documents.yml")).shown).toEqual([
      "1.overdue (1) 请还款",
      "2.overdue (3) 请今日还款",
      "templates-documents.yml:3 (7) 已还清",
    ]);
  });

  it("may be repeated by an alias; what an alias of keys repeats is judged where it stands", async () => {
    expect((await fixture("templates-anchors.yml")).shown).toEqual([
      "base.first (2) 请还款",
      "templates-anchors.yml:2 (3) skipped: without text",
      "templates-anchors.yml:3 (4) skipped: without text",
      "again (5) 请还款",
      "text-of (7) 请还款",
      "templates-anchors.yml:6 (8) bad-record: templates-anchors.yml:8",
    ]);
  });

  it("in a document that is broken are one broken record with its place, and the next document is read", async () => {
    const { shown: gists } = await fixture("templates-broken.yml");
    expect(gists).toEqual(["templates-broken.yml:1 (2) not-yaml: templates-broken.yml:2:15", "2.third (4) 请今日还款"]);
    const [broken] = await recordsOf("a: {x}您好", { from: "yaml" });
    expect(broken).toMatchObject({
      problem: {
        message: expect.stringMatching(/^this is not valid YAML, and nothing of the document is read: /),
        hint: "a text that begins with a sign such as { [ # % or holds “: ” must stand in quotes",
      },
    });
  });

  it("of one name are both judged", async () => {
    expect(await gistsOf("a: 请还款\na: 请回电\n", { from: "yaml" })).toEqual(["请还款", "请回电"]);
  });

  it("that are not there are an error, and so are too many levels", async () => {
    const none = { code: "empty", message: "there is nothing to judge: no text is in it", where: "inbox" };
    for (const content of ["# 注\n", "a: 1\nb: {}\n", "---\n---\n"]) expect(await refusal(content, "yaml")).toMatchObject(none);
    expect(await refusal("\n", "yaml")).toMatchObject({ code: "empty", message: expect.stringContaining("blank") });
    for (const bottomless of ["[".repeat(200_000), "- ".repeat(500), "? ".repeat(500), `a:\n  ${"[{a: ".repeat(40)}`])
      expect(await refusal(bottomless, "yaml")).toEqual({
        code: "too-deep",
        message: "more than 64 levels of lists and keys are not read",
        where: `inbox:${bottomless.startsWith("a") ? 2 : 1}`,
      });
  });

  it("are one text where the document is one", async () => {
    expect((await recordsOf("请还款\n", { from: "yaml" })).map(shown)).toEqual(["inbox:1 (1) 请还款"]);
  });
});

describe("templates in properties", () => {
  it("are texts under keys, with escapes, and lines that go on after a backslash", async () => {
    expect(await fixture("templates.properties")).toEqual({
      format: "properties",
      shown: [
        `overdue.first (4) ${FIRST}`,
        "overdue.visit (5) 我司外访组已在路上，今日到达。",
        "with blank (7) 请还款",
        "templates.properties:8 (8) skipped: without text",
        "templates.properties:9 (9) bad-escape: templates.properties:9:5",
        "last (10) 第一行\n第二行",
        "after (12) 已还清",
      ],
    });
  });

  it.each([
    ["a=请还款", "a", "请还款"],
    ["  a  =  请还款 ", "a", "请还款 "],
    ["a: 请还款", "a", "请还款"],
    ["a 请还款", "a", "请还款"],
    ["a = = 请还款", "a", "= 请还款"],
    ["a\\=b\\:c=请还款", "a=b:c", "请还款"],
    ["a\\\n  b \\\n = \\\n  请\\\n还款", "ab", "请还款"],
    ["a=C:\\\\短信\\z", "a", "C:\\短信z"],
    ["a=\\ 请还款\\", "a", " 请还款"],
    ["a=# 请还款 ! ", "a", "# 请还款 ! "],
    ["=请还款", "inbox:1", "请还款"],
    ["a=\\ud83d\\ude21", "a", "😡"],
    ["a=请还款\\\n# 不是注释", "a", "请还款# 不是注释"],
  ])("are split as Java does: %j", async (content, id, text) => {
    expect((await recordsOf(content, { from: "properties" })).map(shown)).toEqual([`${id} (1) ${text}`]);
  });

  it("may be in an encoding of China", async () => {
    // “a=逾期” in GBK.
    const bytes = Uint8Array.of(0x61, 0x3d, 0xd3, 0xe2, 0xc6, 0xda);
    expect(await gistsOf(bytes, { from: "properties", encoding: "gbk" })).toEqual(["逾期"]);
  });

  it("may have comments only", async () => {
    expect(await recordsOf("# 注\n! 注\n", { from: "properties" })).toEqual([]);
  });

  it("that are too long together are broken", async () => {
    expect(await gistsOf(`a=${"还\\\n".repeat(50)}\nb=请还款\n`, { from: "properties", limits: { maxRecord: 60 } })).toContain(
      "(over-max-record at inbox:1)",
    );
  });

  it("come back as they were written", async () => {
    const unit = fc.oneof(
      fc.constantFrom("=", ":", "#", "!", " ", "\t", "\n", "\\", "u", "\f"),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    );
    const name = fc.string({ unit, minLength: 1, maxLength: 8 }).filter((one) => one.trim() !== "" && !/[\0\ufeff]/.test(one));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 4 }), async (entries) => {
        const records = await recordsOf(writeProperties(entries), { from: "properties" });
        expect(records.map((record) => record.kind === "message" && [record.id, record.message.text])).toEqual(entries);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a file", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cuijian-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const formatOf = async (name: string, content: string): Promise<string | undefined> => {
    writeFileSync(join(folder, name), content);
    return (await all(readSource(openFile(join(folder, name)))))[0]?.origin.format;
  };

  it.each([
    ["a.yml", "a: 请还款\n"],
    ["a.YAML", "\ufeff# 注\n\n---\n'a b': 请还款\n"],
    ["a.yaml", "- 请还款\n"],
    ["a.yml", "--- \n逾期:\n  首次: 请还款\n"],
  ])("is YAML by its name and what is in it: %s %j", async (name, content) => {
    expect(await formatOf(name, content)).toBe("yaml");
  });

  it.each([
    ["a.properties", "a=请还款\n"],
    ["a.properties", "# 注\n\noverdue.first 请还款\n"],
    ["a.properties", "首次=请还款\n"],
  ])("is one of properties by its name and what is in it: %s %j", async (name, content) => {
    expect(await formatOf(name, content)).toBe("properties");
  });

  it.each([
    ["a.txt", "提醒: 请还款\n"],
    ["a.txt", "- 请还款\n"],
    ["a.txt", "a=请还款\n"],
    ["a.yml", "您的借款已逾期，请尽快还款。\n"],
    ["a.yml", "{name}您好: 请还款\n"],
    ["a.yml", "【暖阳】您的借款已逾期：请还款\n"],
    ["a.properties", "您的借款已逾期，请尽快还款。\n"],
    ["a.properties", "【暖阳】您好：还款 http://example.test/a=b\n"],
  ])("that says otherwise is plain text: %s %j", async (name, content) => {
    expect(await formatOf(name, content)).toBe("text");
  });

  it("from a pipe is YAML or properties only when that is said", async () => {
    expect((await recordsOf("a: 请还款\n"))[0]?.origin.format).toBe("text");
    expect((await recordsOf("a=请还款\n"))[0]?.origin.format).toBe("text");
    expect((await recordsOf("a: 请还款\n", { from: "yaml" })).map(shown)).toEqual(["a (1) 请还款"]);
  });

  it.each(['["请还款"', '["您好"]，请还款', '["{name}"] 请还款'])(
    "that begins like a list of texts is none: %s",
    async (content) => {
      expect((await recordsOf(content))[0]?.origin.format).toBe("text");
    },
  );
});
