import type { Database } from "node-sqlite3-wasm";
import { databaseOf, insert, type NewRow } from "./database.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";
import { inWalMode, walOf } from "./wal.js";

/** How a database of Apple Messages is written. */
export interface AppleOptions {
  /** Where the body stands: in the column `text` (old), or in `attributedBody` (macOS 13, iOS 16). */
  readonly body?: "text" | "attributedBody";
  /** What times are counted in. */
  readonly unit?: "s" | "ns";
}

const EPOCH = Date.UTC(2001, 0, 1);
const TABLES = `
  CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, service TEXT NOT NULL, UNIQUE (id, service));
  CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT);
  CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0,
    attributedBody BLOB, service TEXT, date INTEGER, is_from_me INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0,
    associated_message_guid TEXT, associated_message_type INTEGER DEFAULT 0);
  CREATE TABLE chat_message_join (chat_id INTEGER REFERENCES chat (ROWID), message_id INTEGER REFERENCES message (ROWID),
    message_date INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
`;
/** Before iOS 8: no attributed bodies for short messages, no reactions, no joined chats here. */
const OLD_TABLES = `
  CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL);
  CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, text TEXT, handle_id INTEGER, service TEXT, date INTEGER, is_from_me INTEGER);
`;

/** A `chat.db` with these messages. */
export const writeApple = (messages: readonly Sent[], options: AppleOptions = {}): Uint8Array =>
  databaseOf((database) => {
    database.exec(TABLES);
    const peers = [...new Set(messages.map(({ peer }) => peer))];
    insert(
      database,
      "handle",
      peers.map((id) => ({ id, service: "SMS" })),
    );
    insert(
      database,
      "chat",
      peers.map((id) => ({ guid: `SMS;-;${id}`, style: 45, chat_identifier: id })),
    );
    insert(
      database,
      "message",
      messages.map((sent, i) => messageRow(sent, i, peers.indexOf(sent.peer) + 1, options)),
    );
    insert(
      database,
      "chat_message_join",
      messages.map(({ peer }, i) => ({ chat_id: peers.indexOf(peer) + 1, message_id: i + 1 })),
    );
  });

function messageRow({ text, instant, direction }: Sent, i: number, handle: number, options: AppleOptions): NewRow {
  const { body = "attributedBody", unit = "ns" } = options;
  return {
    guid: guidOf(i),
    handle_id: handle,
    text: body === "text" ? text : null,
    ...(body === "text" ? {} : { attributedBody: typedstreamOf(text) }),
    service: "SMS",
    date: appleDate(instant, unit),
    is_from_me: direction === "out" ? 1 : 0,
  };
}

const guidOf = (i: number): string => `00000000-0000-4000-8000-${String(i + 1).padStart(12, "0")}`;

const appleDate = (instant: number, unit: "s" | "ns"): bigint =>
  unit === "s" ? BigInt(Math.floor((instant - EPOCH) / 1000)) : BigInt(instant - EPOCH) * 1_000_000n;

/** How many bytes the length of a string takes. */
export type LengthWidth = 1 | 2 | 4;

/**
 * An attributed string with this text and the one attribute that Messages always gives, archived as a typedstream.
 * @param width of the length; by default the least that holds it (two bytes are signed where the app writes them)
 */
export function typedstreamOf(text: string, mutable = false, width?: LengthWidth): Uint8Array {
  const bytes = Buffer.from(text, "utf8");
  const name = (className: string): Buffer => Buffer.from(`${String.fromCharCode(className.length)}${className}`, "latin1");
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from("040b", "hex"),
      Buffer.from("streamtyped", "latin1"),
      Buffer.from("81e803840140848484", "hex"),
      name(mutable ? "NSMutableAttributedString" : "NSAttributedString"),
      Buffer.from("008484", "hex"),
      ...(mutable ? [name("NSAttributedString"), Buffer.from("008484", "hex")] : []),
      name("NSObject"),
      Buffer.from("0085928484", "hex"),
      ...(mutable
        ? [Buffer.from("84", "hex"), name("NSMutableString"), Buffer.from("018484", "hex")]
        : [Buffer.from("84", "hex")]),
      name("NSString"),
      Buffer.from("019484012b", "hex"),
      lengthOf(bytes.length, width ?? (bytes.length < 0x80 ? 1 : bytes.length < 0x8000 ? 2 : 4)),
      bytes,
      Buffer.from("8684026949", "hex"),
      Buffer.from([1, Math.min(text.length, 0x7f)]),
      Buffer.from("928484840c", "hex"),
      Buffer.from("NSDictionary", "latin1"),
      Buffer.from("009484016901928496961d", "hex"),
      Buffer.from("__kIMMessagePartAttributeName", "latin1"),
      Buffer.from("86", "hex"),
    ]),
  );
}

function lengthOf(length: number, width: LengthWidth): Buffer {
  const bytes = Buffer.alloc(width === 1 ? 1 : 1 + width);
  if (width !== 1) bytes[0] = width === 2 ? 0x81 : 0x82;
  bytes.writeUIntLE(length, width === 1 ? 0 : 1, width);
  return bytes;
}

/** Bodies about as long as one byte can count, and a text that names the class it is stored as. */
const LENGTHS: readonly Sent[] = [
  "催".repeat(42),
  "收".repeat(43),
  `${"a".repeat(126)}b`,
  `${"a".repeat(125)}款`,
  "这条信息里写着NSString和NSMutableString，也只是文字",
  `${"请于今日十八点前还清欠款，否则后果自负。".repeat(30)}完`,
].map((text, i) => ({ text, peer: "10690000001", instant: Date.UTC(2026, 2, 1, 1, i), direction: "in" }));

/** What is no message beside messages, and what lacks something. */
function fillOthers(database: Database): void {
  database.exec(TABLES);
  insert(database, "handle", [
    { id: "10690000002", service: "SMS" },
    { id: "cuishou@example.com", service: "iMessage" },
  ]);
  const date = appleDate(Date.UTC(2026, 2, 3, 4, 5, 6), "ns");
  const rows: readonly NewRow[] = [
    { text: "给“请尽快还款”点了赞", handle_id: 1, date, service: "iMessage", associated_message_type: 2001 },
    { text: null, handle_id: 1, date, service: "iMessage", item_type: 2 },
    { text: "\ufffc", handle_id: 1, date, service: "iMessage" },
    { text: null, handle_id: 1, date, service: "SMS" },
    { text: "\ufffc看看你的借条照片", handle_id: 2, date, service: "iMessage" },
    { text: "没有号码也没有时间", handle_id: 0, date: 0, service: "RCS" },
    { text: null, attributedBody: Buffer.from("bplist00 NSString"), handle_id: 1, date, service: "SMS" },
    {
      text: null,
      attributedBody: typedstreamOf("可变字符串里的催收：明天到你单位", true),
      handle_id: 2,
      date,
      service: "iMessage",
    },
    { text: "时间写坏了", handle_id: 1, date: "昨天", service: "SMS" },
    { text: "前半\u0000后半还在", handle_id: 1, date, service: "SMS" },
    { text: "\ufeff首字是字节序标记", handle_id: 1, date, service: "SMS" },
    { text: "", attributedBody: typedstreamOf("文本栏为空，正文在另一栏"), handle_id: 1, date, service: "SMS" },
  ];
  insert(
    database,
    "message",
    rows.map((row, i) => ({ guid: guidOf(i), ...row })),
  );
}

/** A database whose `handle` is a view, so that reading it runs what the file says. */
function fillHostile(database: Database): void {
  database.exec(`
    CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, handle_id INTEGER, date INTEGER, is_from_me INTEGER);
    INSERT INTO message VALUES (1, 'g', '请还款', 1, 0, 0);
    CREATE VIEW handle (ROWID, id) AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i FROM n WHERE i < 0;
  `);
}

/** Fixtures of the format. */
export function appleFiles(): ExportFiles {
  const whole = writeApple(INBOX);
  const early = inWalMode(writeApple(INBOX.slice(0, 5)));
  const wal = walOf([early, inWalMode(whole)]);
  const brokenWal = Uint8Array.from(wal);
  brokenWal.set([0xff], 24);
  const encrypted = Uint8Array.from({ length: 2048 }, (_, i) => (i * i * 31 + i * 17 + (i >> 3) * 101) & 0xff);
  return {
    "apple.db": whole,
    "apple-old.db": databaseOf((database) => {
      database.exec(OLD_TABLES);
      const peers = [...new Set(INBOX.map(({ peer }) => peer))];
      insert(
        database,
        "handle",
        peers.map((id) => ({ id })),
      );
      for (const [i, sent] of INBOX.entries()) {
        const { attributedBody: _, ...row } = messageRow(sent, i, peers.indexOf(sent.peer) + 1, { body: "text", unit: "s" });
        insert(database, "message", [row]);
      }
    }),
    "apple-lengths.db": writeApple(LENGTHS),
    "apple-others.db": databaseOf(fillOthers),
    "apple-view.db": databaseOf(fillHostile),
    "apple-wal.db": early,
    "apple-wal.db-wal": wal,
    "apple-broken-wal.db": early,
    "apple-broken-wal.db-wal": brokenWal,
    "apple-no-wal.db": early,
    "database-encrypted.db": encrypted,
    "apple-cut.db": whole.subarray(0, whole.length - 3000),
    "database-wechat.db": databaseOf((database) => {
      database.exec(
        "CREATE TABLE message (msgId INTEGER PRIMARY KEY, msgSvrId INTEGER, type INT, isSend INT, createTime INTEGER, talker TEXT, content TEXT)",
      );
    }),
    "database-stranger.db": databaseOf((database) => {
      database.exec(
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT); CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT)",
      );
    }),
  };
}
