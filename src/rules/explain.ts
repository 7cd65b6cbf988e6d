import type { Normalised } from "../text/normalise.js";
import type { CompiledCondition, CompiledRule } from "./compile.js";
import type { Stop, StoppedRule } from "./match.js";

/** From "everything but this held" to "hardly anything did": the order in which a reader wants to hear of them. */
const NEAREST_FIRST: readonly Stop["by"][] = ["silenced", "unless", "where", "near", "negation"];
const LONGEST = 60;

/** Rules that nearly held first. */
export const nearestFirst = (stopped: readonly StoppedRule[]): StoppedRule[] =>
  stopped.toSorted(
    (a, b) => NEAREST_FIRST.indexOf(a.stop.by) - NEAREST_FIRST.indexOf(b.stop.by) || (a.rule.id < b.rule.id ? -1 : 1),
  );

/** In one line: what a rule found, and what stopped it. */
export function explainStop({ rule, spans, stop }: StoppedRule, { text }: Normalised): string {
  const found = spans[0] ? `“${text.slice(spans[0].start, spans[0].end)}”` : "";
  return `${rule.id} found ${found}, ${reasonOf(rule, stop, text)}`;
}

function reasonOf(rule: CompiledRule, stop: Stop, text: string): string {
  switch (stop.by) {
    case "silenced":
      return `but the signal "${stop.signal}" silences it`;
    case "negation":
      return "but behind a negation";
    case "near":
      return "but nothing of its `near` close by";
    case "where":
      return `but not its \`where\` ${rule.where.indexOf(stop.condition) + 1}, ${described(stop.condition)}`;
    case "unless":
      return `but also its \`unless\` ${rule.unless.indexOf(stop.condition) + 1}, ${described(stop.condition)}${foundBy(stop.condition, text)}`;
  }
}

function described({ source, entity, standing, signal, within }: CompiledCondition): string {
  const what = signal
    ? `signal ${signal.join("|")}`
    : entity
      ? `entity ${entity.join("|")}${standing ? ` (${standing.join("|")})` : ""}`
      : `/${source && source.length > LONGEST ? `${source.slice(0, LONGEST)}…` : source}/`;
  return within === undefined ? what : `${what} within ${within}`;
}

/** The words that meet a pattern: an author looks for them, not for a condition by its number. */
function foundBy({ source }: CompiledCondition, text: string): string {
  const words = source === undefined ? undefined : new RegExp(source, "u").exec(text)?.[0];
  return words ? ` (“${words}”)` : "";
}
