import { COLUMN_FIELDS } from "./columns.js";
import type { Draft, Locate } from "./draft.js";

/** A value of a JSON or YAML file, with its place. `line` is 1-based. */
export type Tree =
  | {
      readonly kind: "map";
      readonly line: number;
      readonly entries: readonly (readonly [key: string, value: Tree])[];
      /** The plain object it is; throws an Error that says why it cannot be had. */
      readonly value: () => object;
    }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly Tree[] }
  | { readonly kind: "text"; readonly line: number; readonly text: string; readonly locate?: Locate }
  | { readonly kind: "nothing"; readonly line: number }
  /** A number, true or false … */
  | { readonly kind: "other"; readonly line: number }
  | { readonly kind: "broken"; readonly line: number; readonly message: string; readonly hint?: string };

/** Nobody nests templates deeper; what does is hostile, and would end in a stack overflow. */
export const DEEPEST = 64;
export const TOO_DEEP = `more than ${DEEPEST} levels of lists and keys are not read`;

type Path = readonly (string | number)[];

/** Our own fields beside the text: where one is there, whoever wrote it meant a record and left out the text. */
const FIELDS: ReadonlySet<string> = new Set(COLUMN_FIELDS.filter((field) => field !== "text" && field !== "note"));

/**
 * The templates of a file, in order: every text is one, called by the keys that lead to it joined with dots
 * (`overdue.first`; places in lists are counted from 1). An object in cuijian's own fields is one as a whole, and so
 * must be every object in a list. Numbers, true and false are settings, no templates.
 */
export function* templatesOf(tree: Tree, path: Path = []): Generator<Draft> {
  const { line } = tree;
  if (tree.kind === "nothing" || (tree.kind === "text" && tree.text.trim() === ""))
    yield { kind: "skipped", why: "without text", line };
  else if (tree.kind === "text") yield { kind: "given", value: { ...named(path), text: tree.text }, line, locate: tree.locate };
  else if (tree.kind === "broken") yield { kind: "broken", code: "bad-record", message: tree.message, hint: tree.hint, line };
  else if (tree.kind === "list") {
    for (const [i, item] of tree.items.entries()) {
      if (item.kind === "map") yield recordOf(item, [...path, i + 1]);
      else yield* templatesOf(item, [...path, i + 1]);
    }
  } else if (tree.kind === "map") {
    if (isRecord(tree)) yield recordOf(tree, path);
    else for (const [key, value] of tree.entries) yield* templatesOf(value, [...path, key]);
  }
}

type TreeMap = Tree & { readonly kind: "map" };

const isRecord = ({ entries }: TreeMap): boolean =>
  entries.some(([key, { kind }]) => (key === "text" || FIELDS.has(key)) && kind !== "map" && kind !== "list");

function recordOf({ entries, value, line }: TreeMap, path: Path): Draft {
  const text = entries.findLast(([key]) => key === "text")?.[1];
  try {
    return {
      kind: "given",
      value: { ...named(path), ...value() },
      line,
      locate: text?.kind === "text" ? text.locate : undefined,
    };
  } catch (error) {
    return { kind: "broken", code: "bad-record", message: (error as Error).message, line };
  }
}

/** A place in a list alone is no name: another would take it over when one is put before. */
const named = (path: Path): { readonly id?: string } =>
  path.some((step) => typeof step === "string") ? { id: path.join(".") } : {};
