import type { Locate, Position } from "./draft.js";
import { Followed, lazily, locateIn, placesIn } from "./locate.js";
import { DEEPEST, TOO_DEEP, type Tree } from "./tree.js";

/**
 * A JSON text with the places of its values.
 * @param json valid, or the result is anything
 * @param begin where it begins in its file
 */
export function jsonTree(json: string, begin: Position): Tree {
  const placeOf = placesIn(json, begin);
  let i = 0;
  const skipTo = (pattern: RegExp): void => {
    pattern.lastIndex = i;
    i = pattern.exec(json)?.index ?? json.length;
  };
  const string = (): string => {
    const start = i;
    i = stringEnd(json, start);
    return JSON.parse(json.slice(start, i)) as string;
  };
  /** Past a list or object whose inside does not matter. */
  const skip = (): void => {
    let depth = 0;
    do {
      skipTo(/["[\]{}]/g);
      if (json[i] === '"') {
        i = stringEnd(json, i);
        continue;
      }
      depth += /[[{]/.test(json[i] as string) ? 1 : -1;
      i++;
    } while (depth > 0 && i < json.length);
  };
  const tree = (depth: number): Tree => {
    skipTo(/[^\s]/g);
    const start = i;
    const { line } = placeOf(start);
    const first = json[i];
    if (first === '"') {
      const text = string();
      return {
        kind: "text",
        line,
        text,
        locate: locateIn(
          text,
          () => followJsonString(json, start),
          () => placeOf,
        ),
      };
    }
    if (first !== "{" && first !== "[") {
      skipTo(/[\s,\]}]/g);
      return { kind: json.slice(start, i) === "null" ? "nothing" : "other", line };
    }
    if (depth === DEEPEST) {
      skip();
      return { kind: "broken", line, message: TOO_DEEP };
    }
    i++;
    const items: Tree[] = [];
    const entries: [string, Tree][] = [];
    for (skipTo(/[^\s,]/g); i < json.length && json[i] !== "}" && json[i] !== "]"; skipTo(/[^\s,]/g)) {
      if (first === "[") items.push(tree(depth + 1));
      else {
        const key = string();
        skipTo(/[^\s:]/g);
        entries.push([key, tree(depth + 1)]);
      }
    }
    i++;
    const end = i;
    return first === "["
      ? { kind: "list", line, items }
      : { kind: "map", line, entries, value: () => JSON.parse(json.slice(start, end)) as object };
  };
  return tree(0);
}

/**
 * The places of the text under the key `text` of a JSON object; undefined where it has none.
 * @param begin where the object begins in its file
 */
export function locateTextIn(json: string, value: unknown, begin: Position): Locate | undefined {
  if (typeof value !== "object" || value === null || typeof (value as { text?: unknown }).text !== "string") return undefined;
  return lazily(() => {
    const tree = jsonTree(json, begin);
    // Of two fields of one name JSON.parse takes the last.
    const text = tree.kind === "map" ? tree.entries.findLast(([key]) => key === "text")?.[1] : undefined;
    return (text?.kind === "text" && text.locate) || (() => begin);
  });
}

/** Behind the quote that closes a string. */
function stringEnd(json: string, start: number): number {
  let i = start + 1;
  while (i < json.length && json[i] !== '"') i += json[i] === "\\" ? 2 : 1;
  return Math.min(i + 1, json.length);
}

/** A string from its opening quote on. */
function followJsonString(json: string, start: number): Followed {
  const followed = new Followed(json);
  let i = start + 1;
  while (i < json.length && json[i] !== '"') {
    if (json[i] !== "\\") followed.copy(i, ++i);
    else {
      const length = json[i + 1] === "u" ? 6 : 2;
      followed.put(JSON.parse(`"${json.slice(i, i + length)}"`) as string, i);
      i += length;
    }
  }
  return followed.end(i);
}
