import type { Channel, Draft, SkipReason } from "../draft.js";
import type { Input } from "../input.js";
import { type At, badRecord, draftsOfMessages, type Fields, fieldsOf, idOf, nameOf, timeOf } from "../json-records.js";
import { decodedLines } from "../lines.js";

/**
 * A conversation in the exchange format of ChatLab (github.com/hellodigua/ChatLab): one JSON object with `meta` and
 * `messages`, or JSON Lines whose `_type` says which of them a line is. Where `meta.ownerId` does not say who the
 * owner is, all messages are read as received, and a notice says so.
 */
export async function* readChatLab(input: Input): AsyncGenerator<Draft> {
  let meta: Meta | undefined;
  const metaOf = (top: Fields): Meta => (meta ??= known(fieldsOf(top["meta"]), input));
  if (isLines(input)) yield* draftsOfLines(input, metaOf);
  else yield* draftsOfMessages(input, ["meta"], (record, at, top) => draftOf(record, at, metaOf(top), input));
}

/** Whether the first line says of itself what it is. */
const isLines = ({ headText }: Input): boolean => /^\s*\{[^\n]*"_type"\s*:/.test(headText ?? "");

async function* draftsOfLines(input: Input, metaOf: (top: Fields) => Meta): AsyncGenerator<Draft> {
  let top: Fields = {};
  for await (const line of decodedLines(input)) {
    if ("kind" in line) {
      yield line;
      continue;
    }
    const at = { line: line.number };
    let record: Fields;
    try {
      record = fieldsOf(JSON.parse(line.text));
    } catch {
      yield { ...badRecord("this line is not a JSON object", at), code: "not-json", hint: "export it again" };
      continue;
    }
    const type = record["_type"];
    if (type === "header") top = record;
    else if (type === "message") yield draftOf(record, at, metaOf(top), input);
    // Members are people, not messages.
    else if (type !== "member") yield badRecord('"_type" must be header, member or message', at);
  }
}

interface Meta {
  readonly owner: string | null;
  readonly channel: Channel;
  readonly thread: string | null;
}

const CHANNEL_OF: Readonly<Record<string, Channel>> = {
  wechat: "wechat",
  weixin: "wechat",
  qq: "qq",
  whatsapp: "whatsapp",
  imessage: "imessage",
  sms: "sms",
};

function known(meta: Fields, input: Input): Meta {
  const owner = nameOf(meta["ownerId"]);
  if (owner === null)
    input.notice("unknown-owner", "does not say which account is the owner's: all messages are read as received");
  return {
    owner,
    channel: CHANNEL_OF[nameOf(meta["platform"])?.toLowerCase() ?? ""] ?? "unknown",
    thread: nameOf(meta["groupId"]) ?? nameOf(meta["name"]),
  };
}

/** Types that are no text: of the others 0 is text, 25 an answer that quotes. */
const WHY_NO_TEXT: Readonly<Record<string, SkipReason>> = {
  22: "a notice of the app",
  23: "a call",
  80: "a notice of the app",
  81: "a notice of the app",
};
const TEXTS = ["0", "25"];

function draftOf(record: Fields, at: At, { owner, channel, thread }: Meta, input: Input): Draft {
  const sender = nameOf(record["sender"]);
  if (owner !== null && sender === owner) return { kind: "skipped", why: "sent by the owner", ...at };
  const type = nameOf(record["type"]) ?? "0";
  if (!TEXTS.includes(type)) return { kind: "skipped", why: WHY_NO_TEXT[type] ?? "without text", ...at };
  const text = record["content"] ?? "";
  if (typeof text !== "string") return badRecord('"content" must be a string', at);
  return {
    kind: "received",
    text,
    channel,
    id: idOf(record["platformMessageId"]),
    sender,
    contact: nameOf(record["accountName"]),
    thread,
    time: timeOf(record["timestamp"], input, at),
    ...at,
  };
}
