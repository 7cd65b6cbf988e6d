import type { Problem } from "../errors.js";
import type { Report, Verdict } from "../types.js";
import { decide } from "../verdict/decide.js";
import type { Acceptance, createFinder, Finding } from "./finding.js";

/** The accepted findings of a run, and what became of them. */
export interface Accepted {
  /** Why a finding is lived with; undefined where it is not, or no longer. */
  readonly find: (finding: Finding) => Acceptance | undefined;
  /** After the run: acceptances past their day, and those no finding asked for. */
  readonly stale: () => Problem[];
}

/** For runs without such a file. */
export const NOTHING_ACCEPTED: Accepted = { find: () => undefined, stale: () => [] };

/** A report with its findings, once those known from an earlier run are taken away and those lived with are marked. */
export interface Sifted {
  readonly report: Report;
  /** One for each flag of `report`, in the same order. */
  readonly findings: readonly Finding[];
  /** The verdict that the flags give which are neither known nor accepted: what counts for an exit code. */
  readonly counting: Verdict;
}

/**
 * Decides which findings of a run count.
 * @param known fingerprints an earlier run reported
 */
export function createSift(
  find: ReturnType<typeof createFinder>,
  accepted: Accepted,
  known: ReadonlySet<string>,
): (report: Report, text: string, file: string) => Sifted {
  return (report, text, file) => {
    const found = find(report, text, file).map((finding): Finding => {
      const acceptance = accepted.find(finding);
      return acceptance ? { ...finding, accepted: acceptance } : finding;
    });
    const isNew = found.map(({ fingerprint }) => !known.has(fingerprint));
    const counts = found.map((finding, i) => isNew[i] === true && finding.accepted === undefined);
    return {
      report: isNew.every(Boolean) ? report : { ...report, flags: report.flags.filter((_, i) => isNew[i]) },
      findings: found.filter((_, i) => isNew[i]),
      counting: counts.every(Boolean) ? report.verdict : verdictOf(report, counts),
    };
  };
}

const verdictOf = ({ verdict, flags }: Report, counts: readonly boolean[]): Verdict =>
  decide(
    flags
      .filter((_, i) => counts[i])
      .map(({ id, severity, evidence }) => ({ id, severity, bayesOnly: evidence.every(({ by }) => by === "bayes") })),
    verdict !== "unrelated",
  );
