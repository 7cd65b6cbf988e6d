import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeZip } from "../build/exports/zip.js";
import { UserError } from "../errors.js";
import { noticesOf } from "./inbox.testing.js";
import { readSource } from "./read.js";
import type { InboxRecord } from "./record.js";
import { openFile } from "./source.js";

type Input = string | Uint8Array;
const bytesOf = (input: Input): Uint8Array => (typeof input === "string" ? new TextEncoder().encode(input) : input);

async function* stream(inputs: readonly Input[]): AsyncGenerator<Uint8Array> {
  for (const input of inputs) yield bytesOf(input);
}

async function read(input: Input | readonly Input[], format = "auto"): Promise<InboxRecord[]> {
  const inputs = typeof input === "string" || input instanceof Uint8Array ? [input] : input;
  const records: InboxRecord[] = [];
  for await (const record of readSource({ name: "inbox", chunks: stream(inputs) }, { from: format })) records.push(record);
  return records;
}

/** The messages by id and text, the rest by what is wrong with it and where. */
const summary = async (input: Input | readonly Input[], format = "auto"): Promise<string[]> =>
  (await read(input, format)).map((record) => {
    if (record.kind === "message") return `${record.id} ${record.message.text}`;
    if (record.kind === "skipped") return `${record.id} skipped: ${record.why}`;
    return `${record.id} ${record.problem.code} at ${record.problem.where}`;
  });

async function refusal(input: Input | readonly Input[], format = "auto") {
  try {
    await read(input, format);
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error("it was read");
}

describe("a plain text", () => {
  it("is one message, without the line feed at its end", async () => {
    expect(await summary("您的借款已逾期\n请尽快还款\n")).toEqual(["inbox:1 您的借款已逾期\n请尽快还款"]);
    expect(await summary("您的借款已逾期\r\n")).toEqual(["inbox:1 您的借款已逾期"]);
    expect(await summary("您的借款已逾期\n\n")).toEqual(["inbox:1 您的借款已逾期\n"]);
  });

  it("may come in pieces that cut a character", async () => {
    const bytes = bytesOf("逾期");
    expect(await summary([bytes.subarray(0, 2), bytes.subarray(2, 3), new Uint8Array(), bytes.subarray(3)])).toEqual([
      "inbox:1 逾期",
    ]);
  });

  it("loses its byte-order mark", async () => expect(await summary("\ufeff已逾期")).toEqual(["inbox:1 已逾期"]));

  it.each([
    "{name}您好，您的账单已逾期",
    "{ name }您好",
    "{}您好",
    "[通知] 您的账单已逾期",
    "[{name}] 您的账单已逾期",
    "[]您好",
    "[1] 请尽快还款",
    "“text”:逾期",
    '"text": "逾期"',
    "123",
    "null",
  ])("stays text, however it begins: %s", async (text) => {
    expect(await summary(text)).toEqual([`inbox:1 ${text}`]);
  });
});

describe("a message that looks like an export at first sight", () => {
  it.each([
    "From XX金融\nTo: 张先生\n您的借款已逾期，今日上门",
    "From now on\nSubject: 还款\n\n请还款",
    "From 95555 \nDate: 今天\n\n请还款",
    "Received: 3000元\n您还欠 2000元",
    "Received: 3000\n\n余下的请今日还清",
    "Return-Path: 原路退回",
    "MIME-Version: 1.0\n您已逾期",
    "Subject: 逾期通知\nFrom: XX金融\nDate: 2026-01-01\n\n请还款",
    "BEGIN:VMSG 您的借款已逾期",
    "BEGIN:通知",
    "BZh您的借款已逾期",
    "Rar!您的借款已逾期",
  ])("stays one message: %j", async (text) => {
    expect((await read(text)).map(({ origin }) => origin.format)).toEqual(["text"]);
    expect(await summary(text)).toEqual([`inbox:1 ${text}`]);
  });

  it.each([
    ["columns of a phone", { address: "1069", date: "2026-01-01", thread_id: "5", body: "x" }],
    ["a session", { session: { id: 1 }, createTime: 1, messages: [{ text: "x" }] }],
    ["a type", { _type: "message", id: "inbox:1" }],
    ["what ChatLab has", { chatlab: { version: 1 }, messages: [{ content: "x" }] }],
  ])("in our own fields stays that, with %s beside its text", async (_, fields) => {
    const before = JSON.stringify({ text: "已逾期", ...fields });
    expect(await summary(before)).toEqual(["inbox:1 已逾期"]);
    expect(await summary(`${before}\n${before}\n`)).toHaveLength(2);
    expect(await summary(`[${before}]`)).toEqual(["inbox:1 已逾期"]);
    expect(
      await summary(JSON.stringify([{ sender: "1069", lender: null, overdueDays: 3, text: "已逾期", ...fields }], null, 2)),
    ).toEqual(["inbox:1 已逾期"]);
  });

  it("does not make JSON with a session and a list of our own records a WeChat export", async () => {
    expect(await summary('{"session":{"id":1},"messages":[{"text":"已逾期"}]}')).toEqual(["inbox:1 已逾期"]);
  });

  it("is told from blanks in no time, however many", async () => {
    const started = performance.now();
    await summary(`${" ".repeat(100_000)}x`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("a mail from an address at qq.com, with pictures", () => {
  it("is a mail; a record of QQ in the same form is refused", async () => {
    const headers = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n";
    const body = "--x\nContent-Type: text/plain; charset=utf-8\n\n请还款，加QQ联系\n--x--\n";
    expect(await summary(`From: a@qq.com\nMessage-ID: <1@qq.com>\n${headers}${body}`)).toEqual(["1@qq.com 请还款，加QQ联系"]);
    const saved = "From: <Save by Tencent MsgMgr>\nSubject: Tencent IM Message\n";
    expect(await refusal(`${saved}${headers}${body}`)).toMatchObject([{ code: "refused-format" }]);
  });
});

describe("JSON Lines", () => {
  it("are told by a quoted key", async () => {
    expect(await summary('{"text":"已逾期"}\n{"id":"b","text":"请还款"}\n')).toEqual(["inbox:1 已逾期", "b 请还款"]);
  });

  it("may have spaces, blank lines, carriage returns, a byte-order mark, no last line feed", async () => {
    expect(await summary('\ufeff\n { "text" : "一" } \r\n\r\n \n{"text":"二"}')).toEqual(["inbox:2 一", "inbox:5 二"]);
  });

  it("number a record by its line in the file, skipped ones and blank ones counted", async () => {
    expect(await summary('{"text":"一"}\n\n{"text":"二","direction":"out"}\n{"text":"三"}')).toEqual([
      "inbox:1 一",
      "inbox:3 skipped: sent by the owner",
      "inbox:4 三",
    ]);
  });

  it("keep a line separator inside a text", async () => {
    expect(await summary('{"text":"一\u2028二"}\n{"text":"三"}')).toEqual(["inbox:1 一\u2028二", "inbox:2 三"]);
  });

  it("go on after a broken line, which is named with its column", async () => {
    expect(await summary('{"text":"一"}\n{"text":"二",}\n{"text":"三"}')).toEqual([
      "inbox:1 一",
      "inbox:2 not-json at inbox:2:13",
      "inbox:3 三",
    ]);
  });

  it.each([
    ["cut short", '{"text":"逾期', "inbox:1:12"],
    ["with a bare word for a value", '{"text":逾期}', "inbox:1:9"],
    ["with single quotes", `{'text':"逾期"}`, "inbox:1:2"],
    ["with something after the object", '{"text":"😡"} oops', "inbox:1:14"],
    ["that is no JSON at all", "oops", "inbox:1:1"],
  ])("go on after a first line %s", async (_, first, where) => {
    expect(await summary(`${first}\n{"text":"请还款"}\n`)).toEqual([`inbox:1 not-json at ${where}`, "inbox:2 请还款"]);
  });

  it("say of a broken line what it is, once", async () => {
    expect(await read('{"text":"一"}\n[1', "jsonl")).toMatchObject([
      { kind: "message" },
      {
        kind: "broken",
        id: "inbox:2",
        problem: { code: "not-json", message: "this line is not a JSON object", where: "inbox:2:3" },
      },
    ]);
  });

  it("have a record for every line, also where the line is JSON of another kind", async () => {
    expect(await summary('{"text":"一"}\n5\n["二"]\n{}\n{"text":""}')).toEqual([
      "inbox:1 一",
      "inbox:2 not-an-object at inbox:2",
      "inbox:3 not-an-object at inbox:3",
      "inbox:4 no-text at inbox:4",
      "inbox:5 empty-text at inbox:5",
    ]);
  });

  it("name the bad byte of a line by its place in the file, and go on", async () => {
    const records = await read([bytesOf('{"text":"逾期"}\n{"text":"'), Uint8Array.of(0xff), bytesOf('"}\n{"text":"二"}')]);
    expect(records).toMatchObject([
      { kind: "message" },
      { kind: "broken", id: "inbox:2", problem: { code: "not-utf8", message: "byte 28 is not valid UTF-8", where: "inbox:2" } },
      { kind: "message", message: { text: "二" } },
    ]);
  });

  it("name a NUL likewise", async () => {
    const [, second] = await read('{"text":"一"}\n{"text":"\0"}');
    expect(second).toMatchObject({ problem: { code: "binary", where: "inbox:2" } });
  });
});

describe("JSON", () => {
  it("may be an array, records counted from one; on one line each is found by its column", async () => {
    expect(await summary('[{"text":"一"},{"id":"b","text":"二"},5]')).toEqual([
      "inbox:1 一",
      "b 二",
      "inbox:3 not-an-object at inbox:1:37",
    ]);
  });

  it("may be an array over many lines, records named by theirs", async () => {
    expect(await summary('[\n  {"id":"a",\n   "text":"一"},\n\n  5\n]')).toEqual(["a 一", "inbox:2 not-an-object at inbox:5"]);
  });

  it("may be spread over lines", async () => {
    expect(await summary('[\n  {\n    "text": "一"\n  }\n]\n')).toEqual(["inbox:1 一"]);
    expect(await summary('{\n  "text": "一"\n}\n')).toEqual(["inbox:1 一"]);
    expect(await summary('{\r\n  "text": "一"\r\n}\r\n')).toEqual(["inbox:1 一"]);
    expect(await summary('{ "text": "一",\n  "id": "a" }\n')).toEqual(["a 一"]);
  });

  it("may be one object on one line", async () => expect(await summary('{"text":"一"}')).toEqual(["inbox:1 一"]));

  it("that is broken is read to the break, which is a record in its place", async () => {
    expect(await summary('[{"text":"一"},{"text":]')).toEqual(["inbox:1 一", "inbox:2 not-json at inbox:1:23"]);
    expect(await summary('[{"text":"一"},\n{"text":"二",},\n{"text":"三"}]')).toEqual([
      "inbox:1 一",
      "inbox:2 not-json at inbox:2:13",
      "inbox:3 三",
    ]);
    expect(await summary('[{"text":"一"},\n{"text":"二')).toEqual(["inbox:1 一", "inbox:2 cut-short at inbox:2:11"]);
  });

  it("of one object that is broken is refused", async () => {
    expect(await refusal('{\n"text":"一",\n}', "json")).toMatchObject([{ code: "not-json", where: "inbox:3:1" }]);
    expect(await refusal('{"text":"一"', "json")).toMatchObject([{ code: "not-json", where: "inbox:1:12" }]);
    expect(await refusal('{"text":"一"}\n{"text":"二"}', "json")).toMatchObject([{ code: "not-json", where: "inbox:2:1" }]);
  });

  it("may be an object with the list in it, but one with a text is a message", async () => {
    const list = '{\n"code": 0,\n"data": [\n{"text":"一"},\n{"text":"二"}\n],\n"more": false}';
    expect(await summary(list)).toEqual(["inbox:1 一", "inbox:2 二"]);
    expect(await summary('{"text":"一","data":[{"text":"二"}]}')).toEqual(["inbox:1 一"]);
    expect(await summary('{"data":[{"text":"二"}],"text":"一"}')).toEqual(["inbox:1 二", "inbox:2 一"]);
    expect(await refusal('{"messages":[]}')).toMatchObject([{ code: "empty" }]);
  });

  it("with nothing in it is refused", async () => {
    expect(await refusal("[]")).toEqual([
      { code: "empty", message: "there is nothing to judge: the list is empty", where: "inbox" },
    ]);
    expect(await refusal(" [\n] \n")).toMatchObject([{ code: "empty" }]);
  });
});

describe("lines", () => {
  it("are a message each when asked for, whatever they look like", async () => {
    expect(await summary('一\n\n{"text":"二"}\r\n三', "lines")).toEqual(["inbox:1 一", 'inbox:3 {"text":"二"}', "inbox:4 三"]);
  });
});

describe("a format that was named", () => {
  it("is not guessed again", async () => {
    expect(await summary('{"text":"一"}', "text")).toEqual(['inbox:1 {"text":"一"}']);
    expect(await summary("oops", "jsonl")).toEqual(["inbox:1 not-json at inbox:1:1"]);
    expect(await refusal("oops", "json")).toMatchObject([{ code: "not-json" }]);
  });

  it("is read as it arrives: the first record does not wait for the second", async () => {
    async function* live(): AsyncGenerator<Uint8Array> {
      yield bytesOf('{"text":"一"}\n');
      throw new Error("nobody should have asked for more");
    }
    const records = readSource({ name: "pipe", chunks: live() }, { from: "jsonl" });
    expect((await records.next()).value).toMatchObject({ message: { text: "一" } });
  });
});

describe("an input", () => {
  it.each(["auto", "text", "lines", "jsonl", "json"] as const)("of no bytes is refused as %s", async (format) => {
    const nothing = [{ code: "empty", message: "there is nothing to judge: the input is empty", where: "inbox" }];
    expect(await refusal("", format)).toEqual(nothing);
    expect(await refusal(["", ""], format)).toEqual(nothing);
  });

  it.each(["\n", " \n\t", "\ufeff", "　"])("of blanks is refused: %j", async (blanks) => {
    expect(await refusal(blanks)).toEqual([
      { code: "empty", message: "there is nothing to judge: the input is blank", where: "inbox" },
    ]);
  });

  it("of blank lines has no records", async () => {
    expect(await read("\n\r\n \n", "jsonl")).toEqual([]);
  });

  it.each([
    ["auto", '{"_type":"header","chatlab":{}}\n{"_type":"member"}\n'],
    ["vmsg", "请还款\n"],
    ["csv", "text,sender\n"],
    ["lines", "\n\n"],
  ])("without a single message is told, read as %s", async (from, content) => {
    expect(await noticesOf(content, { from })).toContainEqual(
      expect.objectContaining({
        code: "no-messages",
        message: expect.stringMatching(/^no message is in it, read as \w+$/),
        where: "inbox",
      }),
    );
  });

  it("that is neither a known format nor text is refused, with what was tried and what can be said", async () => {
    expect(await refusal(Uint8Array.of(0xb4, 0xdf, 0xca, 0xd5))).toEqual([
      {
        code: "unknown-format",
        message: "is none of the formats known, and no text: byte 1 is not valid UTF-8",
        where: "inbox",
        hint: expect.stringMatching(/^tried: sms-ie, xlsx, .*; say what it is with --from FORMAT, or .* --encoding NAME$/),
      },
    ]);
    expect(await refusal(Uint8Array.of(0x61, 0x62, 0, 1))).toMatchObject([
      { code: "unknown-format", message: expect.stringContaining("byte 3 is NUL") },
    ]);
  });

  it("that is a zip file of other things is refused as such, however much it looks like text", async () => {
    const zip = writeZip([{ name: "短信.xml", content: `<smses>${"还款".repeat(5000)}</smses>`, stored: true }]);
    expect(await refusal(zip)).toMatchObject([{ code: "refused-format", hint: "unpack it, and give the files in it" }]);
  });

  it("that is a broken file of a known kind is named as such", async () => {
    expect(await refusal(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).toMatchObject([{ code: "broken-zip" }]);
  });

  it.each([
    ["an old Excel file", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "save it as xlsx or CSV"],
    ["zstd", [0x28, 0xb5, 0x2f, 0xfd, 0], "unpack it first: zstd -d FILE"],
    ["bzip2", [...new TextEncoder().encode("BZh91AY")], "unpack it first: bunzip2 FILE"],
    ["7-Zip", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "unpack it first"],
    [
      "a call log",
      [...new TextEncoder().encode('<?xml version="1.0"?>\n<calls count="1">')],
      "choose the file with messages (sms-….xml)",
    ],
    ["a Gammu backup", [...new TextEncoder().encode("[SMSBackup000]\n")], "export the messages as CSV or XML"],
    ["an Android backup", [...new TextEncoder().encode("ANDROID BACKUP\n5\n1\nnone\n"), 0x78, 0xda, 0, 1], undefined],
  ])("that is %s is refused by name, with what to do", async (_, bytes, hint) => {
    expect(await refusal(Uint8Array.from(bytes))).toMatchObject([
      { code: "refused-format", message: expect.stringMatching(/which is not read$/), ...(hint ? { hint } : {}) },
    ]);
  });

  it("packed with gzip is read as far as it goes, in pieces of any size, and where it breaks off is an error", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `{"id":"m${i}","text":"${Math.sin(i)}"}\n`).join("");
    const packed = gzipSync(lines);
    for (const bytes of [packed, packed.subarray(0, -1000)]) {
      for (const size of [bytes.length, 1000]) {
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
        const ids: string[] = [];
        let problem: string | undefined;
        try {
          for await (const { id } of readSource({ name: "inbox", chunks: stream(pieces) })) ids.push(id);
        } catch (error) {
          problem = (error as UserError).problems[0]?.code;
        }
        expect(problem).toBe(bytes === packed ? undefined : "broken-gzip");
        expect(ids.length).toBeGreaterThan(bytes === packed ? 19_999 : 15_000);
        expect(ids).toEqual(ids.map((_, i) => `m${i}`));
      }
    }
    expect(await refusal(packed.subarray(0, 20))).toMatchObject([{ code: "broken-gzip" }]);
  });

  it("longer than what the format is guessed from is read to its end", async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `{"id":"m${i}","text":"${"逾期".repeat(10)}"}`);
    const records = await read(lines.map((line) => `${line}\n`));
    expect(records.map(({ id }) => id)).toEqual(lines.map((_, i) => `m${i}`));
  });

  it("is closed when nobody wants the rest", async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield bytesOf('{"text":"一"}\n');
      } finally {
        closed = true;
      }
    }
    for await (const record of readSource({ name: "pipe", chunks: endless() })) if (record) break;
    expect(closed).toBe(true);
  });
});

describe("a file", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cuijian-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("names its records", async () => {
    const file = join(folder, "短信.jsonl");
    writeFileSync(file, '{"text":"已逾期"}\n');
    const records: InboxRecord[] = [];
    for await (const record of readSource(openFile(file))) records.push(record);
    expect(records).toMatchObject([{ id: `${file}:1`, where: `${file}:1`, message: { text: "已逾期" } }]);
  });

  it("that is not there is no text to judge", () => {
    const file = join(folder, "missing.txt");
    expect(() => openFile(file)).toThrow(
      new UserError({
        code: "missing-file",
        message: "no such file",
        where: file,
        hint: 'to judge a text, pipe it in: echo "…" | cuijian',
      }),
    );
  });

  it("that is a directory is refused", () => {
    expect(() => openFile(folder)).toThrow(`${folder}  is a directory`);
  });
});
