import type { BrokenDraft, Draft } from "../draft.js";
import type { Input } from "../input.js";
import { firstBadUnit } from "../json-error.js";
import { locateTextIn } from "../json-tree.js";
import { decodedLines } from "../lines.js";

/** One JSON object a line, in cuijian's own fields. */
export async function* readJsonLines(input: Input): AsyncGenerator<Draft> {
  for await (const line of decodedLines(input)) yield "kind" in line ? line : toDraft(line.text, line.number);
}

function toDraft(json: string, line: number): Draft {
  try {
    const value: unknown = JSON.parse(json);
    return { kind: "given", value, line, locate: locateTextIn(json, value, { line, column: 1 }) };
  } catch {
    return notJson(json, line);
  }
}

/** What is said of a line that was to be a JSON object. */
export const notJson = (json: string, line: number): BrokenDraft => ({
  kind: "broken",
  code: "not-json",
  message: "this line is not a JSON object",
  hint: 'a line looks like {"text":"…"}; plain text is read with --from lines',
  line,
  column: [...json.slice(0, firstBadUnit(json))].length + 1,
});
