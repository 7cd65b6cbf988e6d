/** How sure an answer was, and whether it was right. */
export interface Sureness {
  /** From 0 to 1. */
  readonly confidence: number;
  readonly right: boolean;
}

const BINS = 10;

/**
 * Expected calibration error: answers are put into ten bins by their confidence; in each, the mean
 * confidence is held against the share that was right; the mean of these gaps, weighed by the size
 * of the bins. 0 where confidences keep their word, null where there is no answer.
 */
export function calibrationError(answers: readonly Sureness[]): number | null {
  if (answers.length === 0) return null;
  const gaps = new Array<number>(BINS).fill(0);
  for (const { confidence, right } of answers) {
    const bin = Math.min(Math.floor(confidence * BINS), BINS - 1);
    gaps[bin] = (gaps[bin] as number) + confidence - (right ? 1 : 0);
  }
  // The size of a bin times its gap is the sum of the differences in it.
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / answers.length;
}
