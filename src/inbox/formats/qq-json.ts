import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { type At, badRecord, draftsOfMessages, type Fields, fieldsOf, idOf, nameOf, timeOf } from "../json-records.js";
import { isOnlyMedia } from "../only-media.js";

/**
 * A QQ conversation that QQ Chat Exporter (github.com/shuakami/qq-chat-exporter) wrote as JSON. Where `chatInfo` does
 * not say which account is the owner's, all messages are read as received, and a notice says so.
 */
export async function* readQqJson(input: Input): AsyncGenerator<Draft> {
  let chat: Chat | undefined;
  const chatOf = (top: Fields): Chat => (chat ??= known(fieldsOf(top["chatInfo"]), input));
  yield* draftsOfMessages(input, ["chatInfo"], (record, at, top) => draftOf(record, at, chatOf(top), input));
}

interface Chat {
  /** The owner's accounts: QQ number and inner id. */
  readonly own: readonly string[];
  readonly thread: string | null;
}

function known(chatInfo: Fields, input: Input): Chat {
  const own = [nameOf(chatInfo["selfUin"]), nameOf(chatInfo["selfUid"])].filter(
    (name) => name !== null && name !== "0",
  ) as string[];
  if (own.length === 0)
    input.notice("unknown-owner", "does not say which account is the owner's: all messages are read as received");
  return { own, thread: nameOf(chatInfo["name"]) };
}

function draftOf(record: Fields, at: At, { own, thread }: Chat, input: Input): Draft {
  const sender = fieldsOf(record["sender"]);
  const [uin, uid] = [nameOf(sender["uin"]), nameOf(sender["uid"])];
  const number = uin === "0" ? null : uin;
  if (record["system"] === true || record["isSystemMessage"] === true || record["type"] === "system")
    return { kind: "skipped", why: "a notice of the app", ...at };
  if (own.some((name) => name === number || name === uid)) return { kind: "skipped", why: "sent by the owner", ...at };
  const text = fieldsOf(record["content"])["text"] ?? "";
  if (typeof text !== "string") return badRecord('"content.text" must be a string', at);
  if (isOnlyMedia(text)) return { kind: "skipped", why: "without text", ...at };
  return {
    kind: "received",
    text,
    channel: "qq",
    id: idOf(record["id"]) ?? idOf(record["messageId"]),
    sender: number ?? uid,
    contact: nameOf(sender["remark"]) ?? nameOf(sender["name"]),
    thread,
    time: timeOf(record["timestamp"] ?? record["time"], input, at),
    ...at,
  };
}
