import type { Draft, SkipReason } from "../draft.js";
import { asUtf8 } from "../encoding.js";
import type { Input } from "../input.js";
import { jsonElements } from "../json-elements.js";
import { type At, badRecord, draftOf, type Fields, fieldsOf, nameOf, timeOf } from "../json-records.js";
import { decodedLines } from "../lines.js";

const MEMBER = "messages.ndjson";

/**
 * Messages of the Android app SMS Import / Export (github.com/tmo1/sms-ie): a zip file with `messages.ndjson`, that
 * file alone, or the JSON list of version 1. Keys are columns of the phone's own tables, values strings; keys of
 * the app begin with two underscores. Throws a UserError for an encrypted zip file.
 */
export async function* readSmsImportExport(input: Input): AsyncGenerator<Draft> {
  const toDraft = (record: Fields, at: At): Draft => draftOfRow(record, at, input);
  // No JSON begins with the P of a zip file.
  if (input.head[0] === 0x50) {
    const archive = await input.archive();
    const { name, limits } = input;
    yield* draftsOfLines({ name, limits, utf8: () => asUtf8(archive.read(MEMBER), "utf-8") }, toDraft);
  } else if (input.headText?.trimStart().startsWith("[")) {
    for await (const item of jsonElements(input)) {
      if (item.kind === "broken") yield item;
      else if (item.kind === "element") {
        const { value, line, column } = item;
        yield draftOf(value, column === undefined ? { line } : { line, column }, {}, toDraft);
      }
    }
  } else yield* draftsOfLines(input, toDraft);
}

async function* draftsOfLines(
  lines: Pick<Input, "utf8" | "name" | "limits">,
  toDraft: (record: Fields, at: At) => Draft,
): AsyncGenerator<Draft> {
  for await (const line of decodedLines(lines)) yield "kind" in line ? line : draftOfLine(line.text, line.number, toDraft);
}

function draftOfLine(json: string, line: number, toDraft: (record: Fields, at: At) => Draft): Draft {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return {
      ...badRecord("this line is not a JSON object", { line }),
      code: "not-json",
      hint: "the file may be cut short: export it again",
    };
  }
  return draftOf(value, { line }, {}, toDraft);
}

/** `type` of the table of SMS and `msg_box` of that of MMS, as Android numbers them. */
const BOXES: Readonly<Record<string, SkipReason>> = {
  2: "sent by the owner",
  3: "never sent",
  4: "never sent",
  5: "never sent",
  6: "never sent",
};

/** `m_type` of an MMS on its way out. */
const SENT_MMS = "128";

function draftOfRow(row: Fields, at: At, input: Input): Draft {
  const parts = row["__parts"] ?? row["parts"];
  const isMms = Array.isArray(parts) || row["msg_box"] !== undefined || row["m_type"] !== undefined;
  const box = isMms ? (row["msg_box"] ?? (nameOf(row["m_type"]) === SENT_MMS ? 2 : 1)) : row["type"];
  const why = BOXES[nameOf(box) ?? ""];
  if (why) return { kind: "skipped", why, ...at };
  const text = isMms ? textOfParts(parts) : (row["body"] ?? "");
  if (typeof text !== "string") return badRecord('"body" must be a string', at);
  const sender = isMms ? fieldsOf(row["__sender_address"] ?? row["sender_address"]) : row;
  const address = nameOf(sender["address"]);
  return {
    kind: "received",
    text,
    channel: isMms ? "mms" : "sms",
    // What phones write where they mean themselves.
    sender: address === "insert-address-token" ? null : address,
    contact: nameOf(sender["__display_name"] ?? sender["display_name"]),
    thread: nameOf(row["thread_id"]),
    // Milliseconds for SMS, seconds for MMS: the size tells them apart.
    time: timeOf(row["date"], input, at),
    ...at,
  };
}

/** The plain text among the parts of an MMS, in their order; pictures and layout (SMIL) are none. */
function textOfParts(parts: unknown): string {
  if (!Array.isArray(parts)) return "";
  return parts
    .map(fieldsOf)
    .sort((one, other) => (Number(one["seq"]) || 0) - (Number(other["seq"]) || 0))
    .flatMap(({ ct, text }) => (nameOf(ct)?.startsWith("text/plain") && typeof text === "string" ? [text] : []))
    .join("\n");
}
