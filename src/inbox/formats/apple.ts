import type { Database } from "../database.js";
import type { Channel, Draft } from "../draft.js";
import type { Input } from "../input.js";
import { countsOf, named, need, type Stored, short, sortedByKey, storedRows, textOf, timeOf } from "../stored.js";
import { textOfTypedstream } from "../typedstream.js";

/** 2001-01-01 UTC, from which Apple counts, in seconds after 1970. */
const APPLE_EPOCH = 978_307_200;
/** Larger counts are nanoseconds (since iOS 11 and macOS 10.13), smaller ones seconds. */
const FIRST_NANOSECONDS = 1e11;
/** Likes, laughs … put on a message, and taken away again. */
const REACTIONS = { first: 2000, last: 3999 };
/** Where an attachment stands in the text; it is no part of what was written. */
const ATTACHMENT = /\ufffc/g;

const VALUES = ["guid", "date", "is_from_me", "service", "item_type", "associated_message_type"];

/**
 * Apple Messages: `chat.db` of macOS, `sms.db` of iOS 6 and later. Columns that came with later versions may be missing.
 * @see https://github.com/ReagentX/imessage-exporter
 */
export async function* readApple(input: Input): AsyncGenerator<Draft> {
  const database = await input.database();
  need(database, input, "the database of Apple Messages", "message", "handle_id", "is_from_me", "date", "text");
  need(database, input, "the database of Apple Messages", "handle", "id");
  const looked = {
    row: "message.rowid",
    sender: `(SELECT ${short("handle.id")} FROM handle WHERE handle.rowid = message.handle_id)`,
  };
  const wanted = { table: "message", values: VALUES, long: ["text", "attributedbody"], looked };
  const chatOf = chats(database);
  const [total = 0] = countsOf(database, input, "message");
  for (const message of storedRows(input, database, wanted, { before: 0, total })) {
    yield toDraft(message, named(chatOf(message.value("row"))[0]?.["chat"] ?? null), input);
  }
}

/** The conversations of messages, to be asked for in the order of the messages. */
function chats({ tables, rows, mostRows }: Database): ReturnType<typeof sortedByKey> {
  if (!tables.get("chat_message_join")?.includes("message_id") || !tables.get("chat")?.includes("chat_identifier"))
    return () => [];
  return sortedByKey(
    rows(`
      SELECT key, (SELECT ${short("chat_identifier")} FROM chat WHERE chat.rowid = joined.chat_id) AS chat
      FROM (
        SELECT CAST(message_id AS INTEGER) AS key, min(chat_id) AS chat_id
        FROM (SELECT message_id, chat_id FROM chat_message_join LIMIT ${mostRows})
        GROUP BY 1
      ) AS joined
      ORDER BY key`),
  );
}

function toDraft(message: Stored, thread: string | null, input: Input): Draft {
  const { number, value } = message;
  if (Number(value("item_type")) !== 0) return { kind: "skipped", why: "a notice of the app" };
  const association = Number(value("associated_message_type"));
  if (association >= REACTIONS.first && association <= REACTIONS.last) return { kind: "skipped", why: "a reaction" };
  if (Number(value("is_from_me")) !== 0) return { kind: "skipped", why: "sent by the owner" };
  const text = bodyOf(message, input);
  if (typeof text === "object") return text;
  if (text.trim() === "") return { kind: "skipped", why: "without text" };
  const date = value("date");
  const unit = Math.abs(Number(date)) > FIRST_NANOSECONDS ? "ns" : "s";
  return {
    kind: "received",
    text,
    id: named(value("guid")) ?? undefined,
    time: timeOf(date, number, input, unit, APPLE_EPOCH),
    sender: named(value("sender")),
    channel: channelOf(named(value("service"))),
    thread,
  };
}

/** The text column, or since macOS 13 and iOS 16, where that is mostly empty, the attributed string. */
function bodyOf({ number, bytes }: Stored, input: Input): string | Draft {
  const plain = bytes("text");
  if (plain && "kind" in plain) return plain;
  if (plain && plain.length > 0) return textOf(plain, number, input).replace(ATTACHMENT, "");
  const attributed = bytes("attributedbody");
  if (attributed && "kind" in attributed) return attributed;
  if (!attributed || attributed.length === 0) return "";
  return (
    textOfTypedstream(attributed)?.replace(ATTACHMENT, "") ?? {
      kind: "broken",
      code: "unknown-body",
      message: "the body could not be decoded: it is no typedstream with a text",
      hint: "export the conversation as CSV with iMazing and read that",
    }
  );
}

function channelOf(service: string | null): Channel {
  if (service === null) return "unknown";
  if (/^iMessage/i.test(service)) return "imessage";
  return /^SMS$/i.test(service) ? "sms" : "unknown";
}
