import type { Channel, Draft } from "../draft.js";
import type { Input } from "../input.js";
import { type NamedRow, namedRows } from "../named-rows.js";
import { fromText } from "../time.js";

const CHANNEL_OF: Readonly<Record<string, Channel>> = { sms: "sms", mms: "mms", imessage: "imessage", whatsapp: "whatsapp" };

/**
 * The CSV that iMazing makes of Messages and WhatsApp. Columns are found by name, since they differ from version to
 * version; times are the clock of the computer it was exported on.
 */
export async function* readIMazing(input: Input): AsyncGenerator<Draft> {
  let told = false;
  for await (const row of namedRows(input, "iMazing", ["Chat Session", "Message Date", "Text"])) {
    if ("kind" in row) {
      yield row;
      continue;
    }
    const { cell, line } = row;
    const type = cell("Type").trim().toLowerCase();
    if (type === "outgoing") yield { kind: "skipped", why: "sent by the owner", line };
    else if (type === "notification") yield { kind: "skipped", why: "a notice of the app", line };
    else {
      if (type !== "incoming" && !told) {
        told = true;
        input.notice("unknown-direction", `type “${type}” is neither Incoming nor Outgoing; taken as received`, { line });
      }
      yield received(row, input);
    }
  }
}

function received({ cell, line }: NamedRow, input: Input): Draft {
  const given = cell("Message Date").trim();
  const time = given === "" ? null : fromText(given, input.zone);
  if (given !== "" && time === null)
    input.notice("unknown-time", "its Message Date is no time that is understood; it is judged without one", { line });
  const name = known(cell("Sender Name"));
  const sender = known(cell("Sender ID")) ?? name;
  const id = cell("Message ID").trim();
  return {
    kind: "received",
    text: cell("Text"),
    ...(id === "" ? {} : { id }),
    time,
    sender,
    channel: channelOf(cell),
    contact: name === sender ? null : name,
    thread: known(cell("Chat Session")),
    line,
  };
}

/** WhatsApp has no column of services, and one of its own for the time of sending. */
function channelOf(cell: NamedRow["cell"]): Channel {
  const service = cell("Service").trim().toLowerCase();
  return CHANNEL_OF[service] ?? (service === "" && cell("Sent Date") !== "" ? "whatsapp" : "unknown");
}

const known = (value: string): string | null => {
  const plain = value.trim();
  return plain === "" || plain === "null" || plain === "(Unknown)" ? null : plain;
};
