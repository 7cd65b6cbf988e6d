import type { Database, Value } from "./database.js";
import type { BrokenDraft, Draft, SkipReason } from "./draft.js";
import type { Input } from "./input.js";
import { overLimit } from "./limits.js";
import { bytesAt, countsOf, named, need, type Stored, short, sortedByKey, storedRows, textOf, timeOf } from "./stored.js";

/** How the tables of Android's provider of messages are called in a database. */
export interface PhoneTables {
  /** For people. */
  readonly format: string;
  readonly sms: string;
  readonly pdu: string;
  readonly part: string;
  readonly addr: string;
}

/**
 * The short messages of a phone, then its multimedia messages, each in the order in which they were stored.
 * @see https://developer.android.com/reference/android/provider/Telephony for the columns
 */
export async function* readPhoneTables(input: Input, names: PhoneTables): AsyncGenerator<Draft> {
  const database = await input.database();
  need(database, input, names.format, names.sms, "address", "body", "date", "type");
  const hasMms = mmsIn(database, input, names);
  const [sms = 0, mms = 0] = countsOf(database, input, names.sms, ...(hasMms ? [names.pdu] : []));
  const total = sms + mms;
  const wanted = { table: names.sms, values: ["address", "date", "type", "thread_id"], long: ["body"] };
  for (const message of storedRows(input, database, wanted, { before: 0, total })) yield smsDraft(message, input);
  if (hasMms) yield* multimedia(input, database, names, { before: sms, total });
}

/** Whether multimedia messages are there to be read; told where they are there and cannot be. */
function mmsIn({ tables }: Database, { notice }: Input, { pdu, part }: PhoneTables): boolean {
  if (!tables.has(pdu)) return false;
  const expected = { [pdu]: ["date", "msg_box"], [part]: ["mid", "ct", "text"] };
  const missing = Object.entries(expected).flatMap(([table, columns]) =>
    columns.filter((column) => !tables.get(table)?.includes(column)).map((column) => `${table}.${column}`),
  );
  if (missing.length > 0)
    notice("no-mms", `its multimedia messages are not read: there is no ${missing.join(", ")}`, {
      hint: 'export them with the app "SMS Backup & Restore"',
    });
  return missing.length === 0;
}

const RECEIVED = 1;
/** The boxes of Android, of short and multimedia messages alike. */
const NOT_RECEIVED: Readonly<Record<number, SkipReason>> = {
  2: "sent by the owner",
  3: "never sent",
  4: "never sent",
  5: "never sent",
  6: "never sent",
};

/** Why a message of this box is not judged; null where it was received. */
function passedOver(box: Value, column: string): Draft | null {
  // An app that stores a message without saying where has received it: what is sent always stands in a box.
  if (box === null || Number(box) === RECEIVED) return null;
  const why = NOT_RECEIVED[Number(box)];
  if (why) return { kind: "skipped", why };
  return {
    kind: "broken",
    code: "unknown-box",
    message: `its ${column} ${box} says neither received (1) nor sent (2 to 6)`,
    hint: 'export the messages with the app "SMS Backup & Restore" and read that',
  };
}

function smsDraft({ number, value, bytes }: Stored, input: Input): Draft {
  const passed = passedOver(value("type"), "type");
  if (passed) return passed;
  const body = bytes("body");
  if (body === null) return { kind: "skipped", why: "without text" };
  if ("kind" in body) return body;
  return {
    kind: "received",
    text: textOf(body, number, input),
    time: timeOf(value("date"), number, input),
    sender: named(value("address")),
    channel: "sms",
    thread: named(value("thread_id")),
  };
}

/** `m_type` of delivery and read reports; the others of received messages are 132, and 130 for one not fetched yet. */
const REPORTS = [131, 133, 134, 135, 136];
/** `type` of the address a multimedia message came from. */
const FROM = 137;

function* multimedia(
  input: Input,
  database: Database,
  names: PhoneTables,
  counted: { readonly before: number; readonly total: number },
): Generator<Draft> {
  const { pdu, part } = names;
  const by = database.tables.get(pdu)?.includes("_id") ? "_id" : "rowid";
  const partsOf = textParts(database, names);
  const sendersOf = senders(database, names);
  const wanted = { table: pdu, by, values: ["date", "msg_box", "m_type", "thread_id"], long: [], looked: { id: `${pdu}.${by}` } };
  for (const { number, value } of storedRows(input, database, wanted, counted)) {
    const passed = passedOver(value("msg_box"), "msg_box");
    if (passed || REPORTS.includes(Number(value("m_type")))) {
      yield passed ?? { kind: "skipped", why: "a notice of the app" };
      continue;
    }
    const parts = partsOf(value("id")).map(({ part: id }) => bytesAt(database, input, part, "text", id ?? null));
    const body = joined(parts, input);
    yield "kind" in body
      ? body
      : {
          kind: "received",
          text: textOf(body, number, input),
          time: timeOf(value("date"), number, input),
          sender: named(sendersOf(value("id"))[0]?.["address"] ?? null),
          channel: "mms",
          thread: named(value("thread_id")),
        };
  }
}

/** Which parts of a multimedia message are text, to be asked for in the order of the messages. */
function textParts({ tables, rows, mostRows }: Database, { part }: PhoneTables): ReturnType<typeof sortedByKey> {
  const place = tables.get(part)?.includes("seq") ? "seq" : "0 AS seq";
  return sortedByKey(
    rows(`
      SELECT CAST(mid AS INTEGER) AS key, part
      FROM (SELECT mid, ${place}, rowid AS part, ${short("ct")} AS ct FROM ${part} LIMIT ${mostRows})
      WHERE ct LIKE 'text/plain%'
      ORDER BY key, CAST(seq AS INTEGER), part`),
  );
}

/** Who sent a multimedia message, to be asked for in the order of the messages. */
function senders({ tables, rows, mostRows }: Database, { addr }: PhoneTables): ReturnType<typeof sortedByKey> {
  if (!["msg_id", "address", "type"].every((column) => tables.get(addr)?.includes(column))) return () => [];
  return sortedByKey(
    rows(`
      SELECT CAST(msg_id AS INTEGER) AS key, address
      FROM (SELECT msg_id, ${short("address")} AS address, type, rowid AS entry FROM ${addr} LIMIT ${mostRows})
      WHERE CAST(type AS INTEGER) = ${FROM}
      ORDER BY key, entry`),
  );
}

const LINE_FEED = Uint8Array.of(0x0a);

/** The texts of several parts, a line each; a broken draft where they are too long, each or together. */
function joined(parts: readonly (Uint8Array | BrokenDraft | null)[], { limits }: Input): Uint8Array | BrokenDraft {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (const part of parts) {
    if (part === null) continue;
    if ("kind" in part) return part;
    size += part.length;
    if (size > limits.maxRecord) return { kind: "broken", ...overLimit("maxRecord", limits, "the body") };
    if (pieces.length > 0) pieces.push(LINE_FEED);
    pieces.push(part);
  }
  return Buffer.concat(pieces);
}
