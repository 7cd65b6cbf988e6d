import { type Flag, type Report, rank, TEXT_FLAGS, type TextFlagId, VERDICTS, type Verdict } from "../types.js";

/** A labelled message and what was made of it. */
export interface Judged {
  readonly expected: { readonly verdict?: Verdict; readonly flags?: readonly TextFlagId[] };
  readonly report: Report;
}

/** Counts of a yes-or-no question over many messages. */
export interface Tally {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Score {
  readonly messages: number;
  readonly flags: Readonly<Record<TextFlagId, Tally>>;
  readonly verdicts: Readonly<Record<Verdict, Tally>>;
  /** Any text flag from `warning` up, against none. */
  readonly flagged: Tally;
  /** Mean F1 over the text flags that occur in the labels. */
  readonly macroF1: number;
  /** Share of messages whose verdict is exactly the labelled one. */
  readonly verdictsExact: number;
}

/** Flags that count: text flags from `warning` up. */
export const countedFlags = (flags: readonly Flag[]): TextFlagId[] =>
  TEXT_FLAGS.filter((id) => flags.some((flag) => flag.id === id && rank(flag.severity) >= rank("warning")));

export function score(judged: readonly Judged[]): Score {
  const withFlags = judged.filter(({ expected }) => expected.flags !== undefined);
  const withVerdict = judged.filter(({ expected }) => expected.verdict !== undefined);
  const flags = Object.fromEntries(
    TEXT_FLAGS.map((id) => [
      id,
      tally(
        withFlags.map(({ expected, report }) => [expected.flags?.includes(id) ?? false, countedFlags(report.flags).includes(id)]),
      ),
    ]),
  ) as Record<TextFlagId, Tally>;
  const occurring = TEXT_FLAGS.filter((id) => flags[id].truePositives + flags[id].falseNegatives > 0);
  return {
    messages: judged.length,
    flags,
    verdicts: Object.fromEntries(
      VERDICTS.map((verdict) => [
        verdict,
        tally(withVerdict.map(({ expected, report }) => [expected.verdict === verdict, report.verdict === verdict])),
      ]),
    ) as Record<Verdict, Tally>,
    flagged: tally(
      withFlags.map(({ expected, report }) => [(expected.flags?.length ?? 0) > 0, countedFlags(report.flags).length > 0]),
    ),
    macroF1: occurring.length === 0 ? 1 : occurring.reduce((sum, id) => sum + flags[id].f1, 0) / occurring.length,
    verdictsExact:
      withVerdict.length === 0
        ? 1
        : withVerdict.filter(({ expected, report }) => expected.verdict === report.verdict).length / withVerdict.length,
  };
}

/** What a report lacks or has too much, one line each; empty where every expectation is met. */
export function unmet({ expected, report }: Judged): string[] {
  const found = countedFlags(report.flags);
  const lines: string[] = [];
  if (expected.verdict && expected.verdict !== report.verdict)
    lines.push(`verdict ${report.verdict}, expected ${expected.verdict}`);
  if (expected.flags) {
    for (const id of expected.flags) if (!found.includes(id)) lines.push(`flag ${id} is missing`);
    for (const id of found) if (!expected.flags.includes(id)) lines.push(`flag ${id} was not expected`);
  }
  return lines;
}

/** @param pairs for each message: what is so, and what was said */
function tally(pairs: readonly (readonly [boolean, boolean])[]): Tally {
  const count = (so: boolean, said: boolean): number => pairs.filter((pair) => pair[0] === so && pair[1] === said).length;
  const truePositives = count(true, true);
  const falsePositives = count(false, true);
  const falseNegatives = count(true, false);
  const precision = truePositives + falsePositives === 0 ? 1 : truePositives / (truePositives + falsePositives);
  const recall = truePositives + falseNegatives === 0 ? 1 : truePositives / (truePositives + falseNegatives);
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
