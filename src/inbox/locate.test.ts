import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument, stringify } from "yaml";
import { csvRow } from "../build/exports/csv.js";
import { writeProperties } from "../build/exports/templates.js";
import type { Position } from "./draft.js";
import { recordsOf } from "./inbox.testing.js";

/** The messages of a file, each with the place of every unit and of its end. */
async function placesOf(content: string, from: string, size?: number) {
  const records = await recordsOf(content, { from }, size);
  return records.flatMap((record) => {
    if (record.kind !== "message") return [];
    const { text } = record.message;
    const { locate } = record;
    if (!locate) throw new Error("no place");
    return [{ text, places: Array.from({ length: text.length + 1 }, (_, i) => locate(i)) }];
  });
}

/** What stands in a file from a place on. */
function standsAt(file: string, { line, column }: Position, lineEnd = /\n/g): string {
  const starts = [0, ...Array.from(file.replace(/^\ufeff/, "").matchAll(lineEnd), ({ 0: end, index }) => index + end.length)];
  return file.replace(/^\ufeff/, "").slice((starts[line - 1] as number) + column - 1);
}

const of = (places: readonly Position[]): string => places.map(({ line, column }) => `${line}:${column}`).join(" ");

describe("the places of a text", () => {
  it.each([
    ["text", "\ufeff您好\n😡还", "1:1 1:2 1:3 2:1 2:2 2:3 2:4"],
    ["lines", "\n\n 还款\r\n", "3:1 3:2 3:3 3:4"],
    ["jsonl", '\n{"id":"a","text":"还\\n\\u6b3e😡"}\n', "2:19 2:20 2:22 2:28 2:29 2:30"],
    ["json", '[\n  {\n    "text":\n      "一\\"二"\n  }\n]', "4:8 4:9 4:11 4:12"],
    ["json", '{"note": "😡", "text": "还"}', "1:25 1:26"],
    ["json", '["还", "款"]', "1:3 1:4"],
    ["json", '{"a": {"b": "还"},\n "c": ["款"]}', "1:14 1:15"],
    ["csv", '号码,text\n1,"一""二\n三"\n', "2:4 2:5 2:7 2:8 3:1 3:2"],
    ["csv", "text,号码\n还款,1\n", "2:1 2:2 2:3"],
    ["csv", '号码,text\n1,还"款"\n', "2:3 2:4 2:5 2:6 2:7"],
    ["csv", "sep=;\r\n号码;text\r\n1;还款\r\n", "3:3 3:4 3:5"],
    ["tsv", '号码\ttext\n1\t"一\r\n二"', "2:4 2:5 2:6 3:1 3:2"],
    ["yaml", "a:\n  b: 还款 # 注\n", "2:6 2:7 2:8"],
    ["yaml", "- 还\n  款\n", "1:3 1:4 2:3 2:4"],
    ["yaml", "a: 'it''s'", "1:5 1:6 1:7 1:9 1:10"],
    ["yaml", 'a: "还\\u6b3e\\n\\\n   好"', "1:5 1:6 1:12 2:4 2:5"],
    ["yaml", "a: |\n  还\n   款\n", "2:3 2:4 3:3 3:4 3:5 3:5"],
    ["yaml", "a: >-\n  还\n  款\n\n  好\n", "2:3 2:4 3:3 3:4 5:3 5:4"],
    ["yaml", "a: |2\n   还\r\n  款", "2:3 2:4 2:5 3:3 3:4 3:4"],
    ["properties", "# 注\n a.b = 还\\u6b3e\\\n   好\n", "2:8 2:9 3:4 3:5"],
  ])("in %s: %j", async (from, content, places) => {
    const [first] = await placesOf(content, from);
    expect(of(first?.places ?? [])).toBe(places);
  });

  it("of a second element on the line count in UTF-16 units", async () => {
    const json = '[{"text":"😡"},{"text":"还"}]';
    for (const size of [1, 2, 3, 1000]) {
      const [first, second] = await placesOf(json, "json", size);
      expect([of(first?.places ?? []), of(second?.places ?? [])]).toEqual(["1:11 1:12 1:13", "1:25 1:26"]);
    }
  });

  it("are those of the last of two fields of one name", async () => {
    const [first] = await placesOf('{"text":"一","text":"还款"}', "jsonl");
    expect(of(first?.places ?? [])).toBe("1:21 1:22 1:23");
  });

  it("behind its end are its end", async () => {
    for (const [from, content] of [
      ["text", "还款\n"],
      ["jsonl", '{"text":"还款"}'],
      ["yaml", "a: 还款\n"],
    ] as const) {
      const [record] = await recordsOf(content, { from });
      if (record?.kind !== "message") throw new Error("no message");
      expect(record.locate?.(99)).toEqual(record.locate?.(2));
    }
  });
});

/** Characters that formats escape, double or fold, among others. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', "'", "\\", ",", "\t", "\n", " ", "  ", "#", ": ", "- ", "期", "😡", "{x}", "\u2028", "="),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 40,
  })
  .filter((one) => one.trim() !== "" && !one.includes("\0"));

/** What an escape or a doubled character stands for, by how it is written. */
type Decode = (written: string) => string;
const asIs: Decode = (written) => written;
const json: Decode = (written) => (written.startsWith("\\") ? JSON.parse(`"${/^\\(?:u.{4}|.)/.exec(written)?.[0]}"`) : written);
const properties: Decode = (written) => {
  const [escaped, code] = /^\\(?:u(.{4})|[\s\S])/.exec(written) ?? [];
  if (escaped === undefined) return written;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return { "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\f": "\f" }[escaped] ?? escaped.slice(1);
};

const SIZES = fc.constantFrom(1, 5, 64 * 1024);

async function agree(content: string, from: string, texts: readonly string[], decode: Decode, lineEnd?: RegExp, size?: number) {
  const found = await placesOf(content, from, size);
  expect(found.map((one) => one.text)).toEqual(texts);
  for (const { text: one, places } of found)
    for (let i = 0; i < one.length; i++) {
      const written = decode(standsAt(content, places[i] as Position, lineEnd));
      // Both halves of a pair may stand at one escape.
      const unit = one[i] as string;
      if (!written.startsWith(unit)) expect(`${JSON.stringify(written.slice(0, 8))} at ${i}`).toBe(JSON.stringify(unit));
    }
}

describe("whatever a text holds, each unit of it stands where it is said to", () => {
  const check = (
    name: string,
    write: (texts: readonly string[]) => string,
    from: string,
    decode: Decode,
    wanted: (one: string) => boolean = () => true,
    lineEnd?: RegExp,
  ) =>
    it(`in ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(text.filter(wanted), { minLength: 1, maxLength: 4 }), SIZES, async (texts, size) => {
          await agree(write(texts), from, texts, decode, lineEnd, size);
          await agree(`\ufeff${write(texts)}`, from, texts, decode, lineEnd, size);
        }),
        { numRuns: 100 },
      );
    });

  const records = (texts: readonly string[]) => texts.map((one) => ({ "a\n😡": [{ text: "别" }], text: one, x: 1 }));
  const ascii = (written: string): string =>
    written.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const names = (texts: readonly string[]) => Object.fromEntries(texts.map((one, i) => [`名.${i}`, { "": one }]));

  check(
    "JSON Lines",
    (texts) =>
      records(texts)
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(""),
    "jsonl",
    json,
  );
  check("JSON on one line", (texts) => JSON.stringify(records(texts)), "json", json);
  check("JSON spread out", (texts) => JSON.stringify(records(texts), null, "\t"), "json", json);
  check("JSON in ASCII", (texts) => ascii(JSON.stringify(records(texts), null, 2)), "json", json);
  check("JSON under names", (texts) => JSON.stringify(names(texts), null, 2), "json", json);
  check("a list of texts in JSON", (texts) => JSON.stringify(texts), "json", json);
  check(
    "lines",
    (texts) => texts.map((one) => `${one}\r\n`).join(""),
    "lines",
    asIs,
    (one) => !one.includes("\n") && !one.endsWith("\r") && !one.startsWith("\ufeff"),
  );
  for (const [from, delimiter] of [
    ["csv", ","],
    ["tsv", "\t"],
  ] as const)
    check(
      from,
      (texts) => ["text", ...texts].map((one) => `${csvRow(["x", one, '"'], delimiter)}\r\n`).join(""),
      from,
      asIs,
      (one) => !one.startsWith("\ufeff"),
      /\r\n|\r|\n/g,
    );
  check("properties", (texts) => writeProperties(texts.map((one, i) => [`a b=${i}`, one])), "properties", properties);
  check(
    "properties in ASCII",
    (texts) => ascii(writeProperties(texts.map((one, i) => [`名${i}`, one]))),
    "properties",
    properties,
  );

  const unescaped: Decode = (written) => {
    const one = /^(?:''|\\(?:x..|u.{4}|U.{8}|.))/.exec(written)?.[0];
    if (one === undefined) return written;
    return one === "''" ? "'" : (parseDocument(`"${one}"`).toJS() as string);
  };
  const styles = fc.constantFrom("PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED");
  it.each([20, 0])("in YAML of every style, folded at %i", async (lineWidth) => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 3 }), styles, fc.boolean(), async (texts, style, crlf) => {
        const file = stringify(names(texts), {
          lineWidth,
          minContentWidth: 0,
          defaultStringType: style as "PLAIN",
          defaultKeyType: "PLAIN",
        });
        const content = crlf && !file.includes("\r") ? file.replaceAll("\n", "\r\n") : file;
        // The library may fold a line between the halves of a pair, which no file can hold.
        fc.pre(Buffer.from(content).toString() === content);
        // Nor does it always write what it reads back as the same: such a file says nothing about us.
        fc.pre(isDeepStrictEqual(parseDocument(content).toJS(), names(texts)));
        const found = await placesOf(content, "yaml");
        expect(found.map((one) => one.text)).toEqual(texts);
        for (const { text: one, places } of found)
          for (let i = 0; i < one.length; i++) {
            const unit = one[i] as string;
            const written = standsAt(content, places[i] as Position);
            const isThere = written.startsWith(unit) || unescaped(written).startsWith(unit);
            // What was folded stands at the line end; the second half of a pair may stand with the first.
            const isFolded = /\s/.test(unit) && /^(?:\s|$)/.test(written);
            if (!isThere && !isFolded && !/[\udc00-\udfff]/.test(unit))
              expect(`${i}: ${JSON.stringify(written.slice(0, 8))}`).toBe(JSON.stringify(one));
          }
      }),
      { numRuns: 200 },
    );
  });
});
