import { crc32 } from "node:zlib";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

/** How SMS Import / Export may write: version 2 as a zip file or what is in it, version 1 as a JSON list. */
type Form = "zip" | "ndjson" | "json";

/** Messages as SMS Import / Export writes SMS: columns of the phone's table, all values strings. */
export function writeSmsImportExport(messages: readonly Sent[], form: "zip"): Uint8Array;
export function writeSmsImportExport(messages: readonly Sent[], form: "ndjson" | "json"): string;
export function writeSmsImportExport(messages: readonly Sent[], form: Form): string | Uint8Array {
  const rows = messages.map(row);
  if (form === "json") return `${JSON.stringify(rows, null, 2)}\n`;
  return form === "ndjson" ? lines(rows) : zip([{ name: "messages.ndjson", content: lines(rows) }]);
}

const row = ({ text, peer, instant, direction }: Sent, i: number): object => ({
  _id: String(i + 1),
  thread_id: String([...peer].reduce((sum, digit) => sum + digit.charCodeAt(0), 0)),
  address: peer,
  date: String(instant),
  date_sent: "0",
  protocol: "0",
  read: "1",
  status: "-1",
  type: direction === "in" ? "1" : "2",
  body: text,
  sub_id: "1",
  ...(peer === "13800000000" ? { __display_name: "妈妈" } : {}),
});

const lines = (rows: readonly object[]): string => rows.map((one) => `${JSON.stringify(one)}\n`).join("");

/** The files of fixtures/exports. */
export function smsImportExportFiles(): ExportFiles {
  const inbox = { name: "messages.ndjson", content: writeSmsImportExport(INBOX, "ndjson") };
  return {
    "sms-ie.zip": zip([inbox, { name: "data/PART_1700000000000", content: "not a picture" }]),
    "sms-ie.ndjson": inbox.content,
    "sms-ie.json": writeSmsImportExport(INBOX, "json"),
    "sms-ie-encrypted.zip": zip([{ ...inbox, encrypted: true }]),
    "sms-ie-outside-path.zip": zip([{ name: "../../outside.txt", content: "out" }, inbox]),
    "sms-ie-mms.ndjson": lines(MMS),
    "sms-ie-boxes.ndjson": lines(BOXES),
    "sms-ie-broken.ndjson": `${lines(BOXES.slice(0, 1))}{"address":"95500","date":\n["95500"]\n${lines(BOXES.slice(5))}{"address":"955`,
  };
}

const MMS: readonly object[] = [
  {
    _id: "7",
    thread_id: "3",
    date: "1772611200",
    msg_box: "1",
    m_type: "132",
    __sender_address: { address: "17000004321", type: "137", charset: "106", __display_name: "催收-小刘" },
    __recipient_addresses: [{ address: "insert-address-token", type: "151", charset: "106" }],
    __parts: [
      { seq: "-1", ct: "application/smil", text: "<smil><body><par><text src='1.txt'/></par></body></smil>" },
      { seq: "1", ct: "text/plain", chset: "106", text: "明天十点前不处理，就把这张图发到你们公司群。" },
      { seq: "0", ct: "text/plain; charset=utf-8", chset: "106", text: "看看这是谁家门口？" },
      { seq: "2", ct: "image/jpeg", _data: "/data/user/0/app_parts/PART_1700000000000" },
    ],
  },
  { thread_id: "3", date: "1772611260", msg_box: "2", m_type: "128", __parts: [{ ct: "text/plain", text: "你别乱来" }] },
  {
    thread_id: "4",
    date: "1772611320",
    msg_box: "1",
    m_type: "132",
    __sender_address: { address: "95000" },
    __parts: [{ seq: "0", ct: "image/png", _data: "/data/user/0/app_parts/PART_1700000000001" }],
  },
  { thread_id: "4", date: "1772611380", msg_box: "1", m_type: "130", __sender_address: { address: "95000" } },
  {
    thread_id: "5",
    date: "1772611440",
    msg_box: "1",
    m_type: "132",
    __sender_address: { address: "insert-address-token", __display_name: "null" },
    __recipient_addresses: [{ address: "13800000000" }, { address: "17000004321" }],
    __parts: [{ seq: "0", ct: "text/plain", text: "群里的各位，他欠钱不还，请互相转告" }],
  },
];

const sms = (type: string, body: string, more: object = {}): object => ({
  thread_id: "9",
  address: "95500",
  date: "1772611200000",
  type,
  body,
  ...more,
});

const BOXES: readonly object[] = [
  sms("1", "您的验证码是 402913，请勿告诉他人。"),
  sms("2", "好的"),
  sms("3", "还没写完"),
  sms("5", "没发出去"),
  sms("1", ""),
  sms("1", "号码不详的一条", { address: "null", __display_name: "null", thread_id: "null" }),
  sms("1", "时间不详的一条", { date: "0" }),
  sms("1", "时间不通的一条", { date: "yesterday" }),
];

interface Member {
  readonly name: string;
  readonly content: string;
  readonly encrypted?: boolean;
}

/** A zip file of stored members without times: the same bytes with every version of zlib. */
function zip(members: readonly Member[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, encrypted } of members) {
    const path = Buffer.from(name);
    const plain = Buffer.from(content);
    // The old cipher of zip puts twelve bytes before the rest; what they are matters to nobody without the password.
    const bytes = encrypted ? Buffer.concat([Buffer.alloc(12, 0xa5), plain.map((byte) => byte ^ 0xa5)]) : plain;
    // Version 2.0; flags; stored; time none; date 1980-01-01; checksum, sizes, length of the name, nothing extra.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 + (encrypted ? 1 : 0), 2);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(path.length, 22);
    parts.push(Buffer.from([0x50, 0x4b, 3, 4]), common, path, bytes);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, place, path);
    offset += 4 + common.length + path.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.set([0x50, 0x4b, 5, 6]);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
