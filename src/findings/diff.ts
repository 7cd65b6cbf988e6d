import { rank, type Severity, VERDICTS, type Verdict } from "../types.js";
import type { EarlierReport } from "./earlier-run.js";

/** A message that two runs judged differently. */
export interface Change {
  readonly id: string;
  readonly before: EarlierReport;
  readonly after: EarlierReport;
}

/** How two runs over the same messages differ. */
export interface Difference {
  readonly messages: number;
  /** Another verdict, flag or severity; in the order of the later run. */
  readonly changed: readonly Change[];
  /** Messages by their verdicts before and after, where these differ. */
  readonly verdicts: readonly { readonly before: VerdictOrError; readonly after: VerdictOrError; readonly messages: number }[];
  /** Rules that speak in more or in fewer messages than before, by id. */
  readonly rules: readonly { readonly rule: string; readonly gained: number; readonly lost: number }[];
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

export type VerdictOrError = Verdict | "error";

/** Compares two runs message by message, by id; of equal ids the first belongs to the first, and so on. */
export async function diffRuns(before: AsyncIterable<EarlierReport>, after: AsyncIterable<EarlierReport>): Promise<Difference> {
  const [old, now] = [await byId(before), await byId(after)];
  const changed: Change[] = [];
  const verdicts = new Map<string, number>();
  const rules = new Map<string, { gained: number; lost: number }>();
  const tell = (rule: string, what: "gained" | "lost"): void => {
    const counts = rules.get(rule) ?? { gained: 0, lost: 0 };
    counts[what]++;
    rules.set(rule, counts);
  };
  for (const [id, report] of now) {
    const was = old.get(id);
    if (!was) continue;
    const [rulesBefore, rulesAfter] = [rulesOf(was), rulesOf(report)];
    for (const rule of rulesAfter) if (!rulesBefore.has(rule)) tell(rule, "gained");
    for (const rule of rulesBefore) if (!rulesAfter.has(rule)) tell(rule, "lost");
    if (sameAnswer(was, report)) continue;
    changed.push({ id, before: was, after: report });
    if (was.verdict !== report.verdict) {
      const move = `${was.verdict ?? "error"} ${report.verdict ?? "error"}`;
      verdicts.set(move, (verdicts.get(move) ?? 0) + 1);
    }
  }
  return {
    messages: now.size,
    changed,
    verdicts: [...verdicts]
      .map(([move, messages]) => {
        const [from, to] = move.split(" ") as [VerdictOrError, VerdictOrError];
        return { before: from, after: to, messages };
      })
      .sort((a, b) => order(a.before) - order(b.before) || order(a.after) - order(b.after)),
    rules: [...rules].map(([rule, counts]) => ({ rule, ...counts })).sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    onlyBefore: [...old.keys()].filter((id) => !now.has(id)),
    onlyAfter: [...now.keys()].filter((id) => !old.has(id)),
  };
}

const order = (verdict: VerdictOrError): number => (verdict === "error" ? VERDICTS.length : VERDICTS.indexOf(verdict));
const rulesOf = ({ flags }: EarlierReport): Set<string> => new Set(flags.flatMap(({ rules }) => rules));

function sameAnswer(a: EarlierReport, b: EarlierReport): boolean {
  const severities = ({ flags }: EarlierReport): Map<string, Severity> =>
    new Map(flags.map(({ id, severity }) => [id, severity]));
  const [one, other] = [severities(a), severities(b)];
  return a.verdict === b.verdict && one.size === other.size && [...one].every(([id, severity]) => other.get(id) === severity);
}

async function byId(reports: AsyncIterable<EarlierReport>): Promise<Map<string, EarlierReport>> {
  const result = new Map<string, EarlierReport>();
  const used = new Map<string, number>();
  for await (const report of reports) {
    const times = (used.get(report.id) ?? 0) + 1;
    used.set(report.id, times);
    result.set(times === 1 ? report.id : `${report.id} (${times})`, report);
  }
  return result;
}

/** What became of a message's flags: `+threat:serious`, `-scam`, `third-party:warning→serious`. */
export function flagChanges({ before, after }: Change): string[] {
  const severityIn = ({ flags }: EarlierReport, id: string): Severity | undefined =>
    flags.find((flag) => flag.id === id)?.severity;
  const ids = [...new Set([...after.flags, ...before.flags].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const [was, is] = [severityIn(before, id), severityIn(after, id)];
    if (was === undefined) return [`+${id}:${is}`];
    if (is === undefined) return [`-${id}:${was}`];
    return rank(was) === rank(is) ? [] : [`${id}:${was}→${is}`];
  });
}
