import { type FlagId, rank, type Severity, type Verdict } from "../types.js";

/** What a verdict looks at in a flag. */
export interface WeighedFlag {
  readonly id: FlagId;
  readonly severity: Severity;
  /** Nothing but the naive-Bayes model speaks for it. */
  readonly bayesOnly: boolean;
}

/**
 * The verdict that follows from flags: any scam from `warning` up is a scam; one serious flag, or
 * two different ones from `warning` up, make a message improper (unless the model alone raised
 * them); one `warning` makes it questionable; without any it is a lawful reminder or no collection
 * message at all.
 */
export function decide(flags: readonly WeighedFlag[], isCollection: boolean): Verdict {
  const weighty = flags.filter((flag) => rank(flag.severity) >= rank("warning"));
  if (weighty.some((flag) => flag.id === "scam")) return "scam";
  if (weighty.some((flag) => rank(flag.severity) >= rank("serious"))) return "improper";
  if (new Set(weighty.map((flag) => flag.id)).size >= 2 && weighty.some((flag) => !flag.bayesOnly)) return "improper";
  if (weighty.length > 0) return "questionable";
  return isCollection ? "legitimate" : "unrelated";
}
