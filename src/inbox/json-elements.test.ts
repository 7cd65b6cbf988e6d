import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { type JsonItem, jsonElements } from "./json-elements.js";
import { LIMITS } from "./limits.js";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function itemsOf(json: string | Uint8Array, { size = 65_536, lists = ["messages"], maxRecord = 1000 } = {}) {
  const bytes = typeof json === "string" ? new TextEncoder().encode(json) : json;
  const input = { utf8: () => pieces(bytes, size), name: "inbox", limits: { ...LIMITS, maxRecord } };
  const items: JsonItem[] = [];
  for await (const item of jsonElements(input, (key) => lists.includes(key))) items.push(item);
  return items;
}

const placed = (text: string, { line, column }: { line?: number; column?: number }): string =>
  `${text} at ${line}${column === undefined ? "" : `:${column}`}`;

const gist = (item: JsonItem): string => {
  if (item.kind === "list") return `list ${item.key}`;
  if (item.kind === "element") return placed(JSON.stringify(item.value), item);
  if (item.kind === "field") return `${item.key}=${JSON.stringify(item.value)}`;
  return placed(item.code, item);
};

/** The same in pieces of any size, or it is an error. */
async function gistsOf(json: string | Uint8Array, options: { lists?: string[]; maxRecord?: number } = {}): Promise<string[]> {
  const gists = (await itemsOf(json, options)).map(gist);
  for (const size of [1, 2, 3, 7]) expect((await itemsOf(json, { ...options, size })).map(gist)).toEqual(gists);
  return gists;
}

describe("a JSON list", () => {
  it.each([
    ["[]", []],
    ["\ufeff [ \n ] \n", []],
    ['[{"text":"一"},{"text":"二"}]', ['{"text":"一"} at 1', '{"text":"二"} at 1:15']],
    [
      '[\n  {"text":"一"},\n  {\n    "text":"二"\n  },\n\n  {"flags":["a",\n"b"]}, 7\n]',
      ['{"text":"一"} at 2', '{"text":"二"} at 3', '{"flags":["a","b"]} at 7', "7 at 8"],
    ],
    ['\n[{"text":"],[{\\n\\"},\\\\"},\n[1,\n2], null]', ['{"text":"],[{\\n\\"},\\\\"} at 2', "[1,2] at 3", "null at 4"]],
    ['["😡\\\\","\\"",[[]],{}]', ['"😡\\\\" at 1', '"\\"" at 1:8', "[[]] at 1:13", "{} at 1:18"]],
  ])("%j brings its elements, each with its place", async (json, elements) => {
    expect(await gistsOf(json)).toEqual(["list null", ...elements]);
  });

  it.each([
    ["a value that is none", '[{"a":1},\n{"b":oops},\n{"c":3}]', ['{"a":1} at 1', "not-json at 2:6", '{"c":3} at 3']],
    ["something behind an element", '[{"a":1} oops,2]', ["not-json at 1:10", "2 at 1:15"]],
    ["a missing comma", '[{"a":1}\n{"b":2},\n3]', ["not-json at 2:1", "3 at 3"]],
    ["nothing between two commas", "[1,,3]", ["1 at 1", "not-json at 1:4", "3 at 1:5"]],
    ["a comma too many", "[1,\n]", ["1 at 1", "not-json at 2:1"]],
    ["quotes in quotes", '[{"a":"说"好"了"},\n2]', ["not-json at 1:10", "2 at 2"]],
    ["a line feed in quotes", '[{"a":"一\n二"},\n3]', ["not-json at 1:9", "3 at 3"]],
    ["a backslash before a line feed", '["\\\n",\n3]', ["not-json at 1:4", "3 at 3"]],
  ])("with %s has one broken element and the rest", async (_, json, items) => {
    expect(await gistsOf(json)).toEqual(["list null", ...items]);
  });

  it.each([
    ["in the middle of an element", '[{"a":1},\n{"b":"二', ['{"a":1} at 1', "cut-short at 2:8"]],
    ["behind a comma", '[{"a":1},\n', ['{"a":1} at 1', "cut-short at 2:1"]],
    ["behind an element", '[{"a":1},\n{"b":2}\n', ['{"a":1} at 1', '{"b":2} at 2', "cut-short at 3:1"]],
    ["before any", "[", ["cut-short at 1:2"]],
    ["with a quote that never closes", '[{"a":1},\n{"b":"二","c":x"},\n3]', ['{"a":1} at 1', "not-json at 2:14"]],
  ])("that ends %s brings what was there, then where it ends", async (_, json, items) => {
    expect(await gistsOf(json)).toEqual(["list null", ...items]);
  });

  it("that ends in the middle of a character ends there", async () => {
    const bytes = new TextEncoder().encode('[1,{"a":"二');
    expect(await gistsOf(bytes.subarray(0, -1))).toEqual(["list null", "1 at 1", "cut-short at 1:11"]);
  });

  it.each([
    ["inside an element", '[1,\n{"a":[2},\n3]', ["1 at 1", "not-json at 2:8"]],
    ["where the list may end", '[1,\n{"a":]\n', ["1 at 1", "not-json at 2:6"]],
    ["around it", "[1,\n2}", ["1 at 1", "not-json at 2:2"]],
  ])("with a bracket that does not match %s is read no further", async (_, json, items) => {
    expect(await gistsOf(json)).toEqual(["list null", ...items]);
  });

  it("with something behind it tells so", async () => {
    expect(await gistsOf("[1]\n [2]")).toEqual(["list null", "1 at 1", "not-json at 2:2"]);
    // The last byte of a byte-order mark, where that would stand.
    expect(await gistsOf(Buffer.from("[]\xbf", "latin1"))).toEqual(["list null", "not-json at 1:3"]);
  });

  it("with an element beyond the limit has a broken one in its place, wherever the input is cut", async () => {
    const json = `[1,\n{"a":"${"长".repeat(40)}"},\n3]`;
    expect(await gistsOf(json, { maxRecord: 100 })).toEqual(["list null", "1 at 1", "over-max-record at 2", "3 at 3"]);
    const items = await itemsOf(json, { maxRecord: 100 });
    expect(items[2]).toMatchObject({ hint: "raise the limit with --max-record if this is right" });
    expect(await gistsOf(json.slice(0, -20), { maxRecord: 50 })).toEqual(["list null", "1 at 1", "over-max-record at 2"]);
  });

  it("holds no more of an element beyond the limit than the limit", async () => {
    const piece = new TextEncoder().encode("长".repeat(10_000));
    async function* huge(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('[{"text":"');
      for (let i = 0; i < 3000; i++) yield piece.slice();
      yield new TextEncoder().encode('"},2]');
    }
    const items: string[] = [];
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const chunk of huge()) {
        yield chunk;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    }
    for await (const item of jsonElements({ utf8: watched, name: "inbox", limits: { ...LIMITS, maxRecord: 10_000 } }))
      items.push(gist(item));
    expect(items).toEqual(["list null", "over-max-record at 1", "2 at 1:30000014"]);
    expect(most).toBeLessThan(64 * 2 ** 20);
  });

  it("names a bad byte of an element by its place in the file, and goes on", async () => {
    const bytes = Buffer.concat([Buffer.from('[1,\n{"a":"'), Buffer.of(0xff), Buffer.from('"},\n"\0",4]')]);
    expect(await gistsOf(bytes)).toEqual(["list null", "1 at 1", "not-utf8 at 2", "binary at 3", "4 at 3:5"]);
    expect((await itemsOf(bytes))[2]).toMatchObject({ message: "byte 11 is not valid UTF-8" });
  });

  it("nested as deep as one likes is one element", async () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    const items = await itemsOf(`[1,${deep},\n3]`, { maxRecord: 100_000 });
    expect(items).toHaveLength(4);
    expect(items[3]).toMatchObject({ kind: "element", value: 3, line: 2 });
  });
});

describe("a JSON object", () => {
  it("brings its fields, and the elements of the lists that are wanted", async () => {
    const json = '{\n"a": {"messages":[1]}, "b":[2,3],\n"messages" : [\n{"c":4},\n{"d":5} ],\n"e":"六"}\n';
    expect(await gistsOf(json)).toEqual([
      'a={"messages":[1]}',
      "b=[2,3]",
      "list messages",
      '{"c":4} at 4',
      '{"d":5} at 5',
      'e="六"',
    ]);
  });

  it("may write its keys with escapes, and have none", async () => {
    expect(await gistsOf('{"mess\\u0061ges":[1],"__proto__":2}')).toEqual(["list messages", "1 at 1", "__proto__=2"]);
    expect(await gistsOf("{ }")).toEqual([]);
  });

  it("without keys is told to be none in no time, however many lists are in it", async () => {
    const started = performance.now();
    expect((await itemsOf(`{${"[]".repeat(200_000)}`, { maxRecord: 1e6 })).map(gist)).toEqual(["not-json at 1:2"]);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await gistsOf('{"messages":5}')).toEqual(["messages=5"]);
  });

  it.each([
    ["a field that is none", '{"a":x,"b":2}', ["not-json at 1:6", "b=2"]],
    ["a field without a value", '{"a":,"b":2}', ["not-json at 1:6", "b=2"]],
    ["a comma too many", '{"a":1,}', ["a=1", "not-json at 1:8"]],
    ["something between a list and a comma", '{"messages":[1] 2,"b":3}', ["list messages", "1 at 1", "not-json at 1:17", "b=3"]],
    ["a list that is not closed", '{"messages":[1}', ["list messages", "not-json at 1:15"]],
  ])("with %s has a broken item there", async (_, json, items) => {
    expect(await gistsOf(json)).toEqual(items);
  });

  it.each([
    ['{"a":1,"b":"二', ["a=1", "cut-short at 1:14"]],
    ['{"a":1', ["a=1", "cut-short at 1:7"]],
    ['{"messages":[1,2]', ["list messages", "1 at 1", "2 at 1:16", "cut-short at 1:18"]],
    ['{"messages":[1,2', ["list messages", "1 at 1", "2 at 1:16", "cut-short at 1:17"]],
    ['{"messages":[{"a', ["list messages", "cut-short at 1:17"]],
  ])("that ends too early brings what was there, then where it ends: %s", async (json, items) => {
    expect(await gistsOf(json)).toEqual(items);
  });

  it("with a field beyond the limit tells so", async () => {
    expect(await gistsOf(`{"a":"${"x".repeat(200)}","b":2}`, { maxRecord: 100 })).toEqual(["over-max-record at 1", "b=2"]);
  });
});

describe("what is no JSON", () => {
  const refusal = async (json: string | Uint8Array) => {
    const error = await itemsOf(json).catch((thrown: unknown) => thrown);
    if (!(error instanceof UserError)) throw error;
    return error.problems;
  };

  it("is refused where it begins", async () => {
    expect(await refusal("\n  oops")).toMatchObject([{ code: "not-json", where: "inbox:2:3" }]);
    expect(await refusal("\ufeff“[1]”")).toMatchObject([{ code: "not-json", where: "inbox:1:1" }]);
    expect(await refusal(Buffer.from("\xef\xbb[1]", "latin1"))).toMatchObject([{ code: "not-json" }]);
  });

  it("is refused as blank if it is", async () => {
    expect(await refusal(" \n")).toMatchObject([{ code: "empty", where: "inbox" }]);
  });
});

describe("whatever the list", () => {
  const size = fc.integer({ min: 1, max: 40 });
  const indent = fc.constantFrom(undefined, 2, "\t");
  const trouble = fc.string({ unit: fc.constantFrom(...'"\\[]{},:\n\r\t 还款😡\u2028'.split("")), maxLength: 12 });
  const value = fc.oneof(fc.jsonValue(), trouble, fc.dictionary(trouble, fc.oneof(trouble, fc.array(trouble))));

  it("its elements are those of JSON.parse, on the lines where they stand", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value), indent, size, async (list, space, cut) => {
        const json = JSON.stringify(list, null, space);
        const items = (await itemsOf(json, { size: cut, maxRecord: 100_000 })).slice(1);
        expect(items.map((item) => item.kind === "element" && item.value)).toEqual(JSON.parse(json));
        let line = space === undefined ? 1 : 2;
        for (const [i, item] of items.entries()) {
          expect(item).toMatchObject({ line });
          if (space !== undefined) line += JSON.stringify(list[i], null, space).split("\n").length;
        }
      }),
    );
  });

  it("its elements stand at the columns told", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 2 }), size, async (list, cut) => {
        const json = JSON.stringify(list);
        for (const item of (await itemsOf(json, { size: cut, maxRecord: 100_000 })).slice(2)) {
          if (item.kind !== "element" || item.column === undefined) throw new Error("no column");
          expect([...json].slice(item.column - 1).join("")).toSatisfy((rest: string) =>
            rest.startsWith(JSON.stringify(item.value)),
          );
        }
      }),
    );
  });

  it("an object around it brings the same, and its other fields", async () => {
    const fields = fc.dictionary(
      fc.string().filter((key) => key !== "messages" && !/^\d+$/.test(key)),
      value,
    );
    await fc.assert(
      fc.asyncProperty(fields, fc.array(value), fields, indent, size, async (before, list, after, space, cut) => {
        const rest = Object.fromEntries(Object.entries(after).filter(([key]) => !Object.hasOwn(before, key)));
        const json = JSON.stringify({ ...before, messages: list, ...rest }, null, space);
        const items = await itemsOf(json, { size: cut, maxRecord: 100_000 });
        expect(items.flatMap((item) => (item.kind === "element" ? [item.value] : []))).toEqual(JSON.parse(JSON.stringify(list)));
        const found = items.flatMap((item): [string, unknown][] => (item.kind === "field" ? [[item.key, item.value]] : []));
        expect(Object.fromEntries(found)).toEqual(JSON.parse(JSON.stringify({ ...before, ...rest })));
      }),
    );
  });

  it("damage to it is told as a broken item or refused, never thrown, and never silent", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(value),
        indent,
        fc.nat(),
        fc.nat(4),
        fc.uint8Array({ maxLength: 3 }),
        size,
        async (list, space, at, less, more, cut) => {
          const bytes = Buffer.from(JSON.stringify(list, null, space));
          const start = at % (bytes.length + 1);
          const damaged = Buffer.concat([bytes.subarray(0, start), more, bytes.subarray(start + less)]);
          let whole: unknown;
          try {
            whole = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(damaged));
          } catch {
            whole = undefined;
          }
          const items = await itemsOf(damaged, { size: cut, maxRecord: 100_000 }).catch((error: unknown) => {
            if (error instanceof UserError) return null;
            throw error;
          });
          if (Array.isArray(whole))
            expect(items?.flatMap((item) => (item.kind === "element" ? [item.value] : []))).toEqual(whole);
          else if (whole === undefined) expect(items?.some((item) => item.kind === "broken") ?? true).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
