import { type FlagId, TEXT_FLAGS, type TextFlagId, VERDICTS, type Verdict } from "../types.js";

/** What a message's label says, in whole or in part. */
export interface Expected {
  readonly verdict?: Verdict;
  readonly flags?: readonly TextFlagId[];
}

/** What was said of a labelled message; `flags` are those from `warning` up, each once. */
export interface Answer {
  readonly expected: Expected;
  readonly verdict: Verdict;
  readonly flags: readonly FlagId[];
}

/** How often a yes-or-no question was answered rightly with yes, wrongly with yes, wrongly with no. */
export interface Count {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/** The questions asked of every message: each text flag, any of them, each verdict. */
export interface Questions<T> {
  readonly flags: Readonly<Record<TextFlagId, T>>;
  /** Any text flag, against none. */
  readonly flagged: T;
  readonly verdicts: Readonly<Record<Verdict, T>>;
}

const CELLS_EACH = 3;
const FLAGGED = TEXT_FLAGS.length;
const FIRST_VERDICT = FLAGGED + 1;

/** Length of a vector of counts: three for each question. */
export const CELLS = (FIRST_VERDICT + VERDICTS.length) * CELLS_EACH;

/** The cells of a vector of counts to which this answer adds one. What has no label adds nothing. */
export function cellsOf({ expected, verdict, flags }: Answer): number[] {
  const cells: number[] = [];
  const ask = (question: number, so: boolean, said: boolean): void => {
    if (so || said) cells.push(question * CELLS_EACH + (so && said ? 0 : said ? 1 : 2));
  };
  if (expected.flags) {
    const { flags: wanted } = expected;
    for (const [position, id] of TEXT_FLAGS.entries()) ask(position, wanted.includes(id), flags.includes(id));
    ask(
      FLAGGED,
      wanted.length > 0,
      TEXT_FLAGS.some((id) => flags.includes(id)),
    );
  }
  if (expected.verdict) {
    for (const [position, one] of VERDICTS.entries()) ask(FIRST_VERDICT + position, expected.verdict === one, verdict === one);
  }
  return cells;
}

/** A vector of counts, read question by question. */
export function readCounts<T>(counts: ArrayLike<number>, read: (count: Count) => T): Questions<T> {
  const at = (question: number): T =>
    read({
      truePositives: counts[question * CELLS_EACH] as number,
      falsePositives: counts[question * CELLS_EACH + 1] as number,
      falseNegatives: counts[question * CELLS_EACH + 2] as number,
    });
  return {
    flags: Object.fromEntries(TEXT_FLAGS.map((id, position) => [id, at(position)])) as Record<TextFlagId, T>,
    flagged: at(FLAGGED),
    verdicts: Object.fromEntries(VERDICTS.map((id, position) => [id, at(FIRST_VERDICT + position)])) as Record<Verdict, T>,
  };
}

/** Harmonic mean of precision and recall; null where nothing was there and nothing was said. */
export function f1Of({ truePositives, falsePositives, falseNegatives }: Count): number | null {
  const all = 2 * truePositives + falsePositives + falseNegatives;
  return all === 0 ? null : (2 * truePositives) / all;
}

/** Mean F1 over the text flags that occur in the labels; null where none does. */
export function macroF1Of(flags: Questions<Count>["flags"]): number | null {
  const occurring = TEXT_FLAGS.map((id) => flags[id]).filter((count) => count.truePositives + count.falseNegatives > 0);
  return occurring.length === 0 ? null : occurring.reduce((sum, count) => sum + (f1Of(count) ?? 0), 0) / occurring.length;
}
