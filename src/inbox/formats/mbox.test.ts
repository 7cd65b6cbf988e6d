import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FROM_LINE, mailbox } from "../../build/exports/mail.js";
import { writeMbox } from "../../build/exports/mbox.js";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

const EXPECTED = INBOX.map(({ text, peer, instant, direction }) =>
  direction === "out"
    ? { kind: "skipped", why: "sent by the owner" }
    : {
        kind: "message",
        channel: "sms",
        thread: "4",
        message: { text, sender: peer, sentAt: new Date(instant + 8 * 3_600_000).toISOString().replace(".000Z", "+08:00") },
      },
);

describe("a mailbox of SMS Backup+", () => {
  it("is read: text, number, instant, what was sent passed over", async () => {
    const records = await recordsOf(exported("mbox.mbox"));
    expect(records).toMatchObject(EXPECTED);
    expect(records[0]?.origin).toMatchObject({ format: "mbox", record: 1, line: 1, timeSource: "epoch" });
  });

  it("calls a message by its Message-ID, which is the same in the next export", async () => {
    const [first] = await recordsOf(exported("mbox.mbox"));
    expect(first?.id).toMatch(/^[\da-f]{32}@sms-backup-plus\.local$/);
  });

  it("names no contact where the subject has but the number", async () => {
    for (const record of await recordsOf(exported("mbox.mbox"))) expect(record).not.toHaveProperty("contact");
  });

  it("may have carriage returns, and bodies in quoted-printable", async () => {
    expect(await recordsOf(exported("mbox-crlf.mbox"))).toMatchObject(EXPECTED);
  });

  it.each(["mbox.mbox", "mbox-crlf.mbox", "mbox-broken.mbox", "mbox-mixed-charsets.mbox"])(
    "may come in small pieces: %s",
    async (name) => expect(await recordsOf(exported(name), {}, 7)).toEqual(await recordsOf(exported(name))),
  );

  it("has calls, drafts and pictures passed over; WhatsApp, MMS and the older headers are read", async () => {
    const records = await recordsOf(exported("mbox-kinds.mbox"));
    expect(await gistsOf(exported("mbox-kinds.mbox"))).toEqual([
      "(a call)",
      "今晚必须还钱",
      "看看这张图，这就是你家门口",
      "(sent by the owner)",
      "(never sent)",
      "(never sent)",
      "您的包裹已到驿站",
      "来源不明的短信",
      "时间不明的短信",
      "(without text)",
    ]);
    expect(records[1]).toMatchObject({ channel: "whatsapp", contact: "老赵", message: { sender: "17000004321" } });
    expect(records[2]).toMatchObject({ channel: "mms", contact: "催收小李" });
    expect(records[6]).toMatchObject({ channel: "sms", message: { sender: "95000", sentAt: "2026-03-05T10:20:30+08:00" } });
  });

  it("takes the time of the mail where the message has none; one that cannot be understood is told", async () => {
    const [unknown, undated] = (await recordsOf(exported("mbox-kinds.mbox"))).slice(7);
    expect(unknown).toMatchObject({ origin: { timeSource: "text" }, message: { sentAt: "2026-03-05T10:20:30+08:00" } });
    expect(unknown).not.toHaveProperty("message.sender");
    expect(undated).not.toHaveProperty("message.sentAt");
    expect(await noticesOf(exported("mbox-kinds.mbox"))).toMatchObject([{ code: "unknown-time", where: "inbox:125" }]);
  });

  it("takes names from the subject or the sender, also in GBK", async () => {
    expect(await recordsOf(exported("mbox-names.mbox"))).toMatchObject([
      { contact: "云禾催收", message: { text: "您的户籍地走访已排期" } },
      { contact: "李主任", message: { text: "再不还就起诉" } },
    ]);
  });
});

describe("a mailbox", () => {
  it("has lines that begin with From unquoted, and is not split at those that no app quoted", async () => {
    expect(await gistsOf(exported("mbox-from-lines.mbox"))).toEqual([
      "hi\nFrom 今天起不再宽限\n>From 这行本来就有引号\n\nFrom tomorrow we will visit you",
      "hi\n第一段\n\nFrom tomorrow on\nwe will visit you",
    ]);
  });

  it("may have mails in several encodings, of which nothing is guessed", async () => {
    expect(await gistsOf(exported("mbox-mixed-charsets.mbox"))).toEqual(["请于今日还款", "今日还款", "請於今日還款"]);
    expect(await noticesOf(exported("mbox-mixed-charsets.mbox"))).toEqual([]);
  });

  it("is read on after a mail without headers, and one whose parts cannot be found", async () => {
    expect(await gistsOf(exported("mbox-broken.mbox"))).toEqual([
      "hi\n第一封",
      "(not-a-mail at inbox:8)",
      "(not-a-mail at inbox:12)",
      "hi\n第四封",
    ]);
  });

  it("keeps no more of a mail than the limit allows, and reads the next", async () => {
    const mail = (text: string): string => `Subject: s\n\n${text}\n`;
    const limits = { maxRecord: 300 };
    for (const long of ["长".repeat(200), "短\n".repeat(200)])
      expect(await gistsOf(mailbox([mail("一"), mail(long), mail("三")]), { limits })).toEqual([
        "s\n一",
        "(over-max-record at inbox:6)",
        "s\n三",
      ]);
  });

  it("may have a mail of line ends alone, which would cost far more memory than bytes", async () => {
    const limits = { maxRecord: 3200 };
    const mails = ["Subject: s\n\n一\n", `Subject: s\n\n${"\n".repeat(1000)}`, "Subject: s\n\n三\n"];
    expect(await gistsOf(mailbox(mails), { limits })).toEqual(["s\n一", "(over-max-record at inbox:6)", "s\n三"]);
    expect(await gistsOf(mails[1] as string, { from: "eml", limits })).toEqual(["(over-max-record at inbox:1)"]);
  });

  it("may have mails nested deeper than anyone sends: that one is unreadable", async () => {
    const depth = 300;
    const nested = Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}x\n\n--b${i}x\n`).join(
      "",
    );
    expect(await gistsOf(mailbox([`Subject: s\n${nested}`, "Subject: s\n\n二\n"]))).toEqual(["(not-a-mail at inbox:1)", "s\n二"]);
  });

  it("is told from other text", async () => {
    const formatOf = async (text: string) => (await recordsOf(text))[0]?.origin.format;
    expect(await formatOf("From now on\nNote: 请还款\n")).toBe("text");
    expect(await formatOf("From: 银行\n您的账单已逾期\n")).toBe("text");
    expect(await formatOf("From a@b Mon Mar  2 09:15:04 2026\nSubject: s\n\n还款\n")).toBe("mbox");
    expect(await formatOf("From nobody\nReturn-Path: <a@b>\nSubject: s\n\n还款\n")).toBe("mbox");
    expect(await formatOf(`\ufeff${FROM_LINE}\nSubject: s\n\n还款\n`)).toBe("mbox");
  });
});

describe("what is written as a mailbox is read back", () => {
  const inbox = (text: fc.Arbitrary<string>): fc.Arbitrary<Sent[]> =>
    fc.array(
      fc.record({
        // The decoder of mail takes a U+FEFF at the beginning for a byte-order mark.
        text: text.filter((one) => one.trim() !== "" && !one.startsWith("\ufeff")),
        peer: fc.stringMatching(/^\+?[1-9]\d{4,14}$/),
        instant: fc.integer({ min: 1, max: 4_000_000_000_000 }),
        direction: fc.constant("in" as const),
      }),
      { minLength: 1 },
    );
  const readBack = async (content: Uint8Array) =>
    (await recordsOf(content)).map((record) => {
      if (record.kind !== "message") throw new Error(`it was ${record.kind}`);
      const { text, sender, sentAt } = record.message;
      return { text, peer: sender, instant: Date.parse(sentAt as string), direction: "in" };
    });
  const any = fc.oneof(fc.string({ unit: "grapheme-composite" }), fc.string({ unit: "binary" }));

  it("from base64 and from quoted-printable, whatever the line ends: any text that is Unicode", async () => {
    await fc.assert(
      fc.asyncProperty(
        inbox(any),
        fc.constantFrom("base64" as const, "quoted-printable" as const),
        async (messages, transfer) => {
          expect(await readBack(writeMbox(messages, transfer, "\n"))).toEqual(messages);
          expect(await readBack(writeMbox(messages, transfer, "\r\n"))).toEqual(messages);
        },
      ),
    );
  });
});
