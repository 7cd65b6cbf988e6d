import { type FlagId, rank, type Severity } from "../types.js";
import type { RelevanceGrounds } from "./relevance.js";

/** With this many known terms or more, the model's "this is about something else" is worth hearing. */
const ENOUGH_TERMS = 12;
/** Below this probability of collecting a debt a long text is taken to be about something else. */
const REMOTE = 0.4;

const TOLD_IN_SCRIPTS: ReadonlySet<FlagId> = new Set(["third-party", "visit-bluff"]);

/**
 * Settles flags against each other and against what the message is about.
 * - In a long text that asks for no debt and reads like none (a story, a forum post), single words
 *   prove nothing: its flags become notices, but for the critical ones.
 * - Beside a plain scam, soft formulas ("以免影响您的生活") are part of the scam's grammar, not a finding of
 *   their own: what is no more than a warning becomes a notice. In an agent's script family, contacts and
 *   visits come up as part of the story.
 */
export function settle<F extends { readonly id: FlagId; readonly severity: Severity }>(
  flags: readonly F[],
  { bayes, collection }: RelevanceGrounds,
  knownTerms: number,
  scripted: boolean,
): F[] {
  const remote = !collection && bayes !== null && bayes < REMOTE && knownTerms >= ENOUGH_TERMS;
  const plainScam = flags.some(({ id, severity }) => id === "scam" && rank(severity) >= rank("serious"));
  return flags.map((flag) => {
    const ofTheScam = flag.severity === "warning" || (scripted && TOLD_IN_SCRIPTS.has(flag.id));
    const demoted = (remote && flag.severity !== "critical") || (plainScam && flag.id !== "scam" && ofTheScam);
    return demoted ? { ...flag, severity: "notice" as const } : flag;
  });
}
