import type { AdviceEntry } from "./knowledge/knowledge.js";
import type { Advice, Flag, Language, Verdict } from "./types.js";

/** What to do next: everything that fits the verdict or a flag, most urgent first. */
export function adviceFor(
  advice: readonly AdviceEntry[],
  verdict: Verdict,
  flags: readonly Flag[],
  language: Language,
): Advice[] {
  const raised = new Set(flags.map(({ id }) => id));
  return advice
    .filter((entry) => entry.verdicts.includes(verdict) || entry.flags.some((id) => raised.has(id)))
    .map(({ id, zh, en }) => ({ id, text: language === "en" ? en : zh }));
}
