import type { Draft, SkipReason } from "../draft.js";
import type { Input } from "../input.js";
import { type At, badRecord, draftsOfMessages, type Fields, fieldsOf, nameOf, timeOf } from "../json-records.js";

/** A WeChat conversation that WeFlow or EchoTrace exported as JSON: `session`, then `messages`. */
export async function* readWeFlow(input: Input): AsyncGenerator<Draft> {
  yield* draftsOfMessages(input, ["session"], (record, at, { session }) => draftOf(record, at, fieldsOf(session), input));
}

function draftOf(record: Fields, at: At, session: Fields, input: Input): Draft {
  // Notices of the app have a null there.
  if (["1", "true"].includes(String(record["isSend"]))) return { kind: "skipped", why: "sent by the owner", ...at };
  const why = whyNoText(nameOf(record["type"]));
  if (why) return { kind: "skipped", why, ...at };
  const text = record["content"] ?? "";
  if (typeof text !== "string") return badRecord('"content" must be a string', at);
  const thread = nameOf(session["wxid"]);
  return {
    kind: "received",
    text,
    channel: "wechat",
    sender: nameOf(record["senderUsername"]) ?? (thread?.endsWith("@chatroom") ? null : thread),
    contact: nameOf(record["senderDisplayName"]),
    thread,
    time: timeOf(record["createTime"] ?? record["formattedTime"], input, at),
    ...at,
  };
}

/** Types are written in words; a quoting answer holds words of its writer like any text. */
function whyNoText(type: string | null): SkipReason | null {
  if (type === null || /文本|引用/.test(type)) return null;
  if (/系统|撤回|拍一拍/.test(type)) return "a notice of the app";
  return /通话/.test(type) ? "a call" : "without text";
}
