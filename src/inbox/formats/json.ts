import { UserError } from "../../errors.js";
import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { jsonElements } from "../json-elements.js";
import { overLimit } from "../limits.js";

/** Where a list of messages may lie in an object that is no message itself. */
const LISTS = ["messages", "data", "list"];

/**
 * JSON in cuijian's own fields: a list of messages; one message; or an object with such a list under `messages`,
 * `data` or `list`. An object with a `text` before its list is a message, whatever else is in it.
 */
export async function* readJson(input: Input): AsyncGenerator<Draft> {
  const fields: [string, unknown][] = [];
  let size = 0;
  let isMessage = false;
  let isList = false;
  let isEmpty = true;
  for await (const item of jsonElements(input, (key) => !isMessage && LISTS.includes(key))) {
    if (item.kind === "list") isList = true;
    else if (item.kind === "field") {
      fields.push([item.key, item.value]);
      isMessage ||= item.key === "text";
      size += item.size;
      if (size > input.limits.maxRecord)
        throw new UserError({ ...overLimit("maxRecord", input.limits, "the record"), where: input.name });
    } else {
      // One object that is broken is all there is.
      if (!isList) {
        const { code, message, line, column, hint } = item as Draft & { kind: "broken" };
        const where = [input.name, line, column].filter((part) => part !== undefined).join(":");
        throw new UserError({ code: code === "cut-short" ? "not-json" : code, message, where, ...(hint ? { hint } : {}) });
      }
      isEmpty = false;
      if (item.kind === "broken") yield item;
      else {
        const { value, line, column } = item;
        yield { kind: "given", value, line, ...(column === undefined ? {} : { column }) };
      }
    }
  }
  if (isMessage || !isList) yield { kind: "given", value: Object.fromEntries(fields), line: 1 };
  else if (isEmpty)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the list is empty", where: input.name });
}
