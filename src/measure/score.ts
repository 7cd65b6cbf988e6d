import { FLAGS, type Flag, type FlagId, type Report, rank, TEXT_FLAGS, type TextFlagId } from "../types.js";
import { type Answer, CELLS, type Count, cellsOf, type Expected, f1Of, macroF1Of, type Questions, readCounts } from "./counts.js";

/** A labelled message and what was made of it. */
export interface Judged {
  readonly expected: Expected;
  readonly report: Pick<Report, "verdict" | "flags">;
}

/** Counts of a yes-or-no question over many messages. What was never asked or never said counts as 1. */
export interface Tally extends Count {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Score extends Questions<Tally> {
  readonly messages: number;
  /** Mean F1 over the text flags that occur in the labels. */
  readonly macroF1: number;
  /** Share of messages whose verdict is exactly the labelled one. */
  readonly verdictsExact: number;
}

/** How good reports are, held against labels. */
export const score = (judged: readonly Judged[]): Score => scoreAnswers(judged.map(toAnswer));

/** The same from answers, as a run that was written to a file holds them. */
export function scoreAnswers(answers: readonly Answer[]): Score {
  const counts = new Array<number>(CELLS).fill(0);
  for (const answer of answers) for (const cell of cellsOf(answer)) counts[cell] = (counts[cell] as number) + 1;
  const tallies = readCounts(counts, tally);
  const withVerdict = answers.filter(({ expected }) => expected.verdict !== undefined);
  return {
    messages: answers.length,
    ...tallies,
    macroF1: macroF1Of(tallies.flags) ?? 1,
    verdictsExact: share(withVerdict.filter(({ expected, verdict }) => expected.verdict === verdict).length, withVerdict.length),
  };
}

export const toAnswer = ({ expected, report }: Judged): Answer => ({
  expected,
  verdict: report.verdict,
  flags: raisedFlags(report.flags),
});

/** Flags from `warning` up, each once, in a fixed order. */
const raisedFlags = (flags: readonly Flag[]): FlagId[] =>
  FLAGS.filter((id) => flags.some((flag) => flag.id === id && rank(flag.severity) >= rank("warning")));

/** Flags that count: text flags from `warning` up. */
export const countedFlags = (flags: readonly Flag[]): TextFlagId[] => textFlags(raisedFlags(flags));

const textFlags = (flags: readonly FlagId[]): TextFlagId[] => TEXT_FLAGS.filter((id) => flags.includes(id));

/** What a report lacks or has too much, one line each; empty where every expectation is met. */
export const unmet = (judged: Judged): string[] => unmetBy(toAnswer(judged));

/** The same for an answer. */
export function unmetBy({ expected, verdict, flags }: Answer): string[] {
  const found = textFlags(flags);
  const lines: string[] = [];
  if (expected.verdict && expected.verdict !== verdict) lines.push(`verdict ${verdict}, expected ${expected.verdict}`);
  if (expected.flags) {
    for (const id of expected.flags) if (!found.includes(id)) lines.push(`flag ${id} is missing`);
    for (const id of found) if (!expected.flags.includes(id)) lines.push(`flag ${id} was not expected`);
  }
  return lines;
}

function tally(count: Count): Tally {
  const { truePositives, falsePositives, falseNegatives } = count;
  return {
    ...count,
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: f1Of(count) ?? 1,
  };
}

const share = (count: number, of: number): number => (of === 0 ? 1 : count / of);
