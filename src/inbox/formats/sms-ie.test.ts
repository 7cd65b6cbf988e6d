import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INBOX } from "../../build/exports/sent.js";
import { writeSmsImportExport } from "../../build/exports/sms-ie.js";
import { UserError } from "../../errors.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

const GISTS = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

const refusal = async (content: Uint8Array, options = {}) => {
  const error = await recordsOf(content, options).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw error;
  return error.problems;
};

describe("an export of SMS Import / Export", () => {
  it.each(["sms-ie.zip", "sms-ie.ndjson", "sms-ie.json", "sms-ie-outside-path.zip"])(
    "as %s gives what came in, and passes over what went out",
    async (file) => {
      expect(await gistsOf(exported(file))).toEqual(GISTS);
      expect(await gistsOf(exported(file), {}, 7)).toEqual(GISTS);
      expect(await gistsOf(exported(file), { from: "sms-ie" }, 7)).toEqual(GISTS);
    },
  );

  it("says who sent a message, when, and where it stands", async () => {
    const records = await recordsOf(exported("sms-ie.zip"));
    expect(records[0]).toMatchObject({
      id: "inbox:1",
      where: "inbox:1",
      origin: { format: "sms-ie", record: 1, line: 1, timeSource: "epoch" },
      message: { sender: "1069011122233", sentAt: "2026-03-02T09:15:04+08:00" },
      channel: "sms",
      thread: expect.any(String),
    });
    expect(records[7]).toMatchObject({ message: { sender: "13800000000" }, contact: "妈妈" });
    expect(records[0]).not.toHaveProperty("contact");
  });

  it("has MMS with their time in seconds, their sender apart and their text in parts", async () => {
    const records = await recordsOf(exported("sms-ie-mms.ndjson"));
    expect(records).toMatchObject([
      {
        message: {
          text: "看看这是谁家门口？\n明天十点前不处理，就把这张图发到你们公司群。",
          sender: "17000004321",
          sentAt: "2026-03-04T16:00:00+08:00",
        },
        channel: "mms",
        contact: "催收-小刘",
        thread: "3",
      },
      { why: "sent by the owner" },
      { why: "without text" },
      { why: "without text" },
      { message: { text: "群里的各位，他欠钱不还，请互相转告" }, channel: "mms" },
    ]);
    expect(records[4]).not.toHaveProperty("message.sender");
    expect(records[4]).not.toHaveProperty("contact");
  });

  it("has drafts and failures, which were never sent", async () => {
    expect(await gistsOf(exported("sms-ie-boxes.ndjson"))).toEqual([
      "您的验证码是 402913，请勿告诉他人。",
      "(sent by the owner)",
      "(never sent)",
      "(never sent)",
      "(without text)",
      "号码不详的一条",
      "时间不详的一条",
      "时间不通的一条",
    ]);
  });

  it('takes "null" for nothing, and tells of a time that it does not understand', async () => {
    const records = await recordsOf(exported("sms-ie-boxes.ndjson"));
    expect(records[5]).not.toHaveProperty("message.sender");
    expect(records[5]).not.toHaveProperty("contact");
    expect(records[5]).not.toHaveProperty("thread");
    expect(records[6]).not.toHaveProperty("message.sentAt");
    expect(records[7]).not.toHaveProperty("message.sentAt");
    expect(await noticesOf(exported("sms-ie-boxes.ndjson"))).toEqual([
      { code: "unknown-time", message: "the time “yesterday” is not understood", where: "inbox:8" },
    ]);
  });

  it("goes on after broken lines, to the end that was cut off", async () => {
    expect(await gistsOf(exported("sms-ie-broken.ndjson"))).toEqual([
      "您的验证码是 402913，请勿告诉他人。",
      "(not-json at inbox:2)",
      "(bad-record at inbox:3)",
      "号码不详的一条",
      "时间不详的一条",
      "时间不通的一条",
      "(not-json at inbox:7)",
    ]);
  });

  it("that is encrypted is refused by name", async () => {
    expect(await refusal(exported("sms-ie-encrypted.zip"))).toMatchObject([{ code: "encrypted", where: "inbox" }]);
  });

  it("that unpacks beyond the limit is refused", async () => {
    const limits = { maxInflated: 1_000_000, maxRecord: 2_000_000 };
    const bomb = zipOfOne("messages.ndjson", Buffer.alloc(20_000_000, " "));
    expect(await refusal(bomb, { limits })).toMatchObject([{ code: "over-max-inflated" }]);
  });

  it("has a line beyond the limit as a broken record in its place", async () => {
    const lines = ["好", "长".repeat(400), "完"].map((text, i) =>
      writeSmsImportExport([{ text, peer: "95500", instant: 1772611200000 + i, direction: "in" }], "ndjson"),
    );
    expect(await gistsOf(lines.join(""), { limits: { maxRecord: 1000 } })).toEqual(["好", "(over-max-record at inbox:2)", "完"]);
  });

  it("of a zip file without messages is refused", async () => {
    const calls = zipOfOne("calls.ndjson", Buffer.from("{}\n"));
    expect(await refusal(calls, { from: "sms-ie" })).toMatchObject([{ code: "no-member" }]);
  });
});

/** A packed member, without a checksum. */
function zipOfOne(name: string, content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const member = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, Buffer.from(name), packed]);
  const entry = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.set([0x50, 0x4b, 5, 6]);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(member.length, 16);
  return Buffer.concat([member, entry, end]);
}

describe("whatever the messages", () => {
  // Anything JSON carries; a blank text is passed over as being none.
  const text = fc.string({ unit: "grapheme" }).filter((one) => one.trim() !== "");
  const sent = fc.record({
    text,
    peer: fc.stringMatching(/^\+?[0-9]{3,15}$/),
    instant: fc.integer({ min: 1e11, max: 4e12 }),
    direction: fc.constantFrom("in" as const, "out" as const),
  });

  it("they are read as they were written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sent, { minLength: 1 }),
        fc.constantFrom("ndjson" as const, "json" as const),
        fc.integer({ min: 1, max: 100 }),
        async (messages, form, size) => {
          const records = await recordsOf(writeSmsImportExport(messages, form), { from: "sms-ie" }, size);
          expect(records.map((one) => (one.kind === "message" ? one.message : one.kind))).toEqual(
            messages.map(({ text, peer, instant, direction }, i) =>
              direction === "out"
                ? "skipped"
                : { id: `inbox:${i + 1}`, text, sender: peer, sentAt: expect.toSatisfy((at) => Date.parse(at) === instant) },
            ),
          );
        },
      ),
    );
  });
});
