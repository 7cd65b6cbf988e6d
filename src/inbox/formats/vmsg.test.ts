import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { writeNokiaVmsg, writeSamsungVmsg, writeVmsg } from "../../build/exports/vmsg.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

/** What the reader must make of the inbox, with times in this zone. */
const expected = (offset: "+08:00" | "+00:00") =>
  INBOX.map(({ text, peer, instant, direction }) =>
    direction === "out"
      ? { kind: "skipped", why: "sent by the owner" }
      : {
          kind: "message",
          channel: "sms",
          message: {
            text,
            sender: peer,
            sentAt: new Date(instant + (offset === "+08:00" ? 8 : 0) * 3_600_000).toISOString().replace(".000Z", offset),
          },
        },
  );

describe("a vMessage file", () => {
  it("of an Android phone is read: text, number, local time, what was sent passed over", async () => {
    const records = await recordsOf(exported("vmsg.vmsg"));
    expect(records).toMatchObject(expected("+08:00"));
    expect(records[0]?.origin).toMatchObject({ format: "vmsg", record: 1, line: 1, timeSource: "device-local" });
  });

  it("of a Nokia phone is read: UTF-16, envelopes, the bare text", async () => {
    expect(await recordsOf(exported("vmsg-nokia.vmg"))).toMatchObject(expected("+08:00"));
    const unmarked = exported("vmsg-nokia.vmg").subarray(2);
    expect(await recordsOf(unmarked)).toMatchObject(expected("+08:00"));
  });

  it("of a Samsung phone is read: base64, time in UTC", async () => {
    const records = await recordsOf(exported("vmsg-samsung.vmsg"));
    expect(records).toMatchObject(expected("+00:00"));
    expect(records[0]?.origin).toMatchObject({ timeSource: "text" });
  });

  it.each(["vmsg.vmsg", "vmsg-nokia.vmg", "vmsg-samsung.vmsg", "vmsg-broken.vmsg"])(
    "may come in small pieces: %s",
    async (name) => expect(await recordsOf(exported(name), {}, 7)).toEqual(await recordsOf(exported(name))),
  );

  it("may be in GBK within the escapes, with the sender's name split over lines", async () => {
    expect(await recordsOf(exported("vmsg-gbk.vmsg"))).toMatchObject([
      { message: { text: "您的户籍地走访已排期，请本周内处理", sender: "17000006060" }, contact: "云禾催收" },
    ]);
  });

  it("may have a plain subject of several lines, which goes on to the end of the body", async () => {
    expect(await recordsOf(exported("vmsg-plain-subject.vmsg"))).toMatchObject([
      { message: { text: "第一行：今天不还\nDate: 明天就去你单位\n  门口见", sentAt: "2016-04-06T09:13:21+08:00" } },
    ]);
  });

  it("may have several cards: the first with a number is the sender's", async () => {
    expect(await recordsOf(exported("vmsg-many-cards.vmsg"))).toMatchObject([
      { message: { text: "还钱", sender: "17000006060", sentAt: "2013-04-03T23:05:09+08:00" }, contact: "云禾催收" },
    ]);
  });

  it("passes over what was sent and never sent; what lies in no known box counts as received", async () => {
    expect(await gistsOf(exported("vmsg-boxes.vmsg"))).toEqual([
      "(never sent)",
      "(never sent)",
      "(sent by the owner)",
      "第4条",
      "第5条",
      "第6条",
    ]);
    expect((await recordsOf(exported("vmsg-boxes.vmsg"))).at(-1)).toMatchObject({ channel: "mms" });
  });

  it("is read on after a broken block, which is named by its first line", async () => {
    expect(await gistsOf(exported("vmsg-broken.vmsg"))).toEqual([
      "第一条",
      "(broken-vmsg at inbox:12)",
      "第三条",
      "(not-decodable at inbox:28)",
      "第五条",
      "(without text)",
      "(broken-vmsg at inbox:61)",
      "(broken-vmsg at inbox:62)",
    ]);
  });

  it("has no sender where the number is the word null, and no time where it cannot be understood, which is told", async () => {
    const fifth = (await recordsOf(exported("vmsg-broken.vmsg")))[4];
    expect(fifth).toMatchObject({ kind: "message", message: { text: "第五条" } });
    expect(fifth).not.toHaveProperty("message.sender");
    expect(fifth).not.toHaveProperty("message.sentAt");
    expect(await noticesOf(exported("vmsg-broken.vmsg"))).toMatchObject([{ code: "unknown-time", where: "inbox:39" }]);
  });

  it("names a line that is not in the encoding of the file, and reads the other messages", async () => {
    const [first, bad, last] = ["第一条", "第二条", "第三条"].map((text) =>
      Buffer.from(`BEGIN:VMSG\nBEGIN:VBODY\nSubject:${text}\nEND:VBODY\nEND:VMSG\n`),
    ) as [Buffer, Buffer, Buffer];
    bad[bad.indexOf(0xe7)] = 0xff;
    expect(await gistsOf(Buffer.concat([first, bad, last]))).toEqual(["第一条", "(not-utf8 at inbox:6)", "第三条"]);
  });

  it("keeps no more of a message than the limit allows", async () => {
    const message = (text: string): string => `BEGIN:VMSG\nBEGIN:VBODY\nSubject:${text}\nEND:VBODY\nEND:VMSG\n`;
    const lines = Array.from({ length: 100 }, () => "还钱").join("\n");
    const limits = { maxRecord: 200 };
    for (const long of ["长".repeat(200), lines])
      expect(await gistsOf([message("一"), message(long), message("三")].join(""), { limits })).toEqual([
        "一",
        "(over-max-record at inbox:6)",
        "三",
      ]);
  });

  it("is told from other text", async () => {
    expect((await recordsOf("您的短信已备份为 BEGIN:VMSG 格式"))[0]?.origin.format).toBe("text");
    expect((await recordsOf("\nBEGIN:VMSG\nEND:VMSG"))[0]?.origin.format).toBe("vmsg");
  });
});

describe("what is written as vMessage is read back", () => {
  const message = (text: fc.Arbitrary<string>): fc.Arbitrary<Sent> =>
    fc.record({
      text: text.filter((one) => one.trim() !== ""),
      peer: fc.stringMatching(/^\+?[1-9]\d{4,14}$/),
      // Before 1992 China had summer time, which the writer knows nothing of.
      instant: fc.integer({ min: 700_000_000, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
      direction: fc.constant("in" as const),
    });
  const readBack = async (content: string | Uint8Array) =>
    (await recordsOf(content, { from: "vmsg" })).map((record) => {
      if (record.kind !== "message") throw new Error(`it was ${record.kind}`);
      const { text, sender, sentAt } = record.message;
      return { text, peer: sender, instant: Date.parse(sentAt as string), direction: "in" };
    });
  const any = fc.string({ unit: "grapheme-composite" });

  it("from escapes and from base64: any text that is Unicode", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message(fc.oneof(any, fc.string({ unit: "binary" }))), { minLength: 1 }), async (messages) => {
        expect(await readBack(writeVmsg(messages))).toEqual(messages);
        expect(await readBack(writeSamsungVmsg(messages))).toEqual(messages);
      }),
    );
  });

  it("from Nokia's bare text: all but NUL, carriage returns, and lines that look like the file's own", async () => {
    const bare = fc
      .string({ unit: "grapheme" })
      .filter((text) => !/[\r\0\ufeff]|(?:^|\n)(?:[A-Z][\w-]*[:;]|END:|BEGIN:)/i.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(message(bare), { minLength: 1 }), async (messages) => {
        expect(await readBack(writeNokiaVmsg(messages))).toEqual(messages);
      }),
    );
  });
});
