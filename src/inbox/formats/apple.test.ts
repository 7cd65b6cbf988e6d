import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeApple } from "../../build/exports/apple.js";
import { databaseOf } from "../../build/exports/database.js";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

const expected = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

describe("a database of Apple Messages", () => {
  it.each(["apple.db", "apple-old.db"])("(%s) gives what came in, in its place", async (file) => {
    expect(await gistsOf(exported(file))).toEqual(expected);
  });

  it("tells of each message its id, sender, time, channel and conversation", async () => {
    const [first, second] = await recordsOf(exported("apple.db"));
    expect(first).toMatchObject({
      kind: "message",
      id: "00000000-0000-4000-8000-000000000001",
      where: "inbox:1",
      origin: { file: "inbox", format: "apple", record: 1, timeSource: "epoch" },
      message: { sentAt: "2026-03-02T09:15:04+08:00", sender: "1069011122233" },
      channel: "sms",
      thread: "1069011122233",
    });
    expect(second).toMatchObject({ kind: "skipped", origin: { record: 2 } });
  });

  it("may be so old that it lacks columns and counts its times in seconds", async () => {
    const [first] = await recordsOf(exported("apple-old.db"));
    expect(first).toMatchObject({
      message: { sentAt: "2026-03-02T09:15:04+08:00", sender: "1069011122233" },
      channel: "sms",
    });
    expect(first).not.toHaveProperty("thread");
  });

  it("gives the same in small pieces, and with its format named", async () => {
    const whole = await recordsOf(exported("apple.db"));
    expect(await recordsOf(exported("apple.db"), {}, 7)).toEqual(whole);
    expect(await recordsOf(exported("apple.db"), { from: "apple" })).toEqual(whole);
  });

  it("gives attributed bodies around the length that one byte can count in full", async () => {
    const texts = await gistsOf(exported("apple-lengths.db"));
    expect(texts.map((text) => new TextEncoder().encode(text).length)).toEqual([126, 129, 127, 128, 65, 1803]);
    expect(texts[1]).toBe("收".repeat(43));
    expect(texts[4]).toBe("这条信息里写着NSString和NSMutableString，也只是文字");
  });

  it("gives a body of 40,000 bytes in full, from either column", async () => {
    const text = `${"逾期不还后果自负。".repeat(1481)}a`;
    const sent: Sent[] = [{ text, peer: "95000", instant: Date.UTC(2026, 0, 1), direction: "in" }];
    for (const body of ["text", "attributedBody"] as const) expect(await gistsOf(writeApple(sent, { body }))).toEqual([text]);
  });

  it("passes over what is no message, and says of a body it cannot decode that it cannot", async () => {
    expect(await gistsOf(exported("apple-others.db"))).toEqual([
      "(a reaction)",
      "(a notice of the app)",
      "(without text)",
      "(without text)",
      "看看你的借条照片",
      "没有号码也没有时间",
      "(unknown-body at inbox:7)",
      "可变字符串里的催收：明天到你单位",
      "时间写坏了",
      "前半\u0000后半还在",
      "\ufeff首字是字节序标记",
      "文本栏为空，正文在另一栏",
    ]);
  });

  it("tells iMessages from short messages, and neither from what it does not know", async () => {
    const records = await recordsOf(exported("apple-others.db"));
    expect(records.map((record) => (record.kind === "message" ? record.channel : ""))).toEqual([
      "",
      "",
      "",
      "",
      "imessage",
      "unknown",
      "",
      "imessage",
      "sms",
      "sms",
      "sms",
      "sms",
    ]);
  });

  it("has no sender and no time where it says none, and tells of a time that is none", async () => {
    const records = await recordsOf(exported("apple-others.db"));
    expect(records[5]).toMatchObject({ message: { text: "没有号码也没有时间" } });
    for (const field of ["sender", "sentAt"]) expect(records[5]).not.toHaveProperty(["message", field]);
    expect(records[8]).not.toHaveProperty(["message", "sentAt"]);
    expect(await noticesOf(exported("apple-others.db"))).toEqual([
      { code: "unknown-time", message: "record 9: the time “昨天” is not understood", where: "inbox" },
    ]);
  });

  it("gives a body beyond the limit as a broken record, and the rest", async () => {
    const gists = await gistsOf(exported("apple-lengths.db"), { limits: { maxRecord: 600 } });
    expect(gists.at(-1)).toBe("(over-max-record at inbox:6)");
    expect(gists[0]).toBe("催".repeat(42));
    const [long] = await gistsOf(
      writeApple([{ text: "a".repeat(601), peer: "95000", instant: 1, direction: "in" }], { body: "text" }),
      { limits: { maxRecord: 600 } },
    );
    expect(long).toBe("(over-max-record at inbox:1)");
  });

  it("without messages is refused, and so is one without a column that is needed", async () => {
    await expect(recordsOf(writeApple([]))).rejects.toThrow("inbox  there is nothing to judge: the database has no messages");
    const other = databaseOf((database) =>
      database.exec("CREATE TABLE message (handle_id, is_from_me, body); CREATE TABLE handle (id)"),
    );
    await expect(recordsOf(other)).rejects.toThrow("inbox  its table message has no column date, text\n");
  });

  it("tells how many of its records are read", async () => {
    const told: string[] = [];
    await recordsOf(exported("apple.db"), {
      onProgress: (done, total, unit) => unit === "records" && told.push(`${done} of ${total}`),
    });
    expect(told).toEqual(["8 of 8"]);
  });
});

describe("whatever messages there are", () => {
  // U+FFFC stands for an attachment and goes; a half of a surrogate pair has no UTF-8.
  const text = fc
    .string({ unit: "binary", minLength: 1, maxLength: 60 })
    .filter((one) => one.trim() !== "" && !one.includes("\ufffc"));
  const sent: fc.Arbitrary<Sent> = fc.record({
    text: fc.oneof(
      text,
      text.map((one) => one.repeat(30)),
    ),
    peer: fc.stringMatching(/^\+?\d{3,15}$/),
    // Whole seconds; the nanoseconds of the first hundred after 2001 would be taken for seconds.
    instant: fc.integer({ min: 978_307_301, max: 4_102_444_800 }).map((seconds) => seconds * 1000),
    direction: fc.constantFrom("in", "out"),
  });

  it.each([
    ["text", "s"],
    ["text", "ns"],
    ["attributedBody", "ns"],
  ] as const)("with bodies in %s and times in %s, the same come back", async (body, unit) => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 8 }), async (messages) => {
        const records = await recordsOf(writeApple(messages, { body, unit }));
        const got = records.map((record) =>
          record.kind === "message"
            ? [record.message.text, record.message.sender, record.thread, Date.parse(record.message.sentAt ?? "")]
            : record.kind,
        );
        expect(got).toEqual(
          messages.map(({ text, peer, instant, direction }) => (direction === "in" ? [text, peer, peer, instant] : "skipped")),
        );
      }),
      { numRuns: 15 },
    );
  });
});
