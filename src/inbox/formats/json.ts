import { UserError } from "../../errors.js";
import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { type JsonItem, jsonElements } from "../json-elements.js";
import { jsonTree, locateTextIn } from "../json-tree.js";
import { overLimit } from "../limits.js";
import { type Tree, templatesOf } from "../tree.js";

/** Where a list of messages may lie in an object that is no message itself. */
const LISTS = ["messages", "data", "list"];

/**
 * JSON in cuijian's own fields: a list of messages; one message; or an object with such a list under `messages`,
 * `data` or `list`. An object with a `text` before its list is a message, whatever else is in it. A string in a list is
 * a message too, and an object of names and texts, nested or not, is a file of templates.
 */
export async function* readJson(input: Input): AsyncGenerator<Draft> {
  const fields: Field[] = [];
  let size = 0;
  let isMessage = false;
  /** Where the elements stand that are read, and how many there were. */
  let list: string | null | undefined;
  let count = 0;
  let hasTexts = false;
  for await (const item of jsonElements(input, (key) => !isMessage && LISTS.includes(key))) {
    if (item.kind === "list") list = item.key;
    else if (item.kind === "field") {
      fields.push(item);
      isMessage ||= item.key === "text";
      size += item.size;
      if (size > input.limits.maxRecord)
        throw new UserError({ ...overLimit("maxRecord", input.limits, "the record"), where: input.name });
    } else {
      // One object that is broken is all there is.
      if (list === undefined) {
        const { code, message, line, column, hint } = item as Draft & { kind: "broken" };
        const where = [input.name, line, column].filter((part) => part !== undefined).join(":");
        throw new UserError({ code: code === "cut-short" ? "not-json" : code, message, where, ...(hint ? { hint } : {}) });
      }
      count++;
      if (item.kind === "broken") yield item;
      else if (typeof item.value === "string") {
        hasTexts = true;
        yield* templatesOf(jsonTree(item.source, item.begin), list === null ? [] : [list, count]);
      } else {
        const { value, line, column, source, begin } = item;
        yield {
          kind: "given",
          value,
          line,
          ...(column === undefined ? {} : { column }),
          locate: locateTextIn(source, value, begin),
        };
      }
    }
  }
  if (isMessage) yield message(fields);
  else if (list === undefined || hasTexts) {
    const templates = [...templatesOf(treeOf(fields))];
    // What has no text at all was meant as a message.
    if (templates.length > 0 || list !== undefined) yield* templates;
    else yield message(fields);
  } else if (count === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the list is empty", where: input.name });
}

type Field = JsonItem & { readonly kind: "field" };

const objectOf = (fields: readonly Field[]): object => Object.fromEntries(fields.map(({ key, value }) => [key, value]));

function message(fields: readonly Field[]): Draft {
  const text = fields.findLast(({ key }) => key === "text");
  const locate = text && locateTextIn(text.source, { text: text.value }, text.begin);
  return { kind: "given", value: objectOf(fields), line: 1, locate };
}

/** The object these are all fields of. */
function treeOf(fields: readonly Field[]): Tree {
  const entries = fields.flatMap(({ source, begin }) => {
    const field = jsonTree(source, begin);
    return field.kind === "map" ? field.entries : [];
  });
  return { kind: "map", line: 1, entries, value: () => objectOf(fields) };
}
