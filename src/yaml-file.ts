import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { Problem } from "./errors.js";
import { nearest } from "./nearest.js";

/** `file:line:col` of what stands at a path in a YAML file, or of the nearest thing around it that is there. */
export type Place = (path: readonly PropertyKey[]) => string;

/** A YAML file read and checked, or what is wrong with it. */
export type YamlFile<T> = { readonly value: T; readonly place: Place } | { readonly problems: readonly Problem[] };

/** Reads one YAML file and checks it against a schema; every problem says `file:line:col`. */
export function readYaml<T>(file: string, schema: z.ZodType<T>): YamlFile<T> {
  let source: string;
  try {
    source = readFileSync(file, "utf8");
  } catch (error) {
    return { problems: [{ code: "cannot-read", message: `cannot be read: ${reasonOf(error)}`, where: file }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ code, message, pos }) => ({
        code: "yaml",
        message: `${firstLine(message)}${code === "BAD_DQ_ESCAPE" ? "; patterns go in single quotes" : ""}`,
        where: at(pos[0]),
      })),
    };
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // An alias without its anchor shows only now, and without a position.
    return { problems: [{ code: "yaml", message: firstLine((error as Error).message), where: file }] };
  }
  const placeOf = (path: readonly PropertyKey[], key?: string): string =>
    at(key === undefined ? offsetOf(document, path) : offsetOfKey(document, path, key));
  const checked = checkValue(value, schema, placeOf);
  return "problems" in checked ? checked : { ...checked, place: (path) => placeOf(path) };
}

/**
 * Checks a value against a schema.
 * @param placeOf where what stands at a path is, or the key there that should not be
 */
export function checkValue<T>(
  value: unknown,
  schema: z.ZodType<T>,
  placeOf: (path: readonly PropertyKey[], key?: string) => string,
): { readonly value: T } | { readonly problems: readonly Problem[] } {
  const checked = schema.safeParse(value, { error: describe });
  if (checked.success) return { value: checked.data };
  return {
    problems: checked.error.issues.flatMap(innermost).flatMap((issue): Problem[] => {
      const { path } = issue;
      const problem = (message: string, key?: string): Problem => ({
        code: "schema",
        message: path.length > 0 ? `${path.join(".")}: ${message}` : message,
        where: placeOf(path, key),
      });
      if (issue.code !== "unrecognized_keys") return [problem(issue.message)];
      const known = keysAt(schema, path);
      return issue.keys.map((key) => ({
        ...problem(`unknown key "${key}"`, key),
        ...(known.length > 0 ? { hint: `did you mean "${nearest(key, known)}"? (one of ${known.join(", ")})` } : {}),
      }));
    }),
  };
}

/** The keys a schema knows at a path; none where it is not told by the path alone. */
function keysAt(schema: z.core.$ZodType, [step, ...rest]: readonly PropertyKey[]): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object": {
      if (step === undefined) return Object.keys(def.shape);
      const inner = def.shape[String(step)];
      return inner ? keysAt(inner, rest) : [];
    }
    case "array":
      return keysAt(def.element, rest);
    case "record":
      return keysAt(def.valueType, rest);
    case "optional":
    case "nullable":
      return keysAt(def.innerType, step === undefined ? [] : [step, ...rest]);
    default:
      return [];
  }
}

const firstLine = (message: string): string => (message.split("\n")[0] as string).replace(/ at line \d+.*$/, "");

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : (error as Error).message;

/** Where the deepest part of `path` that exists begins. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function offsetOfKey(document: Document, path: readonly PropertyKey[], name: string): number {
  const map = document.getIn(path, true);
  const key = isMap(map) ? map.items.map((item) => item.key).find((node) => String(node) === name) : undefined;
  return isNode(key) && key.range ? key.range[0] : offsetOf(document, path);
}

/** What a user can act on, where the schema itself has no words for it. */
function describe(issue: z.core.$ZodRawIssue): string | undefined {
  const { input } = issue;
  switch (issue.code) {
    case "invalid_value":
      return input === undefined ? "is missing" : `${shown(input)} is not one of: ${issue.values.join(", ")}`;
    case "invalid_type":
      return input === undefined ? "is missing" : `expected ${NAMES[issue.expected] ?? issue.expected}, not ${shown(input)}`;
    case "too_small":
    case "too_big": {
      const bound = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      if (issue.origin === "array") return `needs ${bound} in the list, not ${(input as unknown[]).length}`;
      return issue.origin === "string" ? `needs ${bound} characters` : `must be ${bound}, not ${shown(input)}`;
    }
    case "invalid_key":
      return issue.issues[0]?.message;
    default:
      return undefined;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "keys and values",
  record: "keys and values",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
};

/** A value in a few words: its kind where it is not a plain one. */
function shown(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "keys and values";
  return JSON.stringify(value);
}

/** Of the ways a union failed, the one that got furthest into the value: what its author meant. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const depth = (branch: readonly z.core.$ZodIssue[]): number => Math.max(0, ...branch.map(({ path }) => path.length));
  const [best] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
  return (best ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(innermost);
}

/** All `.yml` and `.yaml` files below a directory, sorted; `name` is the path below it, with `/` between folders. */
export function yamlFilesBelow(directory: string): { readonly file: string; readonly name: string }[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => ({ file: join(directory, name), name: name.split(sep).join("/") }))
    .filter(({ file }) => /\.ya?ml$/.test(file) && statSync(file, { throwIfNoEntry: false })?.isFile())
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
