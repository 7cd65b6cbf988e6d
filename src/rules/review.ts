import type { Problem } from "../errors.js";
import { Folder } from "../text/fold.js";
import { alternation } from "../text/pattern.js";
import { type CompiledCondition, type CompiledRule, compilePattern, type Terms } from "./compile.js";
import type { Trials } from "./examples.js";
import { conditionsIn, type Loaded } from "./load.js";
import { addsNothing, makesNeedless } from "./overlap.js";
import { unmatchable } from "./reach.js";

/** What `cuijian rules test` looks at: examples, duplicates, and patterns that do nothing. */

/** Something wrong with a rule: in words, and where its file says so. */
export type Fault = Problem & { readonly where: string };

export interface Reviewed {
  /** All that judge together, those to be looked at among them. */
  readonly rules: readonly CompiledRule[];
  readonly trials: Trials;
  /** Lists that patterns may name. */
  readonly terms: Terms;
  /** Pairs of traditional and simplified characters, as the normaliser takes them. */
  readonly traditional: string;
}

/** Everything wrong with a rule that the other rules and the engine can tell. */
export function createReview({ rules, trials, terms, traditional }: Reviewed): (one: Loaded) => Fault[] {
  const folder = new Folder(traditional);
  const fold = (character: string): string => folder.fold(character).text;
  const anything = Object.fromEntries(Object.keys(terms).map((name) => [name, ["\\p{L}", ""]]));
  return (one) => {
    const { rule, place } = one;
    if (!rule) return [];
    const at = (path: readonly PropertyKey[], code: string, message: string): Fault => ({ code, message, where: place(path) });
    const others = rules.filter((other) => other !== rule);
    const listed = others.some(({ id }) => id === rule.id)
      ? [at(["id"], "duplicate-id", `id: there is another rule "${rule.id}"; choose another short name`)]
      : [];
    return [
      ...listed,
      ...examples(rule, trials, at),
      ...samePatterns(rule, others, at),
      ...deadParts(one, anything, fold, at),
      ...coveredPatterns(rule, at),
      ...others
        .filter((other) => makesNeedless(other, rule))
        .map((other) => at(["id"], "covered", `never needed: ${other.id} holds wherever it does, and is as grave`)),
    ];
  };
}

type At = (path: readonly PropertyKey[], code: string, message: string) => Fault;

function examples(rule: CompiledRule, trials: Trials, at: At): Fault[] {
  const attempt = trials.of(rule);
  const bad = rule.examples.bad.flatMap((text, i) => {
    const trial = attempt(text);
    return trial.holds ? [] : [at(["examples", "bad", i], "example-missed", `examples.bad.${i}: is not matched: ${trial.why()}`)];
  });
  const ok = rule.examples.ok.flatMap((text, i) => {
    const trial = attempt(text);
    return trial.holds ? [at(["examples", "ok", i], "example-matched", `examples.ok.${i}: is matched, by “${trial.words}”`)] : [];
  });
  return [...bad, ...ok];
}

const family = ({ flag, signal }: CompiledRule): string => flag ?? (signal as string);

/** Entities and signals are few; what a rule adds to them stands in its `where`. */
const keyOf = (condition: CompiledCondition): string | null =>
  condition.source === undefined ? null : JSON.stringify(condition);

function samePatterns(rule: CompiledRule, others: readonly CompiledRule[], at: At): Fault[] {
  const seen = new Map<string, string>();
  for (const other of others) {
    if (family(other) !== family(rule)) continue;
    for (const [i, condition] of other.any.entries()) {
      const key = keyOf(condition);
      if (key !== null) seen.set(key, `${other.id}, any.${i}`);
    }
  }
  return rule.any.flatMap((condition, i) => {
    const key = keyOf(condition);
    if (key === null) return [];
    const same = seen.get(key);
    seen.set(key, `any.${i} of this rule`);
    return same === undefined ? [] : [at(["any", i], "duplicate-pattern", `any.${i}: looks for the same as ${same}`)];
  });
}

function coveredPatterns(rule: CompiledRule, at: At): Fault[] {
  return rule.any.flatMap((condition, i) => {
    const wider = rule.any.findIndex(
      (other, j) => j !== i && keyOf(other) !== keyOf(condition) && addsNothing(condition, other, rule),
    );
    return wider < 0 ? [] : [at(["any", i], "covered", `any.${i}: never needed: any.${wider} finds whatever it finds`)];
  });
}

/**
 * Parts of a rule's own patterns that nothing can match. Lists it names count as anything: what is in them is their
 * own matter.
 */
function deadParts({ source }: Loaded, lists: Terms, fold: (character: string) => string, at: At): Fault[] {
  return conditionsIn(source).flatMap(({ condition: { re, words }, path }) => {
    const written = re ?? (words && alternation(words));
    if (written === undefined) return [];
    return unmatchable(compilePattern(written, lists), fold).map((reason) =>
      at(path, "cannot-match", `${path.join(".")}: ${reason}`),
    );
  });
}
