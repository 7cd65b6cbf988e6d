import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INBOX } from "../../build/exports/sent.js";
import { writeSmsBackup } from "../../build/exports/sms-backup.js";
import { exported, gist, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";
import { readSource } from "../read.js";
import type { InboxRecord } from "../record.js";

const gistsOfInbox = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

/** A backup of these records, the first on line 2. */
const backup = (...records: readonly string[]): string =>
  `<smses count="${records.length}">\n${records.map((one) => `${one}\n`).join("")}</smses>\n`;
const sms = (body: string, more = ""): string => `<sms address="95000" date="1773201600000" type="1" body="${body}" ${more}/>`;

/** The messages among records. */
const messagesOf = (records: readonly InboxRecord[]) => records.flatMap((record) => (record.kind === "message" ? [record] : []));

describe("a backup of SMS Backup & Restore", () => {
  it("is told by its content, and gives every message with sender, time and channel, what was sent passed over", async () => {
    const records = await recordsOf(exported("sms-backup.xml"));
    expect(records.map(gist)).toEqual(gistsOfInbox);
    expect(records[0]).toEqual({
      kind: "message",
      id: "inbox:1",
      where: "inbox:5",
      origin: { file: "inbox", format: "sms-backup", record: 1, line: 5, timeSource: "epoch" },
      message: {
        id: "inbox:1",
        text: INBOX[0]?.text,
        sentAt: "2026-03-02T09:15:04+08:00",
        sender: "1069011122233",
      },
      expected: {},
      extra: {},
      channel: "sms",
      thread: "1069011122233",
    });
    expect(messagesOf(records).map(({ message }) => [message.sender, Date.parse(message.sentAt as string)])).toEqual(
      INBOX.filter(({ direction }) => direction === "in").map(({ peer, instant }) => [peer, instant]),
    );
  });

  it.each(["one-line", "children", "utf16"])("is the same otherwise written: %s", async (how) => {
    expect(await gistsOf(exported(`sms-backup-${how}.xml`))).toEqual(gistsOfInbox);
  });

  it("is the same in small pieces", async () => {
    for (const name of ["", "-mms", "-surrogates", "-broken", "-cut", "-utf16", "-one-line", "-foreign"]) {
      const content = exported(`sms-backup${name}.xml`);
      expect(await recordsOf(content, {}, 7)).toEqual(await recordsOf(content));
    }
  });

  it("says nothing where all is well", async () => {
    expect(await noticesOf(exported("sms-backup.xml"))).toEqual([]);
  });

  it("on one line has columns to tell its records by", async () => {
    const places = messagesOf(await recordsOf(exported("sms-backup-one-line.xml"))).map(({ where }) => where);
    expect(places.slice(0, 2)).toEqual(["inbox:1", "inbox:1:892"]);
    expect(new TextDecoder().decode(exported("sms-backup-one-line.xml")).slice(891, 896)).toBe("<sms ");
  });
});

describe("an SMS", () => {
  it("is received, was sent, or never was, by its type; one that cannot be told is broken", async () => {
    expect(await gistsOf(exported("sms-backup-types.xml"))).toEqual([
      "类型1",
      "(sent by the owner)",
      "(never sent)",
      "(never sent)",
      "(never sent)",
      "(never sent)",
      "(unknown-direction at inbox:11)",
      "类型null",
    ]);
  });

  it("has no sender, contact or text where the app writes that it knows none", async () => {
    const records = await recordsOf(exported("sms-backup-missing.xml"));
    expect(records.map(gist)).toEqual(["无名", "空号", "不详", "有名", "(without text)"]);
    const messages = messagesOf(records);
    expect(messages.map(({ message }) => message.sender)).toEqual([undefined, undefined, undefined, "95000"]);
    expect(messages.map(({ contact }) => contact)).toEqual([undefined, undefined, undefined, "快递小王"]);
  });

  it("has the time it came, or else was sent; a time that is none is told, and the message read", async () => {
    const content = exported("sms-backup-times.xml");
    const noon = "2026-03-11T12:00:00+08:00";
    expect(messagesOf(await recordsOf(content)).map(({ message }) => message.sentAt)).toEqual([
      noon,
      noon,
      undefined,
      undefined,
      undefined,
      noon,
    ]);
    expect(await noticesOf(content)).toEqual([{ code: "unknown-time", message: "“去年冬天” is no time", where: "inbox:9" }]);
  });

  it("has its time in the zone asked for", async () => {
    const [record] = messagesOf(await recordsOf(backup(sms("好")), { timeZone: "Asia/Tokyo" }));
    expect(record?.message.sentAt).toBe("2026-03-11T13:00:00+09:00");
  });

  it("has its emoji, however Android wrote them; half of one becomes U+FFFD", async () => {
    expect(await gistsOf(exported("sms-backup-surrogates.xml"))).toEqual([
      "十进制😆",
      "十六进制😆😆",
      "各一😆",
      "落单\ufffd，\ufffd\ufffd",
      "本来就好😆😆",
    ]);
  });

  it("is read as it was meant where a bare & or <, a control character or single quotes are no XML, or rare XML", async () => {
    expect(await gistsOf(exported("sms-backup-sloppy.xml"))).toEqual([
      "A&B公司 &nbsp;&unknown; \u001b[0m <b>注意</b> 100%",
      '他说"还钱"',
    ]);
  });

  it("may hold bare control characters, ]]> and a reference to nothing", async () => {
    expect(await gistsOf(backup(sms("\u0001\u001b]]>&#0;&#xFFFF;&#1114112;")))).toEqual(["\u0001\u001b]]>\0\uffff\ufffd"]);
  });

  it("may have its body as CDATA, or directly in it", async () => {
    const content = "<smss><sms><body>一<![CDATA[<b>&amp;</b>]]>二</body></sms><sms type='1'> 三 </sms></smss>";
    expect(await gistsOf(content)).toEqual(["一<b>&amp;</b>二", " 三 "]);
  });
});

describe("an MMS", () => {
  it("has the texts of its parts in their order, from whom it came, and no pictures", async () => {
    const records = await recordsOf(exported("sms-backup-mms.xml"));
    expect(records.map(gist)).toEqual([
      "看看这是谁家😡\n照片里是你家楼道吧，\n今晚就来贴。",
      "表哥欠钱的事，群里都收到短信了",
      "不知是谁发的",
      "(sent by the owner)",
      "(never sent)",
      "(without text)",
      "(without text)",
      "本月账单已出，请按时还款",
    ]);
    expect(messagesOf(records).map(({ channel, message, thread }) => [channel, message.sender, thread])).toEqual([
      ["mms", "17000004321", "17000004321"],
      ["mms", "+8613900000000", "13800000000~17000004321~+8613900000000"],
      ["mms", undefined, "13800000000~17000004321"],
      ["mms", "1065800", "1065800"],
    ]);
  });

  it("is told from one that was sent by its kind where the box is missing", async () => {
    const mms = (kind: string): string =>
      `<mms ${kind} address="95000"><parts><part seq="0" ct="text/plain" text="好" /></parts></mms>`;
    expect(await gistsOf(backup(mms('m_type="128"'), mms('m_type="132"'), mms('msg_box="9"')))).toEqual([
      "(sent by the owner)",
      "好",
      "(unknown-direction at inbox:4)",
    ]);
  });

  /** One with 48 MB of a picture, which never is in memory as a whole. */
  async function* huge(): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    const base64 = encoder.encode("QUJD".repeat(4096));
    yield encoder.encode(`${backup(sms("前")).slice(0, -9)}<mms msg_box="1" address="95000"><parts><part ct="image/jpeg" data="`);
    for (let i = 0; i < 3072; i++) yield base64;
    yield encoder.encode(`" /><part ct="text/plain" text="中" /></parts></mms>${sms("后")}</smses>`);
  }

  it("may bring a picture far larger than a record may be", async () => {
    const records: InboxRecord[] = [];
    const source = { name: "inbox", chunks: huge() };
    for await (const record of readSource(source, { limits: { maxRecord: 1024 } })) records.push(record);
    expect(records.map(gist)).toEqual(["前", "中", "后"]);
  });
});

describe("a backup that is broken", () => {
  it("loses the broken records only, each named by line and column", async () => {
    const records = await recordsOf(exported("sms-backup-broken.xml"));
    const good = "您的快递已到驿站";
    expect(records.map(gist)).toEqual([good, "(not-xml at inbox:6:3)", good, "(not-xml at inbox:8:3)", good]);
    expect(records[1]).toMatchObject({
      problem: {
        message: "this message is not well-formed XML: unquoted attribute value",
        hint: "the others are read; make the backup again, or copy it from the phone again",
      },
    });
  });

  it("gives what stood before the place where it was cut short, and says so there", async () => {
    const good = "您的快递已到驿站";
    expect(await gistsOf(exported("sms-backup-cut.xml"))).toEqual([good, good, "(cut-short at inbox:7:3)"]);
  });

  it.each([
    ["after a message", `<smses>${sms("好")}\n`, ["好", "(cut-short at inbox:2:1)"]],
    ["in a comment", `<smses>${sms("好")}<!-- `, ["好", `(cut-short at inbox:1:${sms("好").length + 13})`]],
    ["in a name", `<smses>${sms("好")}<sm`, ["好", "(cut-short at inbox:1:8)"]],
    ["in a picture", '<smses><mms><parts><part data="QUJD', ["(cut-short at inbox:1:8)"]],
    ["before the first message", '<smses count="3">', ["(cut-short at inbox:1:18)"]],
    ["in its first tag", '<smses count="3', ["(cut-short at inbox:1:1)"]],
  ])("is one broken record more when cut short %s", async (_, content, expected) => {
    expect(await gistsOf(content)).toEqual(expected);
  });

  it("passes over other elements with a notice, once a name; text that is no message is a broken record", async () => {
    const content = exported("sms-backup-foreign.xml");
    const good = "您的快递已到驿站";
    expect(await gistsOf(content)).toEqual([good, good, "(not-xml at inbox:7:3)", good]);
    expect(await noticesOf(content)).toEqual([
      { code: "unknown-element", message: "<call> is no message and is passed over", where: "inbox:5" },
      { code: "count-differs", message: "says that it has 5 messages, and has 3", where: "inbox" },
    ]);
  });

  it("is read as far as it goes where it says another count", async () => {
    const content = exported("sms-backup-count.xml");
    expect(await gistsOf(content)).toEqual(["您的快递已到驿站"]);
    expect(await noticesOf(content)).toEqual([
      { code: "count-differs", message: "says that it has 5 messages, and has 1", where: "inbox" },
    ]);
  });

  it("may be two that were joined", async () => {
    expect(await gistsOf(exported("sms-backup-twice.xml"))).toHaveLength(3);
    expect(await noticesOf(exported("sms-backup-twice.xml"))).toEqual([]);
  });

  it("has a broken record in place of one longer than allowed", async () => {
    const content = backup(sms("好"), sms("长".repeat(500)), sms("好"));
    expect(await gistsOf(content, { limits: { maxRecord: 300 } })).toEqual(["好", "(over-max-record at inbox:3:1)", "好"]);
  });

  it("may hide elements in elements without end", async () => {
    expect(await gistsOf(backup(`<sms>${"<a>".repeat(100_000)}`, sms("好")))).toEqual(["(not-xml at inbox:2:1)", "好"]);
  });
});

describe("what is refused", () => {
  it("is a document type, with which a short text becomes a long one", async () => {
    await expect(recordsOf(exported("sms-backup-doctype.xml"))).rejects.toThrow(
      "inbox  has a document type declaration (<!DOCTYPE>), which no backup has",
    );
    await expect(recordsOf('<!DOCTYPE x SYSTEM "file:///etc/passwd">\n<smses/>')).rejects.toThrow("document type");
  });

  it("is not expanded where it stands too late to be one", async () => {
    const content = '<smses count="1"><!DOCTYPE x [<!ENTITY a "催收">]><sms type="1" body="&a;"/></smses>';
    expect(await gistsOf(content)).toEqual(["(not-xml at inbox:1:1)", "&a;"]);
  });

  it.each([
    ["another XML", '<?xml version="1.0"?><html/>'],
    ["a message outside", sms("好")],
    ["no XML", "您好"],
    ["an end alone", "</smses>"],
  ])("is what is no backup: %s", async (_, content) => {
    await expect(recordsOf(content, { from: "sms-backup" })).rejects.toThrow(
      "inbox  is no backup of messages: it does not begin with <smses> or <smss>",
    );
  });

  it("is a backup without messages", async () => {
    for (const content of ['<smses count="0"/>', '<smses count="0">\n</smses>'])
      await expect(recordsOf(content)).rejects.toThrow("inbox  there is nothing to judge: no message is in the backup");
  });
});

describe("telling the format", () => {
  it.each([
    ["a stylesheet", '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="sms.xsl"?>'],
    ["a comment with tags", "<!-- <html> -- > -->"],
    ["a mark and blank lines", "\ufeff\r\n\r\n"],
    ["a wrong encoding", '<?xml version="1.0" encoding="UTF-16"?>'],
  ])("looks past %s", async (_, before) => {
    expect(await gistsOf(before + backup(sms("好")))).toEqual(["好"]);
  });

  it("takes no other XML, nor a message that speaks of one, for it", async () => {
    for (const text of ["<smsesx/>", "请打开 <smses> 看看", "<html><smses/></html>"])
      expect((await recordsOf(text))[0]?.origin.format).toBe("text");
  });

  it("ends, whatever stands there", async () => {
    for (const trap of ["<!DOCTYPE x>", "<!-- x -->", "<!-- ", "<?x?>", "<?", "<!-- > <? -->\n"])
      expect((await recordsOf(trap.repeat(3000)))[0]?.origin.format).toBe("text");
  });
});

describe("any list of messages", () => {
  // Blank texts and the word "null" are not among them: that is how the app writes that there is none.
  const text = fc
    .oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom("\n", "\r", "\t", "&", "<sms ", '"', "'", "😡", "]]>", "催收")).map((some) => some.join("")),
    )
    .filter((one) => one.trim() !== "" && one !== "null");
  const sent = fc.record({
    text,
    peer: fc.stringMatching(/^\+?\d{5,15}$/),
    instant: fc.integer({ min: 1_000_000_000_000, max: 2_000_000_000_000 }),
    direction: fc.constantFrom("in" as const, "out" as const),
  });
  const options = fc.record({
    emoji: fc.constantFrom("references" as const, "hex" as const, "bare" as const),
    shape: fc.constantFrom("attributes" as const, "elements" as const),
    gap: fc.constantFrom("", "\n", "\r\n  "),
  });

  it("comes back as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sent, { minLength: 1, maxLength: 5 }),
        options,
        fc.integer({ min: 3, max: 400 }),
        async (all, how, size) => {
          const records = await recordsOf(writeSmsBackup(all, how), {}, size);
          expect(records.map(gist)).toEqual(all.map((one) => (one.direction === "in" ? one.text : "(sent by the owner)")));
          expect(messagesOf(records).map(({ message }) => [message.sender, Date.parse(message.sentAt as string)])).toEqual(
            all.filter(({ direction }) => direction === "in").map(({ peer, instant }) => [peer, instant]),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("that is damaged anywhere still ends, and never with a raw exception", async () => {
    const whole = writeSmsBackup(INBOX);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(30), fc.string({ maxLength: 5 }), async (at, removed, put) => {
        const damaged = whole.slice(0, at) + put + whole.slice(at + removed);
        const records = await recordsOf(damaged, { from: "sms-backup" }).catch((error: Error) => error.name);
        if (records !== "UserError") expect(records.length).toBeGreaterThanOrEqual(INBOX.length - 1);
      }),
      { numRuns: 300 },
    );
  });
});
