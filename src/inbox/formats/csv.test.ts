import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvRow, writeCsv } from "../../build/exports/csv.js";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { UserError } from "../../errors.js";
import type { Encoding } from "../encoding.js";
import { exported, gist, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";
import { type ReadOptions, readSource } from "../read.js";
import type { InboxRecord } from "../record.js";
import { openFile } from "../source.js";

/** What a user is told where a table cannot be read. */
async function refusal(content: string | Uint8Array, options: ReadOptions = {}) {
  try {
    await recordsOf(content, options);
  } catch (error) {
    if (error instanceof UserError) return error.problems[0];
    throw error;
  }
  throw new Error("it was read");
}

const formatOf = async (content: string): Promise<string | undefined> => (await recordsOf(content))[0]?.origin.format;

/** What a reader should make of the inbox. */
const GISTS = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

/** What stands in one message, its id and text apart. */
const rest = (record: InboxRecord | undefined) => {
  if (record?.kind !== "message") throw new Error("no message");
  const { id: _id, text: _text, ...message } = record.message;
  return message;
};

describe("the inbox as CSV", () => {
  it("is told by its header, and every row is a record in its place", async () => {
    const records = await recordsOf(exported("csv.csv"));
    expect(records.map(gist)).toEqual(GISTS);
    expect(records.map(({ origin }) => origin)).toMatchObject(
      // The third message has three lines.
      [2, 3, 4, 7, 8, 9, 10, 11].map((line, i) => ({ format: "csv", record: i + 1, line })),
    );
    expect(rest(records[2])).toEqual({ sender: "17000004321", sentAt: "2026-03-09T22:47:31+08:00", direction: "in" });
    expect(records[2]?.origin.timeSource).toBe("device-local");
  });

  it.each<[string, ReadOptions]>([
    ["csv-semicolon.csv", {}],
    ["csv-tab.tsv", {}],
    ["csv-tab.tsv", { from: "tsv" }],
    ["csv-cr.csv", {}],
    ["csv-bom.csv", {}],
    ["csv-utf16le.csv", { encoding: "utf-16le" }],
    ["csv-utf16le-bom.csv", {}],
    ["csv.csv", { from: "csv" }],
  ])("may be written otherwise: %s %j", async (file, options) => {
    expect(await gistsOf(exported(file), options)).toEqual(GISTS);
  });

  it("may come in small pieces", async () => {
    const read = async (options: ReadOptions, size?: number) =>
      (await recordsOf(exported("csv.csv"), options, size)).map((record) => {
        if (record.kind !== "message") return record;
        const { locate, ...rest } = record;
        return { ...rest, places: [0, 9].map((offset) => locate?.(offset)) };
      });
    const whole = await read({});
    for (const size of [1, 7]) expect(await read({}, size)).toEqual(whole);
    expect(await read({ from: "csv" }, 7)).toEqual(whole);
  });
});

describe("a table in an encoding of China or Taiwan", () => {
  it.each<[string, Encoding, string]>([
    ["csv-gbk.csv", "gbk", INBOX[0]?.text ?? ""],
    ["csv-gb18030.csv", "gb18030", "𠮷祥来电：㐂字号客户，您的款项已逾期，“今日”请回电。"],
    ["csv-big5.csv", "big5", "您的分期款項已逾期三日，請儘速繳納，若有疑問請洽客服。"],
  ])("is read once the encoding is known: %s", async (file, encoding, text) => {
    for (const size of [7, 64 * 1024]) expect((await gistsOf(exported(file), { encoding }, size))[0]).toBe(text);
  });
});

describe("a table in cuijian's own columns", () => {
  it("has all its fields read, and unknown columns kept apart", async () => {
    const [first, second, third, fourth] = await recordsOf(exported("csv-own.csv"));
    expect(first).toMatchObject({
      id: "a1",
      message: { sentAt: "2026-03-02T09:15:04+08:00", lender: "招联", overdueDays: 3, direction: "in" },
      expected: { verdict: "legitimate" },
      extra: { batch: "三月" },
    });
    // Its time is in ISO 8601 by itself.
    expect(first?.origin).not.toHaveProperty("timeSource");
    expect(second).toMatchObject({
      message: { sentAt: "2026-03-09T22:47:00+08:00", overdueDays: 12 },
      expected: { verdict: "improper", flags: ["threat", "visit-bluff"] },
      extra: {},
    });
    expect(second?.origin.timeSource).toBe("device-local");
    expect(third).toMatchObject({ kind: "skipped", id: "a3", why: "sent by the owner" });
    expect(fourth).toMatchObject({ kind: "broken", id: "a4", problem: { code: "bad-field", where: "inbox:5" } });
  });

  it("must have a text in every row", async () => {
    expect(await gistsOf("id,text\na,请还款\nb,\n")).toEqual(["请还款", "(no-text at inbox:3)"]);
  });

  it("counts before words of other exports", async () => {
    const [record] = await recordsOf("text,content,sender,from\n请还款,附言,95000,95001\n");
    expect(record).toMatchObject({ message: { text: "请还款", sender: "95000" }, extra: { content: "附言", from: "95001" } });
  });

  it("may have a column named like something of the language", async () => {
    const [record] = await recordsOf("text,__proto__,constructor\n请还款,一,二\n");
    expect(record).toMatchObject({ kind: "message" });
    expect(Object.entries((record as { extra: object }).extra)).toEqual([
      ["__proto__", "一"],
      ["constructor", "二"],
    ]);
  });
});

describe("columns of other exports", () => {
  it("are known whatever their width, case and spaces", async () => {
    const [record] = await recordsOf(exported("csv-full-width.csv"));
    expect(record).toMatchObject({ message: { text: "您的账单已出", sender: "95000", sentAt: "2026-04-06T09:13:00+08:00" } });
    expect(await gistsOf("PHONE NUMBER,Message_Body\n95000,请还款\n")).toEqual(["请还款"]);
  });

  it("may give day and clock apart", async () => {
    expect(rest((await recordsOf(exported("csv-day-and-clock.csv")))[0])).toMatchObject({ sentAt: "2026-04-06T09:13:21+08:00" });
  });

  it("of one name are all kept", async () => {
    const [record] = await recordsOf(exported("csv-duplicate-header.csv"));
    expect(record).toMatchObject({ message: { sender: "95000" }, extra: { 备注: "一", "备注 (2)": "二" } });
  });

  it("may be many, of one name, and the rows short: the time they take is that of what is there", async () => {
    const started = performance.now();
    const table = `text,${"甲,".repeat(40_000)}乙\n${"还款\n".repeat(2000)}`;
    const records = await recordsOf(table, { from: "csv" });
    expect(records).toHaveLength(2000);
    expect(records[0]).toMatchObject({ message: { text: "还款" }, extra: {} });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("without a message in a row are passed over; a row of nothing is no record", async () => {
    expect(await gistsOf(exported("csv-without-text.csv"))).toEqual(["(without text)", "(without text)", "请还款"]);
  });

  it("tell the time in many ways; one that is not understood is told", async () => {
    const records = await recordsOf(exported("csv-odd-times.csv"));
    expect(records.map((record) => [rest(record).sentAt, record.origin.timeSource])).toEqual([
      ["2026-04-06T09:13:00+08:00", "device-local"],
      ["2026-04-06T09:13:21+08:00", "epoch"],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(await noticesOf(exported("csv-odd-times.csv"))).toMatchObject([{ code: "unknown-time", where: "inbox:4" }]);
  });

  it("take the zone of the phone", async () => {
    const [record] = await recordsOf("时间,内容\n2026-04-06 09:13,您好\n", { timeZone: "+00:00" });
    expect(rest(record)).toMatchObject({ sentAt: "2026-04-06T09:13:00+00:00" });
  });

  it("tell the direction in words; an unknown one is told once and taken as received", async () => {
    expect(await gistsOf(exported("csv-odd-directions.csv"))).toEqual([
      "您好",
      "(sent by the owner)",
      "(never sent)",
      "请还款",
      "请回电",
    ]);
    expect(await noticesOf(exported("csv-odd-directions.csv"))).toMatchObject([{ code: "unknown-direction", where: "inbox:5" }]);
  });

  it("may hold a number that a spreadsheet has rounded: that is told", async () => {
    expect(await noticesOf(exported("csv-rounded-number.csv"))).toMatchObject([{ code: "digits-lost", where: "inbox:2" }]);
    expect(rest((await recordsOf(exported("csv-rounded-number.csv")))[0])).toMatchObject({ sender: "1.06901E+14" });
  });
});

describe("columns nobody knows", () => {
  it("are listed, with how to say which is the text", async () => {
    expect(await refusal(exported("csv-no-text-column.csv"), { from: "csv" })).toEqual({
      code: "no-text-column",
      message: "no column is known to be the text; there are: 甲, 乙, 丙",
      where: "inbox",
      hint: "say which it is with --map text=列名; what is no table is read with --from text or --from lines",
    });
    expect(await refusal(exported("csv-two-text-columns.csv"))).toMatchObject({
      code: "two-text-columns",
      message: "more than one column may be the text: 内容, 正文; there are: 号码, 内容, 正文",
      hint: "say which it is with --map text=列名, such as --map text=内容",
    });
  });

  it("may be told", async () => {
    expect(await gistsOf(exported("csv-no-text-column.csv"), { map: { text: "乙" } })).toEqual(["您的账单已出", "请还款"]);
    const [record] = await recordsOf(exported("csv-two-text-columns.csv"), { map: { text: "正文", sender: "内容" } });
    expect(record).toMatchObject({ message: { text: "请还款", sender: "您的账单已出" }, extra: { 号码: "95000" } });
  });

  it("that are told and not there are refused with the nearest", async () => {
    expect(await refusal(exported("csv-no-text-column.csv"), { from: "csv", map: { text: "已" } })).toMatchObject({
      code: "unknown-column",
      message: "--map text=已: no such column; there are: 甲, 乙, 丙",
      hint: expect.stringContaining("did you mean --map text="),
    });
    expect(await refusal("text,号码\n一,二\n", { map: { sender: "号吗" } })).toMatchObject({
      hint: "did you mean --map sender=号码",
    });
  });

  it("may be named over two lines, in small pieces too", async () => {
    for (const size of [1, 3, 1000])
      expect(await gistsOf('号码,"短信\n内容"\n95000,"请\n还款"\n', { from: "csv" }, size)).toEqual(["请\n还款"]);
  });

  it("without a name are called by their number", async () => {
    expect(await recordsOf("内容,号码,\n您好,95000,重要\n")).toMatchObject([{ extra: { "column 3": "重要" } }]);
  });
});

describe("a row that is not as it should be", () => {
  it("may end in empty cells, lack the last ones, or be broken", async () => {
    expect(await gistsOf(exported("csv-ragged.csv"))).toEqual([
      "您好",
      "(ragged-row at inbox:3)",
      "(short-row at inbox:4)",
      "请回电",
      "请还款",
    ]);
  });

  it("may have quotes in a cell", async () => {
    expect(await gistsOf(exported("csv-inner-quote.csv"))).toEqual(['我司"外访组"已在路上', '"外访组"已出发']);
  });

  it("whose quote is never closed is named by the line on which it begins", async () => {
    expect(await gistsOf(exported("csv-open-quote.csv"))).toEqual(["您的账单已出", "(open-quote at inbox:3)"]);
    expect(await gistsOf(exported("csv-open-quote.csv"), {}, 5)).toEqual(["您的账单已出", "(open-quote at inbox:3)"]);
  });

  it("beyond the longest is broken, and the rows after it are read", async () => {
    const table = `号码,内容\n95000,您的账单已出\n95001,${"还".repeat(200)}\n95002,请回电\n`;
    expect(await gistsOf(table, { limits: { maxRecord: 100 } })).toEqual([
      "您的账单已出",
      "(over-max-record at inbox:3)",
      "请回电",
    ]);
  });

  it("far beyond the longest ends the reading, and says so", async () => {
    const table = `号码,内容\n95000,您的账单已出\n95001,"${"还".repeat(100_000)}\n95002,请回电\n`;
    const records = await recordsOf(table, { from: "csv", limits: { maxRecord: 1000 } }, 1000);
    expect(records.map(gist)).toEqual(["您的账单已出", "(over-max-record at inbox:3)"]);
    expect(records[1]).toMatchObject({ problem: { message: expect.stringContaining("nothing after it could be read") } });
  });

  it("may end in any line end, also mixed, and lines with nothing on them are no rows", async () => {
    expect((await recordsOf('\n号码,内容\r\n1,"一\r\n二"\n\n2,三\r3,四')).map((one) => [gist(one), one.origin.line])).toEqual([
      ["一\r\n二", 3],
      ["三", 6],
      ["四", 7],
    ]);
  });
});

describe("a first line for Excel", () => {
  it("names the delimiter and is no header", async () => {
    expect((await recordsOf(exported("csv-excel-separator.csv"))).map((one) => [gist(one), one.origin.line])).toEqual([
      ["您的账单已出", 3],
    ]);
  });
});

describe("what comes through a pipe", () => {
  it.each([
    ["a message with commas", "您好,您的账单已逾期,请尽快还款"],
    ["lines with as many commas each", "你好,我是小王\n今天,不还钱不行\n最后,警告你一次\n"],
    ["lines with as many Chinese commas each", "内容，时间\n今天，不还钱不行\n最后，警告你一次\n"],
    ["a message that begins with a word of ours", "内容\n今天还款\n"],
    ["prose with a comma after a word of ours", "内容,我看过了\n金额,好像不对\n"],
    ["a table with names nobody knows", "甲,乙\n一,二\n三,四\n"],
    ["a header without rows", "text,sender\n"],
    ["a header above rows of another width", "号码,内容\n您好\n请还款\n"],
    ["code", "text = read(a, b);\nsend(text, c);\n"],
  ])("is one message if it is %s", async (_, content) => {
    expect(await formatOf(content)).toBe("text");
  });

  it.each([
    ["号码,内容\n95000,请还款\n"],
    ["text,verdict\n请还款,legitimate\n"],
    ["text;x\n请还款;1\n"],
    ["sender\ttext\n95000\t请还款\n"],
    ["号码,内容\n您好\n95000,请还款\n"],
  ])("is a table if the header is plain: %j", async (content) => {
    expect(await formatOf(content)).toBe("csv");
  });
});

describe("a file", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cuijian-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = async (content: string): Promise<string[]> => {
    const file = join(folder, "inbox.txt");
    writeFileSync(file, content);
    const formats: string[] = [];
    for await (const { origin } of readSource(openFile(file))) formats.push(origin.format);
    return formats;
  };

  it("is a table also with one known column, or with a text column alone", async () => {
    expect(await read("内容,备注\n请还款,一\n")).toEqual(["csv"]);
    expect(await read("text\n请还款\n请回电\n")).toEqual(["csv", "csv"]);
  });

  it("of rows that are all alike below a header asks for its columns", async () => {
    await expect(read("甲,乙\n一,二\n三,四\n")).rejects.toThrow("no column is known to be the text; there are: 甲, 乙");
  });

  it.each(["短信内容\n请还款\n", "你好,小王！\n今天,不还钱不行\n最后,警告你一次\n", "一,二\n三\n四,五,六\n"])(
    "of prose is a message: %j",
    async (content) => {
      expect(await read(content)).toEqual(["text"]);
    },
  );
});

describe("a table that is read from a pipe as it fills", () => {
  it("gives a row before the rows after the next are there", async () => {
    async function* live(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("号码,内容\n95000,一\n95001,二\n");
      throw new Error("nobody should have asked for more");
    }
    const records = readSource({ name: "pipe", chunks: live() }, { from: "csv" });
    expect((await records.next()).value).toMatchObject({ message: { text: "一" } });
  });
});

describe("whatever a message holds", () => {
  // A table holds any character but NUL, which marks binary data, and lone surrogates, which UTF-8 does not have.
  const text = fc
    .string({
      unit: fc.oneof(fc.constantFrom('"', ",", ";", "\t", "\r", "\n", "期", "😡", "=", " "), fc.string({ unit: "binary" })),
    })
    .filter((one) => one.trim() !== "" && !one.includes("\0"));
  const message: fc.Arbitrary<Sent> = fc.record({
    text,
    peer: fc.constantFrom("95000", "17000004321"),
    instant: fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }).map((second) => second * 1000),
    direction: fc.constantFrom("in", "out"),
  });

  it("it is read as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 5 }),
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom(3, 64 * 1024),
        async (messages, delimiter, lineEnd, size) => {
          const records = await recordsOf(writeCsv(messages, { delimiter, lineEnd }), { from: "csv" }, size);
          expect(records.map(gist)).toEqual(
            messages.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)")),
          );
          for (const [i, record] of records.entries())
            if (record.kind === "message") {
              expect(record.message.sender).toBe(messages[i]?.peer);
              expect(Date.parse(record.message.sentAt ?? "")).toBe(messages[i]?.instant);
            }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("nothing it holds makes more rows or fewer, or ends in anything but records or a word to the user", async () => {
    const wild = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "期", ";") });
    await fc.assert(
      fc.asyncProperty(wild, async (body) => {
        const whole = (await recordsOf(`text,id\n${body}`, { from: "csv" })).map(gist);
        expect((await recordsOf(`text,id\n${body}`, { from: "csv" }, 1)).map(gist)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it("a quoted cell needs its quotes only where it has a quote, a delimiter or a line end", () => {
    expect(csvRow(["a", 'b"c', "d,e", "f\ng"])).toBe('a,"b""c","d,e","f\ng"');
  });
});
