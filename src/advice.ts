import type { AdviceEntry } from "./knowledge/knowledge.js";
import type { Signals } from "./rules/subject.js";
import { type Advice, type Flag, type FlagId, type Language, METADATA_FLAGS, rank, type Verdict } from "./types.js";

/** What advice depends on. */
export interface Situation {
  readonly verdict: Verdict;
  readonly flags: readonly Flag[];
  readonly signals: Signals;
}

const METADATA: readonly FlagId[] = METADATA_FLAGS;

/**
 * What to do next: everything that fits the verdict or a flag, and the signals it asks for, most urgent
 * first. A text flag that is a mere notice calls for no advice of its own: nobody is to ring the police
 * over a number we do not know.
 */
export function adviceFor(advice: readonly AdviceEntry[], { verdict, flags, signals }: Situation, language: Language): Advice[] {
  const raised = new Set(
    flags.flatMap(({ id, severity }) => (rank(severity) >= rank("warning") || METADATA.includes(id) ? [id] : [])),
  );
  const given = (name: string): boolean => signals.has(name);
  return advice
    .filter((entry) => entry.verdicts.includes(verdict) || entry.flags.some((id) => raised.has(id)))
    .filter(({ signals: wanted, without }) => (wanted.length === 0 || wanted.some(given)) && !without.some(given))
    .map(({ id, zh, en }) => ({ id, text: language === "en" ? en : zh }));
}
