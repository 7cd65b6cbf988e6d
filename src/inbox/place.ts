import type { Draft } from "./draft.js";
import { garbledPart } from "./garbled.js";
import type { Input } from "./input.js";
import { broken, type InboxRecord, type Place, toRecord } from "./record.js";

/**
 * Gives each draft its number, id and origin, in order: from here on all formats are alike.
 * @param named whether a record without an id is called by its line or by its number
 */
export async function* placed(
  drafts: AsyncIterable<Draft>,
  input: Input,
  format: { readonly id: string; readonly named: "by line" | "by number" },
): AsyncGenerator<InboxRecord> {
  let record = 0;
  for await (const draft of drafts) {
    record++;
    const { line, column } = draft;
    const number = `${input.name}:${line !== undefined && format.named === "by line" ? line : record}`;
    const origin = { file: input.name, format: format.id, record, ...(line === undefined ? {} : { line }) };
    const where = line === undefined ? number : `${input.name}:${line}${column === undefined ? "" : `:${column}`}`;
    const placed = toPlaced(draft, { id: number, where, origin });
    if (placed.kind !== "message") {
      yield placed;
      continue;
    }
    warnOfGarbled(placed.message.text, placed.where, input);
    yield draft.locate ? { ...placed, locate: draft.locate } : placed;
  }
}

function toPlaced(draft: Draft, place: Place): InboxRecord {
  if (draft.kind === "skipped") return { kind: "skipped", id: place.id, origin: place.origin, why: draft.why };
  if (draft.kind === "broken") {
    const { code, message, hint } = draft;
    return broken(place, { code, message, ...(hint === undefined ? {} : { hint }) });
  }
  if (draft.kind === "given") {
    const { timeSource } = draft;
    return toRecord(draft.value, timeSource ? { ...place, origin: { ...place.origin, timeSource } } : place);
  }
  const { text, time, sender, channel, contact, thread } = draft;
  const id = draft.id ?? place.id;
  if (text.trim() === "") return { kind: "skipped", id, origin: place.origin, why: "without text" };
  return {
    kind: "message",
    id,
    where: place.where,
    origin: time ? { ...place.origin, timeSource: time.timeSource } : place.origin,
    message: { id, text, ...(time ? { sentAt: time.sentAt } : {}), ...(sender ? { sender } : {}) },
    expected: {},
    extra: {},
    channel,
    ...(contact ? { contact } : {}),
    ...(thread ? { thread } : {}),
  };
}

function warnOfGarbled(text: string, where: string, { onNotice }: Input): void {
  const part = garbledPart(text);
  if (part === null) return;
  onNotice({
    code: "garbled",
    message: `“${part}” looks like text that was once decoded wrongly`,
    where,
    hint: "export again, or say how the file is encoded with --encoding",
  });
}
