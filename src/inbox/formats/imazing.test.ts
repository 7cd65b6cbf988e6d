import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeIMazing } from "../../build/exports/imazing.js";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { exported, gist, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

const GISTS = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

describe("the inbox as iMazing exports it", () => {
  it("is told by its columns, and every row is a record in its place", async () => {
    const records = await recordsOf(exported("imazing.csv"));
    expect(records.map(gist)).toEqual(GISTS);
    expect(records[2]).toMatchObject({
      id: "4F1C-1002",
      channel: "sms",
      thread: "17000004321",
      message: { sender: "17000004321", sentAt: "2026-03-09T22:47:31+08:00" },
      origin: { format: "imazing", line: 4, timeSource: "device-local" },
    });
    expect(records[7]).toMatchObject({ contact: "妈妈", message: { sender: "13800000000" } });
  });

  it("may have a byte-order mark and come in small pieces", async () => {
    expect(await gistsOf(exported("imazing-bom.csv"))).toEqual(GISTS.slice(0, 2));
    expect(await recordsOf(exported("imazing.csv"), {}, 7)).toEqual(await recordsOf(exported("imazing.csv")));
  });
});

describe("other tables of iMazing", () => {
  it("may have other columns; what is not known is told and read", async () => {
    const records = await recordsOf(exported("imazing-old.csv"));
    expect(records.map(gist)).toEqual(["您好", "(without text)", "请回电", "在吗"]);
    expect(records[0]).toMatchObject({ channel: "imessage", contact: "李四", message: { sender: "li4@example.com" } });
    expect(records[2]).toMatchObject({ channel: "mms", message: { sender: "李四" } });
    expect(records[2]).not.toHaveProperty("message.sentAt");
    expect(records[3]).toMatchObject({ channel: "unknown" });
    expect(records[3]).not.toHaveProperty("message.sender");
    expect(await noticesOf(exported("imazing-old.csv"))).toMatchObject([
      { code: "unknown-time", where: "inbox:4" },
      { code: "unknown-direction", where: "inbox:5" },
    ]);
  });

  it("may be of WhatsApp, with its notices", async () => {
    const records = await recordsOf(exported("imazing-whatsapp.csv"));
    expect(records.map(gist)).toEqual(["您的借款已到期，请联系我", "(a notice of the app)"]);
    expect(records[0]).toMatchObject({ channel: "whatsapp", contact: "王经理", message: { sender: "+85261234567" } });
  });

  it("with headers in another language are refused with a way out", async () => {
    await expect(recordsOf("聊天,日期,文本\n李四,2026-03-02,您好\n", { from: "imazing" })).rejects.toThrow(
      /no column Chat Session, Message Date, Text; there are: 聊天, 日期, 文本\n.*--from csv --map text=列名/,
    );
  });

  it("go on after a row with too many cells", async () => {
    const table = "Chat Session,Message Date,Type,Text\n李四,2026-03-02 10:00:00,Incoming,您好,再见\n李四,,Incoming,在吗\n";
    expect(await gistsOf(table)).toEqual(["(ragged-row at inbox:2)", "在吗"]);
  });
});

describe("whatever a message holds", () => {
  const message: fc.Arbitrary<Sent> = fc.record({
    // Any character but NUL, which marks binary data, and lone surrogates, which UTF-8 does not have.
    text: fc.string({ unit: "binary" }).filter((one) => one.trim() !== "" && !one.includes("\0")),
    peer: fc.constantFrom("95000", "+8613800000000"),
    instant: fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }).map((second) => second * 1000),
    direction: fc.constantFrom("in", "out"),
  });

  it("it is read as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 5 }), async (messages) => {
        const records = await recordsOf(writeIMazing(messages));
        expect(
          records.map((record) => (record.kind === "message" ? [record.message.text, record.message.sender] : null)),
        ).toEqual(messages.map(({ text, peer, direction }) => (direction === "in" ? [text, peer] : null)));
      }),
    );
  });
});
