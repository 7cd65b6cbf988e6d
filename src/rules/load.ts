import { existsSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Problem, UserError } from "../errors.js";
import { nearest } from "../nearest.js";
import { type Place, readYaml, yamlFilesBelow } from "../yaml-file.js";
import {
  type BrokenPattern,
  type CompiledCondition,
  type CompiledRule,
  compileRule,
  type Suggestions,
  type Terms,
} from "./compile.js";
import { slowness } from "./linear.js";
import { type Condition, type Rule, ruleSchema } from "./schema.js";

export interface LoadOptions {
  /** Names below the root to look in; without them, all of it. */
  readonly folders?: readonly string[];
  /** Guidance that may be cited, signals given elsewhere and suggestions to refer to; without this none is checked. */
  readonly known?: {
    readonly guidance: readonly string[];
    readonly signals: readonly string[];
    readonly suggestions: Suggestions;
  };
  /**
   * Refuses patterns that are not shown to be fast on every message. For rules of others: of the built-in ones,
   * a test says which are slower, and why that is borne.
   */
  readonly guarded?: boolean;
}

/** A rule as its file has it and, unless its patterns are broken, compiled. */
export interface Loaded {
  readonly source: Rule;
  readonly file: string;
  readonly place: Place;
  readonly rule: CompiledRule | null;
}

/**
 * Reads and compiles every rule file below a root, where a rule's id is its path. Signal rules come
 * first, each after those it rests on. Throws one UserError that names everything wrong with any of them.
 * @param terms the word lists that patterns may name
 */
export function loadRules(root: string, terms: Terms, options: LoadOptions = {}): CompiledRule[] {
  const { loaded, problems } = readRules(root, terms, options);
  if (problems.length > 0) throw new UserError(problems);
  return loaded.flatMap(({ rule }) => rule ?? []);
}

/** Codes of problems with one pattern, which leave all else of its rule to be looked at. */
export const PATTERN_PROBLEMS: readonly string[] = ["rule-pattern", "rule-slow"];

/** The same for those who look at rules as such: what could be read, in order, beside everything wrong with it. */
export function readRules(
  root: string,
  terms: Terms,
  { folders = ["."], known, guarded = false }: LoadOptions = {},
): { readonly loaded: readonly Loaded[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const loaded: Loaded[] = [];
  const paths = new Set<string>();
  let unreadable = 0;
  for (const folder of folders) {
    const directory = join(root, folder);
    if (!existsSync(directory) || !statSync(directory).isDirectory()) {
      const hint = "--rules takes a directory of .yml rule files";
      problems.push({ code: "rules-missing", message: `no such directory: ${directory}`, hint });
      continue;
    }
    for (const { file } of yamlFilesBelow(directory)) {
      const read = readYaml<Rule>(file, ruleSchema);
      if ("problems" in read) {
        unreadable++;
        problems.push(...read.problems);
        continue;
      }
      const { value: source, place } = read;
      const compiled = compileRule(source, terms, known?.suggestions);
      const broken = Array.isArray(compiled);
      const patterns = broken
        ? compiled.map((one) => ({ code: "rule-pattern", ...one }))
        : (guarded ? slowPatterns(compiled) : []).map((one) => ({ code: "rule-slow", ...one }));
      problems.push(
        ...idProblems(source.id, root, file, place, paths),
        ...patterns.map(({ code, path, message }) => ({ code, message: `${path.join(".")}: ${message}`, where: place(path) })),
      );
      loaded.push({ source, file, place, rule: broken ? null : compiled });
    }
  }
  if (problems.length === 0 && loaded.length === 0) {
    problems.push({
      code: "no-rules",
      message: `no rules below ${root} (looked for **/*.yml)`,
      hint: "check --rules, or leave it out for the built-in rules",
    });
  }
  const { ordered, cycles } = inSignalOrder(loaded);
  problems.push(...cycles);
  if (known) {
    problems.push(...unknownGuidance(loaded, known.guidance));
    problems.push(...unknownSuggestions(loaded, Object.keys(known.suggestions)));
    // Any file that could not be read may be the one that gives the signal.
    if (unreadable === 0) problems.push(...unknownSignals(loaded, known.signals));
  }
  return { loaded: ordered, problems };
}

/** Patterns of a compiled rule, and the paths to them in its file. */
export function patternsOf(rule: CompiledRule): { readonly source: string; readonly path: readonly PropertyKey[] }[] {
  const { any, where, near, unless, eased } = rule;
  const lists: [readonly PropertyKey[], readonly CompiledCondition[]][] = [
    [["any"], any],
    [["where"], where],
    [["near", "any"], near?.any ?? []],
    [["unless"], unless],
    [["eased"], eased],
  ];
  return lists.flatMap(([list, conditions]) =>
    conditions.flatMap(({ source }, i) => (source === undefined ? [] : { source, path: [...list, i] })),
  );
}

function slowPatterns(rule: CompiledRule): BrokenPattern[] {
  return patternsOf(rule).flatMap(({ source, path }) => {
    const message = slowness(source);
    return message === null ? [] : { path, message };
  });
}

/** @param paths ids the files so far should have, to tell `a.yml` beside `a.yaml` */
function idProblems(id: string, root: string, file: string, place: Place, paths: Set<string>): Problem[] {
  const path = relative(root, file).split(sep);
  const expected = path.join("/").replace(/\.ya?ml$/, "");
  if (path.length !== 2) {
    const message = `a rule stands one folder below the rules: ${join(root, id.split("/")[0] as string, path.at(-1) as string)}`;
    return [{ code: "rule-id", message, where: file }];
  }
  if (id !== expected) {
    return [{ code: "rule-id", message: `id: "${id}" does not match the file; expected "${expected}"`, where: place(["id"]) }];
  }
  if (paths.has(expected)) return [{ code: "duplicate-id", message: `id: "${id}" is used twice`, where: place(["id"]) }];
  paths.add(expected);
  return [];
}

interface Reference {
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

/** Conditions of a rule as its file has them, and the paths to them. */
export function conditionsIn(rule: Rule): { readonly condition: Condition; readonly path: readonly PropertyKey[] }[] {
  const lists: [readonly PropertyKey[], readonly Condition[]][] = [
    [["any"], rule.any],
    [["where"], rule.where ?? []],
    [["near", "any"], rule.near?.any ?? []],
    [["unless"], rule.unless ?? []],
    [["eased"], rule.eased ?? []],
  ];
  return lists.flatMap(([list, conditions]) => conditions.map((condition, i) => ({ condition, path: [...list, i] })));
}

/** The signals a rule's conditions name, with their place in it. */
const signalsIn = (rule: Rule): Reference[] =>
  conditionsIn(rule).flatMap(({ condition, path }) =>
    [condition.signal ?? []].flat().map((name) => ({ name, path: [...path, "signal"] })),
  );

/** Signal rules first, each after those it rests on; then the flag rules; otherwise by id. */
function inSignalOrder(loaded: readonly Loaded[]): { readonly ordered: readonly Loaded[]; readonly cycles: readonly Problem[] } {
  const byId = [...loaded].sort((a, b) => (a.source.id < b.source.id ? -1 : 1));
  const ordered = new Set<Loaded>();
  const cycles: Problem[] = [];
  const path: Loaded[] = [];
  const visit = (one: Loaded): void => {
    if (ordered.has(one)) return;
    path.push(one);
    for (const { name, path: place } of signalsIn(one.source)) {
      const givers = byId.filter(({ source }) => source.signal === name);
      for (const other of givers) {
        const from = path.indexOf(other);
        if (from < 0) visit(other);
        // A rule may build on its own signal where others give it too.
        else if (other !== one || givers.length === 1) {
          const round = [...path.slice(from), other].map(({ source }) => source.id).join(" → ");
          cycles.push({ code: "signal-cycle", message: `signals rest on each other: ${round}`, where: one.place(place) });
        }
      }
    }
    path.pop();
    ordered.add(one);
  };
  for (const one of byId) if (one.source.signal) visit(one);
  for (const one of byId) ordered.add(one);
  return { ordered: [...ordered], cycles };
}

function unknownGuidance(loaded: readonly Loaded[], known: readonly string[]): Problem[] {
  const ids = new Set(known);
  return loaded.flatMap(({ source, place }) =>
    (source.guidance ?? []).flatMap((name, i) =>
      ids.has(name) ? [] : unknown("guidance", { name, path: ["guidance", i] }, place, known),
    ),
  );
}

function unknownSuggestions(loaded: readonly Loaded[], known: readonly string[]): Problem[] {
  return loaded.flatMap(({ source: { suggest }, place }) =>
    typeof suggest !== "string" || known.includes(suggest)
      ? []
      : unknown("suggestion", { name: suggest, path: ["suggest"] }, place, known),
  );
}

function unknownSignals(loaded: readonly Loaded[], known: readonly string[]): Problem[] {
  const names = [...new Set([...known, ...loaded.flatMap(({ source }) => source.signal ?? [])])];
  return loaded.flatMap(({ source, place }) =>
    [...signalsIn(source), ...(source.despite ?? []).map((name, i) => ({ name, path: ["despite", i] }))].flatMap((reference) =>
      names.includes(reference.name) ? [] : unknown("signal", reference, place, names),
    ),
  );
}

function unknown(what: string, { name, path }: Reference, place: Place, known: readonly string[]): Problem {
  const similar = nearest(name, known);
  const question = similar === "" ? "" : `; did you mean "${similar}"?`;
  return { code: "unknown-id", message: `${path.join(".")}: no ${what} "${name}"${question}`, where: place(path) };
}
