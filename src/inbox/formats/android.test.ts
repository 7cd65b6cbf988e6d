import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeAndroid } from "../../build/exports/android.js";
import { databaseOf } from "../../build/exports/database.js";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

describe("a database of Android", () => {
  it("gives what came in, in its place", async () => {
    expect(await gistsOf(exported("android.db"))).toEqual(
      INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)")),
    );
  });

  it("tells of each message its sender, time, channel and conversation", async () => {
    const [first] = await recordsOf(exported("android.db"));
    expect(first).toMatchObject({
      id: "inbox:1",
      origin: { format: "android", record: 1, timeSource: "epoch" },
      message: { sentAt: "2026-03-02T09:15:04+08:00", sender: "1069011122233" },
      channel: "sms",
      thread: "1",
    });
  });

  it("gives the same in small pieces, and with its format named", async () => {
    const whole = await recordsOf(exported("android-mms.db"));
    expect(await recordsOf(exported("android-mms.db"), {}, 7)).toEqual(whole);
    expect(await recordsOf(exported("android-mms.db"), { from: "android" })).toEqual(whole);
  });

  it("gives multimedia messages after the short ones: their texts in order, pictures and reports passed over", async () => {
    expect(await gistsOf(exported("android-mms.db"))).toEqual([
      "短信在前",
      "这是你的借条和身份证照片😡\n再不还就寄给你全家看！",
      "(without text)",
      "(without text)",
      "(a notice of the app)",
      "(sent by the owner)",
      "(never sent)",
      "没有发件人的彩信",
    ]);
    const records = await recordsOf(exported("android-mms.db"));
    expect(records[1]).toMatchObject({
      message: { sentAt: "2026-03-05T14:07:08+08:00", sender: "17000004321" },
      channel: "mms",
      thread: "2",
    });
    expect(records[7]).not.toHaveProperty(["message", "sender"]);
  });

  it("passes over what was not received; a box it does not know is no guess", async () => {
    expect(await gistsOf(exported("android-types.db"))).toEqual([
      "收到的",
      "(sent by the owner)",
      "(never sent)",
      "(never sent)",
      "(never sent)",
      "(never sent)",
      "(unknown-box at inbox:7)",
      "(without text)",
      "按秒计时",
      "没有号码和时间",
      "号码写作null，时间写坏了",
      "催\ufffd\ufffd\ufffd还",
    ]);
  });

  it("tells of a time that is none and of bytes that are no text", async () => {
    const notices = await noticesOf(exported("android-types.db"));
    expect(notices.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "unknown-time: record 11: the time “上周” is not understood",
      "not-utf8: record 12: part of the text is no UTF-8 and stands as \ufffd",
      expect.stringMatching(/^garbled: /),
    ]);
  });

  it("may count in seconds; no number, or one written as null, is no sender", async () => {
    const records = await recordsOf(exported("android-types.db"));
    expect(records[8]).toMatchObject({ message: { sentAt: "2026-03-04T13:06:07+08:00" } });
    for (const i of [9, 10]) for (const field of ["sender", "sentAt"]) expect(records[i]).not.toHaveProperty(["message", field]);
  });

  it("of a Xiaomi phone has more columns, and blocked messages that are read like the others", async () => {
    expect(await gistsOf(exported("android-xiaomi.db"))).toEqual(["被拦截的催收短信也要看：三天内不还就起诉", "快递到了"]);
  });

  it("gives texts of a multimedia message that are too long together as a broken record", async () => {
    expect((await gistsOf(exported("android-mms.db"), { limits: { maxRecord: 60 } }))[1]).toBe("(over-max-record at inbox:2)");
    expect((await gistsOf(exported("android-mms.db"), { limits: { maxRecord: 20 } }))[7]).toBe("(over-max-record at inbox:8)");
  });

  it("without messages is refused", async () => {
    await expect(recordsOf(writeAndroid([]))).rejects.toThrow("there is nothing to judge: the database has no messages");
  });

  it("is read where addresses of multimedia messages are missing, and ids are no row ids", async () => {
    const bytes = databaseOf((database) =>
      database.exec(`
        CREATE TABLE sms (address, body, date, type);
        CREATE TABLE pdu (_id, date, msg_box);
        CREATE TABLE part (mid, ct, text);
        INSERT INTO pdu VALUES (9, 1772345678, 1), (4, 1772345679, 1);
        INSERT INTO part VALUES (9, 'text/plain', '九'), (4, 'text/plain', '四'), (4, 'TEXT/PLAIN', '又四'), (NULL, 'text/plain', '无');
      `),
    );
    expect(await gistsOf(bytes)).toEqual(["四\n又四", "九"]);
  });
});

describe("whatever messages there are", () => {
  // A half of a surrogate pair has no UTF-8.
  const text = fc.string({ unit: "binary", minLength: 1, maxLength: 60 }).filter((one) => one.trim() !== "");
  const sent: fc.Arbitrary<Sent> = fc.record({
    text,
    peer: fc.stringMatching(/^\+?\d{3,15}$/),
    // Fewer milliseconds would be taken for seconds: those of March 1973.
    instant: fc.integer({ min: 100_000_000_000, max: 4_102_444_800_000 }),
    direction: fc.constantFrom("in", "out"),
  });

  it("the same come back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 8 }), async (messages) => {
        const got = (await recordsOf(writeAndroid(messages))).map((record) =>
          record.kind === "message"
            ? [record.message.text, record.message.sender, Date.parse(record.message.sentAt ?? "")]
            : record.kind,
        );
        expect(got).toEqual(
          messages.map(({ text, peer, instant, direction }) => (direction === "in" ? [text, peer, instant] : "skipped")),
        );
      }),
      { numRuns: 20 },
    );
  });
});
