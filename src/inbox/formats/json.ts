import { UserError } from "../../errors.js";
import { decodeUtf8 } from "../decode.js";
import type { Draft } from "../draft.js";
import { elementLines } from "../element-lines.js";
import type { Input } from "../input.js";
import { firstBadUnit } from "../json-error.js";

/** A JSON array of objects in cuijian's own fields, or one such object. */
export async function* readJson(input: Input): AsyncGenerator<Draft> {
  const parts: Uint8Array[] = [];
  for await (const chunk of input.utf8()) parts.push(chunk);
  const text = decodeUtf8(Buffer.concat(parts), input.name);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const before = text.slice(0, firstBadUnit(text)).split("\n");
    throw new UserError({
      code: "not-json",
      message: "this is not valid JSON",
      where: `${input.name}:${before.length}:${[...(before.at(-1) as string)].length + 1}`,
      hint: "one JSON object a line is read with --from jsonl",
    });
  }
  const records = Array.isArray(value) ? value : [value];
  if (records.length === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the list is empty", where: input.name });
  const lines = Array.isArray(value) ? elementLines(text) : [1];
  for (const [position, record] of records.entries()) yield { kind: "given", value: record, line: lines[position] ?? 1 };
}
