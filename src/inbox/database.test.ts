import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { writeApple } from "../build/exports/apple.js";
import { databaseOf } from "../build/exports/database.js";
import { INBOX, type Sent } from "../build/exports/sent.js";
import { inWalMode, walOf } from "../build/exports/wal.js";
import { type Problem, UserError } from "../errors.js";
import { exported, gist, gistsOf, noticesOf, recordsOf } from "./inbox.testing.js";
import { type ReadOptions, readSource } from "./read.js";
import { openFile } from "./source.js";

const folder = mkdtempSync(join(tmpdir(), "cuijian-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/exports/${name}`, import.meta.url));

/** What a file gives, and what is said of it, the path left out. */
async function readFile(path: string, options: ReadOptions = {}) {
  const notices: Problem[] = [];
  const gists: string[] = [];
  const onNotice = (notice: Problem) => notices.push(notice);
  for await (const record of readSource(openFile(path), { ...options, onNotice })) gists.push(gist(record));
  return { gists, notices: notices.map(({ code, message }) => `${code}: ${message.replaceAll(path, "FILE")}`) };
}

async function problemOf(reading: Promise<unknown>): Promise<Problem | undefined> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof UserError) return error.problems[0];
    throw error;
  }
  throw new Error("it was read");
}

const expected = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

describe("a database with a write-ahead log", () => {
  it("is read with the changes in it, and that is told", async () => {
    expect(await readFile(fixture("apple-wal.db"))).toEqual({
      gists: expected,
      notices: ["wal: its newest messages come from FILE-wal (13 pages)"],
    });
  });

  it("is read without the changes of a log that is broken, and that is told", async () => {
    expect(await readFile(fixture("apple-broken-wal.db"))).toEqual({
      gists: expected.slice(0, 5),
      notices: [
        "broken-wal: its newest messages may be missing: FILE-wal could not be read in full, the checksum of its header is wrong",
      ],
    });
  });

  it("that did not come with it is read, and what may be missing is told", async () => {
    const told = ["no-wal: keeps its newest messages in a -wal file, and none came with it: some may be missing"];
    expect(await readFile(fixture("apple-no-wal.db"))).toEqual({ gists: expected.slice(0, 5), notices: told });
    expect((await noticesOf(exported("apple-no-wal.db"))).map(({ code }) => code)).toEqual(["no-wal"]);
  });

  it("that is empty has been written back: nothing is missing", async () => {
    copyFileSync(fixture("apple-no-wal.db"), join(folder, "empty-log.db"));
    writeFileSync(join(folder, "empty-log.db-wal"), "");
    expect(await readFile(join(folder, "empty-log.db"))).toEqual({ gists: expected.slice(0, 5), notices: [] });
  });

  it("of several changes, the last unfinished, is read to the last that is finished", async () => {
    const states = [2, 3, 5, 8].map((count) => inWalMode(writeApple(INBOX.slice(0, count))));
    writeFileSync(join(folder, "several.db"), states[0] as Uint8Array);
    writeFileSync(join(folder, "several.db-wal"), walOf(states, { bigEndian: true, committed: false }));
    expect((await readFile(join(folder, "several.db"))).gists).toEqual(expected.slice(0, 5));
  });

  it("is left as it is, and nothing is written beside it", async () => {
    for (const end of ["", "-wal"]) copyFileSync(fixture(`apple-wal.db${end}`), join(folder, `untouched.db${end}`));
    const before = readdirSync(folder);
    await readFile(join(folder, "untouched.db"));
    expect(readdirSync(folder)).toEqual(before);
    for (const end of ["", "-wal"])
      expect(readFileSync(join(folder, `untouched.db${end}`))).toEqual(readFileSync(fixture(`apple-wal.db${end}`)));
  });
});

describe("a database with a rollback journal", () => {
  it("is read; a journal of an unfinished change is told of and never played back", async () => {
    const file = join(folder, "journal.db");
    copyFileSync(fixture("apple.db"), file);
    writeFileSync(`${file}-journal`, Buffer.concat([Buffer.from("d9d505f920a163d7", "hex"), Buffer.alloc(1000)]));
    expect(await readFile(file)).toEqual({
      gists: expected,
      notices: ["unfinished-change: was copied amid a change: some of its messages may be missing or damaged"],
    });
    expect(existsSync(`${file}-journal`)).toBe(true);
    writeFileSync(`${file}-journal`, Buffer.alloc(1000));
    expect((await readFile(file)).notices).toEqual([]);
  });
});

describe("a packed database", () => {
  it("is read", async () => expect(await gistsOf(gzipSync(exported("apple.db")))).toEqual(expected));
});

describe("what a database says is done on reading", () => {
  it("is not done: a view is no table", async () => {
    expect(await problemOf(recordsOf(exported("apple-view.db")))).toMatchObject({ code: "unknown-format" });
    expect(await problemOf(recordsOf(exported("apple-view.db"), { from: "apple" }))).toMatchObject({
      message: "is a database of none of the apps known: its tables are message",
    });
  });

  it("is not done: computed columns and virtual tables are passed by", async () => {
    const bytes = databaseOf((database) =>
      database.exec(`
        CREATE TABLE sms (address, body, date, type, thread_id AS (zeroblob(100000000)));
        CREATE VIRTUAL TABLE pdu USING fts5 (date, msg_box);
        CREATE TABLE part (mid, ct, text);
        INSERT INTO sms VALUES ('95000', '请还款', 1772345678000, 1);
      `),
    );
    const [record] = await recordsOf(bytes);
    expect(record).toMatchObject({ message: { text: "请还款" } });
    expect(record).not.toHaveProperty("thread");
  });

  it("is not done: a table that calls itself one and is written as a view is damage", async () => {
    const bytes = databaseOf((database) =>
      database.exec(`
        CREATE TABLE sms (address, body, date, type);
        PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = 'CREATE VIEW sms AS SELECT 1 AS address, 2 AS body, 3 AS date, 1 AS type' WHERE name = 'sms';
      `),
    );
    expect(await problemOf(recordsOf(bytes))).toMatchObject({
      code: expect.stringMatching(/^(?:broken-database|unknown-format)$/),
    });
  });
});

describe("a database is refused, with a way out,", () => {
  it("that is encrypted", async () => {
    expect(await problemOf(readFile(fixture("database-encrypted.db")))).toEqual({
      code: "refused-format",
      message: "is a database only in name, or an encrypted one, which is not read",
      where: fixture("database-encrypted.db"),
      hint: "decrypt it with the app or tool that encrypted it, or export the messages as CSV, XML or JSON",
    });
    expect(await problemOf(recordsOf(exported("database-encrypted.db"), { from: "apple" }))).toMatchObject({
      code: "no-database",
      message: "is no SQLite database, or an encrypted one",
      where: "inbox",
    });
  });

  it("that is WeChat's own", async () => {
    expect(await problemOf(recordsOf(exported("database-wechat.db")))).toEqual({
      code: "refused-format",
      message: "is WeChat's own database, which is not read",
      where: "inbox",
      hint: "export the chats as CSV or JSON with a tool such as WeFlow",
    });
  });

  it("that is another app's", async () => {
    expect(await problemOf(recordsOf(exported("database-stranger.db")))).toEqual({
      code: "unknown-format",
      message: "is a database of none of the apps known: its tables are notes, tags",
      where: "inbox",
      hint: "message and handle (Apple), sms_tb (Huawei) or sms (Android) were expected; export the messages as CSV, XML or JSON",
    });
    expect(await problemOf(recordsOf(exported("apple.db"), { from: "huawei" }))).toMatchObject({
      message: "is a database of none of the apps known: its tables are handle, chat, message, chat_message_join",
      hint: "a Huawei backup has a table sms_tb; export the messages as CSV, XML or JSON",
    });
  });

  it("that has no tables, or more than anyone wants to read of", async () => {
    const none = databaseOf((database) => database.exec("PRAGMA user_version = 1"));
    expect((await problemOf(recordsOf(none)))?.message).toMatch(/: it has no tables$/);
    const many = databaseOf((database) => {
      for (let i = 0; i < 30; i++) database.exec(`CREATE TABLE t${i} (a)`);
    });
    expect((await problemOf(recordsOf(many)))?.message).toMatch(/, t19 and 10 more$/);
  });

  it("that is cut off, however early", async () => {
    const whole = exported("apple.db");
    for (const end of [16, 60, 99, 100, 1023, 1024, 5000]) {
      const from = end < 100 ? "apple" : "auto";
      expect(await problemOf(recordsOf(whole.subarray(0, end), { from }))).toMatchObject({
        code: "broken-database",
        message: expect.stringMatching(/^is a damaged database: /),
        where: "inbox",
      });
    }
  });

  it("that is in UTF-16", async () => {
    const bytes = exported("apple.db").slice();
    bytes[59] = 2;
    expect(await problemOf(recordsOf(bytes))).toMatchObject({ code: "utf16-database" });
  });
});

describe("a damaged database", () => {
  const many: Sent[] = Array.from({ length: 200 }, (_, i) => ({
    text: `第${i}条：您的账单已逾期，请尽快还款。`,
    peer: "95000",
    instant: Date.UTC(2026, 0, 1, 0, i),
    direction: "in",
  }));
  const whole = writeApple(many);

  it("gives what comes before the damage, then says so; one damaged where nothing is looked for gives all", async () => {
    for (let page = 1; page < whole.length / 1024; page++) {
      for (const byte of [0x00, 0xff]) {
        const bytes = whole.slice().fill(byte, page * 1024, (page + 1) * 1024);
        const got: string[] = [];
        const reading = (async () => {
          for await (const record of readSource({ name: "inbox", chunks: only(bytes) })) got.push(gist(record));
          return "whole";
        })();
        const end = await reading.catch((error: unknown) => (error as UserError).problems[0]?.code);
        expect(got).toEqual(many.slice(0, end === "whole" ? undefined : got.length).map(({ text }) => text));
        expect(["whole", "broken-database"]).toContain(end);
      }
    }
  });
});

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
