import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeHuawei } from "../../build/exports/huawei.js";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

describe("a database of a Huawei backup", () => {
  it("gives what came in, in its place", async () => {
    expect(await gistsOf(exported("huawei.db"))).toEqual(
      INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)")),
    );
  });

  it("tells of each message its sender, time, channel and conversation", async () => {
    const [first] = await recordsOf(exported("huawei.db"));
    expect(first).toMatchObject({
      id: "inbox:1",
      origin: { format: "huawei", record: 1, timeSource: "epoch" },
      message: { sentAt: "2026-03-02T09:15:04+08:00", sender: "1069011122233" },
      channel: "sms",
      thread: "1",
    });
  });

  it("gives the same in small pieces, and with its format named", async () => {
    const whole = await recordsOf(exported("huawei-mms.db"));
    expect(await recordsOf(exported("huawei-mms.db"), {}, 7)).toEqual(whole);
    expect(await recordsOf(exported("huawei-mms.db"), { from: "huawei" })).toEqual(whole);
  });

  it("gives multimedia messages after the short ones", async () => {
    expect(await gistsOf(exported("huawei-mms.db"))).toEqual([
      "短信在前",
      "这是你的借条和身份证照片😡\n再不还就寄给你全家看！",
      "(without text)",
      "(without text)",
      "(a notice of the app)",
      "(sent by the owner)",
      "(never sent)",
      "没有发件人的彩信",
    ]);
  });

  it("tells of multimedia messages whose texts are not in it, and gives the short ones", async () => {
    expect(await gistsOf(exported("huawei-no-parts.db"))).toEqual(["短信还在"]);
    expect(await noticesOf(exported("huawei-no-parts.db"))).toMatchObject([
      {
        code: "no-mms",
        message: "its multimedia messages are not read: there is no pdu_tb.msg_box, part_tb.mid, part_tb.ct, part_tb.text",
      },
    ]);
  });

  it("gives back whatever messages were written", async () => {
    // A half of a surrogate pair has no UTF-8.
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 60 }).filter((one) => one.trim() !== "");
    const peer = fc.stringMatching(/^\d{3,15}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, peer), { minLength: 1, maxLength: 8 }), async (pairs) => {
        const sent = pairs.map(([text, peer], i): Sent => ({ text, peer, instant: Date.UTC(2026, 0, 1 + i), direction: "in" }));
        const records = await recordsOf(writeHuawei(sent));
        expect(records.map((record) => record.kind === "message" && [record.message.text, record.message.sender])).toEqual(pairs);
      }),
      { numRuns: 20 },
    );
  });
});
