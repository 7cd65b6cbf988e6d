import { type Problem, UserError } from "../errors.js";
import { decodeUtf8 } from "./decode.js";
import type { BrokenDraft, Position } from "./draft.js";
import type { Input } from "./input.js";
import { firstBadUnit } from "./json-error.js";
import { JsonScanner, type Stray, type Stretch } from "./json-scanner.js";
import { overLimit } from "./limits.js";

/** How something was written, and where that begins in the file. */
interface Source {
  readonly source: string;
  readonly begin: Position;
}

/** What a JSON text brings, in its order. */
export type JsonItem =
  /** A list of records begins: the whole text (key null), or the field of this key. */
  | { readonly kind: "list"; readonly key: string | null }
  | (Source & { readonly kind: "element"; readonly value: unknown; readonly line: number; readonly column?: number })
  /** A field of the top-level object that is no list of records; `size` in bytes. Its source is an object of this field alone. */
  | (Source & { readonly kind: "field"; readonly key: string; readonly value: unknown; readonly size: number })
  | BrokenDraft;

/**
 * Reads JSON piece by piece: the elements of the list it is, or of the lists under some keys of the object it is, and
 * the other fields of that object. Only one element is held at a time. An element that is malformed within itself is
 * a broken one and the rest is read; where brackets do not match or the text ends too early, that is the last item.
 * @param isList asked for each field that is a list: are its elements records? Of nested lists none is asked for
 * @throws UserError where the text is blank, or neither a list nor an object
 */
export async function* jsonElements(
  input: Pick<Input, "utf8" | "name" | "limits">,
  isList: (key: string) => boolean = () => false,
): AsyncGenerator<JsonItem> {
  const scanner = new JsonScanner(input.limits.maxRecord, isList);
  /** Line of the element before. */
  let before = 0;
  /** An element or a field; null for the blanks behind a list. */
  const itemOf = (stretch: Stretch): JsonItem | null => {
    const shares = stretch.of === "list" && stretch.line === before;
    if (stretch.of === "list") before = stretch.line;
    const at = shares ? { line: stretch.line, column: stretch.column } : { line: stretch.line };
    const { line, unit } = stretch;
    const begin = { line, column: unit };
    if (stretch.cut) {
      const what = stretch.of === "list" ? "the record" : "the field";
      return { kind: "broken", ...overLimit("maxRecord", input.limits, what), ...at };
    }
    let text: string;
    try {
      text = decodeUtf8(stretch.bytes, input.name, stretch.offset);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [{ code, message, hint }] = error.problems as [Problem];
      return { kind: "broken", code, message, hint, ...at };
    }
    if (stretch.of === "rest") return text.trim() === "" ? null : notJson(placeIn(stretch, text, text.search(/\S/)));
    try {
      if (stretch.of === "list") return { kind: "element", value: JSON.parse(text), ...at, source: text, begin };
      const source = `{${text}}`;
      const [[key, value] = []] = Object.entries(JSON.parse(source) as object);
      // The brace stands one unit before the field.
      if (key !== undefined)
        return { kind: "field", key, value, size: stretch.bytes.length, source, begin: { line, column: unit - 1 } };
    } catch {
      // Said below.
    }
    return notJson(placeIn(stretch, text, badUnit(stretch, text)));
  };

  for await (const chunk of input.utf8()) {
    for (const event of scanner.scan(chunk)) {
      if (event.kind === "list") yield event;
      else if (event.kind === "stretch") {
        const item = itemOf(event.stretch);
        if (item) yield item;
      } else if (event.kind === "stray") {
        if (event.at === "start")
          throw new UserError({
            code: "not-json",
            message: "this is not valid JSON: neither a list nor an object begins here",
            where: `${input.name}:${event.line}:${event.column}`,
            hint: "JSON begins with [ or {; plain text is read with --from text or --from lines",
          });
        yield strayed(event);
        return;
      }
    }
  }
  const { begun, unfinished, line, column } = scanner.end();
  if (!begun) throw new UserError({ code: "empty", message: "there is nothing to judge: the input is blank", where: input.name });
  if (!unfinished) return;
  const { stretch, within } = unfinished;
  if (stretch && !stretch.cut) {
    // A character may be cut too.
    const text = new TextDecoder().decode(stretch.bytes, { stream: true });
    const bad = stretch.of === "rest" ? text.length : badUnit(stretch, text);
    if (bad < text.length) {
      yield notJson(placeIn(stretch, text, bad), REST_UNREAD);
      return;
    }
    if (!isWhole(stretch, text)) {
      yield cutShort(
        stretch.of === "list" ? "the list ends in the middle of a record" : "the text ends in the middle of a field",
      );
      return;
    }
  }
  const item = stretch && itemOf(stretch);
  if (item) yield item;
  if (item?.kind !== "broken") yield cutShort(`the ${within} is never closed`);

  function cutShort(message: string): BrokenDraft {
    return {
      kind: "broken",
      code: "cut-short",
      message,
      hint: "the file may be cut short: copy or export it again",
      line,
      column,
    };
  }
}

/** Where a unit of a stretch stands in the whole text. */
function placeIn({ line, column }: Stretch, text: string, unit: number): { line: number; column: number } {
  const lines = text.slice(0, unit).split("\n");
  const characters = [...(lines.at(-1) as string)].length;
  return { line: line + lines.length - 1, column: lines.length === 1 ? column + characters : characters + 1 };
}

/** The first thing in a stretch that cannot stand there; its length where more text could mend it. */
function badUnit({ of }: Stretch, text: string): number {
  return of === "list" ? firstBadUnit(text) : Math.min(firstBadUnit(`{${text}`) - 1, text.length);
}

function isWhole({ of }: Stretch, text: string): boolean {
  try {
    JSON.parse(of === "list" ? text : of === "rest" ? "0" : `{${text}}`);
    return true;
  } catch {
    return false;
  }
}

const REST_UNREAD = "what comes after it is not read: mend the file here";

function strayed({ at, line, column, stretch }: Stray): BrokenDraft {
  if (at === "end")
    return {
      ...notJson({ line, column }, "one JSON object a line is read with --from jsonl"),
      message: "this is not valid JSON: something follows its end",
    };
  if (!stretch || stretch.cut) return notJson({ line, column }, REST_UNREAD);
  const text = new TextDecoder().decode(stretch.bytes);
  return notJson(placeIn(stretch, text, Math.min(badUnit(stretch, text), text.length - 1)), REST_UNREAD);
}

function notJson(at: { line: number; column: number }, hint?: string): BrokenDraft {
  return { kind: "broken", code: "not-json", message: "this is not valid JSON", hint, ...at };
}
