import { type ExportFiles, INBOX, type Sent } from "./sent.js";

export interface SmsBackupOptions {
  /** `references`: as Android's own XML writer does, each half of a surrogate pair for itself; `hex` the same in hex. */
  readonly emoji?: "references" | "hex" | "bare";
  /** `elements`: as other apps do, `<smss>` with a child for each field. */
  readonly shape?: "attributes" | "elements";
  /** Between records; empty for a file of one line. */
  readonly gap?: string;
}

/** What SMS Backup & Restore would export of these messages. */
export function writeSmsBackup(messages: readonly Sent[], options: SmsBackupOptions = {}): string {
  const { gap = "\n  ", shape = "attributes" } = options;
  const records = messages.map((message) => gap + (shape === "elements" ? child(message, options) : sms(message, options)));
  if (shape === "elements") return `<?xml version="1.0" encoding="UTF-8"?><smss>${records.join("")}${gap.trimEnd()}</smss>`;
  return backup(records.join("") + gap.replace(/ +$/, ""), messages.length);
}

const backup = (content: string, count: number, head = ""): string =>
  `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>${head}\n` +
  "<!--File Created By SMS Backup & Restore v10.20.003 on 02/04/2026 20:15:36-->\n" +
  '<?xml-stylesheet type="text/xsl" href="sms.xsl"?>\n' +
  `<smses count="${count}" backup_set="2f6f4a3c-0b1d-4e52-9a64-93d1c7a0e815" backup_date="1775132136000" type="full">${content}</smses>`;

const attributes = (values: Readonly<Record<string, string | number>>, { emoji = "references" }: SmsBackupOptions = {}): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value), emoji)}"`)
    .join(" ");

/** One `<sms>`, all its fields in the app's order. */
function sms({ text, peer, instant, direction }: Sent, options?: SmsBackupOptions, changed = {}): string {
  const values = {
    protocol: 0,
    address: peer,
    date: instant,
    type: direction === "in" ? 1 : 2,
    subject: "null",
    body: text,
    toa: "null",
    sc_toa: "null",
    service_center: "null",
    read: 1,
    status: -1,
    locked: 0,
    date_sent: direction === "in" ? instant - 1000 : 0,
    sub_id: 1,
    readable_date: readable(instant),
    contact_name: "(Unknown)",
    ...changed,
  };
  return `<sms ${attributes(values, options)} />`;
}

const child = ({ text, peer, instant, direction }: Sent, { emoji = "bare" }: SmsBackupOptions): string =>
  `<sms><address>${escaped(peer, emoji)}</address><date>${instant}</date><type>${direction === "in" ? 1 : 2}</type>` +
  `<body>${escaped(text, emoji)}</body><read>1</read></sms>`;

/** As a Chinese phone shows it, in the zone of the made-up owner. */
const readable = (instant: number): string => {
  const clock = new Date(instant + 8 * 3_600_000).toISOString();
  return `${Number(clock.slice(0, 4))}年${Number(clock.slice(5, 7))}月${Number(clock.slice(8, 10))}日 ${clock.slice(11, 19)}`;
};

/** All that is not printed in XML as it is becomes a reference, line breaks and control characters too. */
const escaped = (text: string, emoji: "references" | "hex" | "bare"): string =>
  text.replace(/[\ud800-\udfff\0-\x1f&<>"'\ufffe\uffff]/g, (unit) => {
    const named = NAMED[unit];
    const code = unit.charCodeAt(0);
    if (named) return named;
    if (code >= 0xd800 && code < 0xe000 && emoji === "bare") return unit;
    return emoji === "hex" ? `&#x${code.toString(16).toUpperCase()};` : `&#${code};`;
  });
const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

interface Part {
  readonly ct: string;
  readonly text?: string;
  readonly data?: string;
  readonly seq?: number;
}

/** One `<mms>`; `from` is whose number stands as the sender's (137), the owner's being written as a token. */
function mms(values: Readonly<Record<string, string | number>>, from: string, parts: readonly Part[]): string {
  const head = { date: 1_773_190_800_000, rr: "null", sub: "null", ct_t: "application/vnd.wap.multipart.related", ...values };
  const written = parts.map(
    ({ seq = 0, ct, text = "null", data }) =>
      `      <part ${attributes({ seq, ct, name: "null", chset: ct === "text/plain" ? 106 : "null", text, ...(data ? { data } : {}) })} />`,
  );
  const people = [
    [from, 137],
    ["insert-address-token", 151],
  ].map(([address = "", type = ""]) => `      <addr ${attributes({ address, type, charset: 106 })} />`);
  return (
    `\n  <mms ${attributes(head)}>\n    <parts>\n${written.join("\n")}\n    </parts>\n` +
    `    <addrs>\n${people.join("\n")}\n    </addrs>\n  </mms>`
  );
}

const SMIL = '<smil><head><layout/></head><body><par dur="5000ms"><text src="text.txt"/></par></body></smil>';
/** A GIF of one point. */
const PICTURE = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

const MMS = backup(
  [
    mms({ address: "17000004321", msg_box: 1, m_type: 132, contact_name: "(Unknown)" }, "17000004321", [
      { seq: -1, ct: "application/smil", text: SMIL },
      { seq: 1, ct: "text/plain", text: "照片里是你家楼道吧，\n今晚就来贴。" },
      { seq: 0, ct: "text/plain", text: "看看这是谁家😡" },
      { seq: 2, ct: "image/gif", data: PICTURE },
    ]),
    mms({ address: "13800000000~17000004321~+8613900000000", msg_box: 1, m_type: 132 }, "+8613900000000", [
      { ct: "text/plain; charset=utf-8", text: "表哥欠钱的事，群里都收到短信了" },
    ]),
    mms({ address: "13800000000~17000004321", msg_box: 1, m_type: 132 }, "insert-address-token", [
      { ct: "text/plain", text: "不知是谁发的" },
    ]),
    mms({ address: "13800000000", msg_box: 2, m_type: 128 }, "insert-address-token", [{ ct: "text/plain", text: "别信他们" }]),
    mms({ address: "13800000000", msg_box: 3, m_type: 128 }, "insert-address-token", [{ ct: "text/plain", text: "草稿" }]),
    mms({ address: "1065800", msg_box: 1, m_type: 132 }, "1065800", [{ ct: "image/gif", data: PICTURE }]),
    mms({ address: "1065800", msg_box: 1, m_type: 130, sub: "null" }, "1065800", []),
    mms({ address: "1065800", msg_box: 1, m_type: 132, sub: "本月账单已出，请按时还款" }, "1065800", []),
  ].join(""),
  8,
);

const message = (text: string, peer = "95000"): Sent => ({
  text,
  peer,
  instant: Date.parse("2026-03-11T12:00:00+08:00"),
  direction: "in",
});

const listed = (...records: readonly string[]): string => backup(records.map((one) => `\n  ${one}`).join(""), records.length);

/** What stands around a body in these traps matters, so they are written out. */
const raw = (body: string): string => `<sms address="95000" date="1773201600000" type="1" body="${body}" />`;

const GOOD = sms(message("您的快递已到驿站"));

/** The made-up inbox as an export of this app, and one file for each trap. */
export function smsBackupFiles(): ExportFiles {
  const whole = writeSmsBackup(INBOX);
  return {
    "sms-backup.xml": whole,
    "sms-backup-one-line.xml": writeSmsBackup(INBOX, { gap: "" }).replace(/\n/g, ""),
    "sms-backup-children.xml": writeSmsBackup(INBOX, { shape: "elements" }),
    "sms-backup-utf16.xml": utf16(whole),
    "sms-backup-mms.xml": MMS,
    "sms-backup-surrogates.xml": listed(
      raw("十进制&#55357;&#56838;"),
      raw("十六进制&#xD83D;&#xDE06;&#xd83d;&#xde06;"),
      raw("各一&#xD83D;&#56838;"),
      raw("落单&#55357;，&#56838;&#55357;"),
      raw("本来就好😆&#128518;"),
    ),
    "sms-backup-types.xml": listed(...[1, 2, 3, 4, 5, 6, 7, "null"].map((type) => sms(message(`类型${type}`), {}, { type }))),
    "sms-backup-missing.xml": listed(
      sms(message("无名", "null")),
      sms(message("空号", "")),
      sms(message("不详", "(Unknown)")),
      sms(message("有名"), {}, { contact_name: "快递小王" }),
      sms(message("null")),
    ),
    "sms-backup-times.xml": listed(
      ...["1773201600000", "1773201600", "0", "null", "去年冬天"].map((date) =>
        sms(message(`时间${date}`), {}, { date, date_sent: 0 }),
      ),
      sms(message("只有发送时间"), {}, { date: 0, date_sent: 1_773_201_600_000 }),
    ),
    "sms-backup-count.xml": backup(`\n  ${GOOD}\n`, 5),
    "sms-backup-sloppy.xml": listed(
      raw("A&B公司 &nbsp;&unknown; &#27;[0m <b>注意</b> 100%"),
      "<sms address='95000' date='1773201600000' type='1' body='他说\"还钱\"' />",
    ),
    "sms-backup-broken.xml": listed(
      GOOD,
      '<sms address="95000" date=1773201600000 type="1" body="没有引号" />',
      GOOD,
      raw('少"了引号'),
      GOOD,
    ),
    "sms-backup-foreign.xml": listed(GOOD, '<call number="95000" duration="3" />', GOOD, "这不是短信", GOOD),
    "sms-backup-cut.xml": listed(GOOD, GOOD, GOOD).slice(0, -100),
    "sms-backup-twice.xml": `${listed(GOOD)}\n${listed(GOOD, GOOD)}\n`,
    "sms-backup-doctype.xml": backup(
      `\n  ${raw("&lol2;")}\n`,
      1,
      '\n<!DOCTYPE smses [<!ENTITY lol "催收"><!ENTITY lol1 "&lol;&lol;&lol;"><!ENTITY lol2 "&lol1;&lol1;&lol1;">]>',
    ),
  };
}

/** Little-endian with its mark, as Windows' editor saves "Unicode". */
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le");
