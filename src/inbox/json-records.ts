import { UserError } from "../errors.js";
import type { BrokenDraft, Draft } from "./draft.js";
import type { Input } from "./input.js";
import { jsonElements } from "./json-elements.js";
import { fromEpoch, fromText, type SentTime } from "./time.js";

/** The fields of a JSON object, of any kind: an export is not trusted to keep to its format. */
export type Fields = Readonly<Record<string, unknown>>;

/** Where a record stands. */
export interface At {
  readonly line: number;
  readonly column?: number;
}

/** The fields of what should be an object; none of what is not. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** Number, account or name as text; null where there is none, or only the word by which exports say so. */
export function nameOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" && value !== "null" ? value : null;
}

/** A record's own id; none where it is a number that JSON could not carry whole, which would name two records alike. */
export const idOf = (value: unknown): string | undefined =>
  typeof value === "number" && !Number.isSafeInteger(value) ? undefined : (nameOf(value) ?? undefined);

/** A count since 1970 of any unit, or a time as text; null and a notice for one that is not understood. */
export function timeOf(value: unknown, input: Input, { line }: At): SentTime | null {
  const name = nameOf(value);
  if (name === null || /^0+$/.test(name)) return null;
  const time = /^-?\d+(?:\.\d+)?$/.test(name) ? fromEpoch(name, input.zone) : fromText(name, input.zone);
  if (!time) input.notice("unknown-time", `the time “${name.slice(0, 40)}” is not understood`, { line });
  return time;
}

/** A record that is no object, or whose text is none. */
export const badRecord = (message: string, at: At): BrokenDraft => ({ kind: "broken", code: "bad-record", message, ...at });

/** One record: by what stands in it, and what the top of the file had said by then. */
export type ToDraft = (record: Fields, at: At, top: Fields) => Draft;

export function draftOf(value: unknown, at: At, top: Fields, toDraft: ToDraft): Draft {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return toDraft(value as Fields, at, top);
  return badRecord("a record must be a JSON object", at);
}

/**
 * The records of an object that lists them under `messages`, or of a mere list.
 * @param wanted keys of the top of the file to be kept for `toDraft`
 * @throws UserError where there is no such list
 */
export async function* draftsOfMessages(input: Input, wanted: readonly string[], toDraft: ToDraft): AsyncGenerator<Draft> {
  const top: Record<string, unknown> = {};
  let found = false;
  for await (const item of jsonElements(input, (key) => key === "messages")) {
    if (item.kind === "list") found = true;
    else if (item.kind === "field") {
      if (wanted.includes(item.key)) top[item.key] = item.value;
    } else if (item.kind === "broken") {
      found = true;
      yield item;
    } else {
      const { value, line, column } = item;
      yield draftOf(value, column === undefined ? { line } : { line, column }, top, toDraft);
    }
  }
  if (!found) throw new UserError({ code: "no-messages", message: 'has no list of "messages"', where: input.name });
}
