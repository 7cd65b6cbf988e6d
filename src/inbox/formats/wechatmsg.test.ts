import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { writeWeChatMsg } from "../../build/exports/wechatmsg.js";
import { exported, gist, noticesOf, recordsOf } from "../inbox.testing.js";

describe("the inbox as WeChatMsg exports it", () => {
  it("is told by its columns, and every row is a record in its place", async () => {
    const records = await recordsOf(exported("wechatmsg.csv"));
    expect(records.map(gist)).toEqual(INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)")));
    expect(records[2]).toMatchObject({
      id: "inbox:3",
      channel: "wechat",
      thread: "17000004321",
      contact: "客服4321",
      message: { sender: "wxid_17000004321", sentAt: "2026-03-09T22:47:31+08:00" },
      origin: { format: "wechatmsg", line: 4, timeSource: "epoch" },
    });
  });

  it("may come in small pieces", async () => {
    expect(await recordsOf(exported("wechatmsg.csv"), {}, 7)).toEqual(await recordsOf(exported("wechatmsg.csv")));
  });
});

describe("messages of other kinds", () => {
  it("are passed over, each for its reason; one nobody knows is told and read", async () => {
    expect((await recordsOf(exported("wechatmsg-kinds.csv"))).map(gist)).toEqual([
      "(a notice of the app)",
      "您好，您的借款已逾期三天",
      "(without text)",
      "(without text)",
      "(without text)",
      "(without text)",
      "(without text)",
      "(a call)",
      "(sent by the owner)",
      "请尽快处理",
    ]);
    expect(await noticesOf(exported("wechatmsg-kinds.csv"))).toMatchObject([{ code: "unknown-type", where: "inbox:11" }]);
  });
});

describe("a message of which little is known", () => {
  it("has no time, or the name in place of the account", async () => {
    const records = await recordsOf(exported("wechatmsg-times.csv"));
    expect(records).toMatchObject([
      { message: { text: "请还款", sender: "wxid_wang" }, contact: "老王" },
      { message: { text: "请回电", sender: "王五" } },
    ]);
    for (const record of records) expect(record).not.toHaveProperty("message.sentAt");
    expect(await noticesOf(exported("wechatmsg-times.csv"))).toMatchObject([{ code: "unknown-time", where: "inbox:2" }]);
  });
});

describe("a table without the columns", () => {
  it("is refused with those it has", async () => {
    await expect(recordsOf("a,b\n1,2\n", { from: "wechatmsg" })).rejects.toThrow(
      "no column StrContent, CreateTime, IsSender; there are: a, b",
    );
  });
});

describe("whatever a message holds", () => {
  const message: fc.Arbitrary<Sent> = fc.record({
    // Any character but NUL, which marks binary data, and lone surrogates, which UTF-8 does not have.
    text: fc.string({ unit: "binary" }).filter((one) => one.trim() !== "" && !one.includes("\0")),
    peer: fc.constantFrom("95000", "17000004321"),
    instant: fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }).map((second) => second * 1000),
    direction: fc.constantFrom("in", "out"),
  });

  it("it is read as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 5 }), async (messages) => {
        const records = await recordsOf(writeWeChatMsg(messages));
        expect(
          records.map((record) =>
            record.kind === "message" ? [record.message.text, Date.parse(record.message.sentAt ?? "")] : null,
          ),
        ).toEqual(messages.map(({ text, instant, direction }) => (direction === "in" ? [text, instant] : null)));
      }),
    );
  });
});
