/** What tells whether a message collects a debt at all, flags aside. */
export interface RelevanceGrounds {
  /** The model's probability for "collects a debt"; null where it abstains. */
  readonly bayes: number | null;
  /** Signals of the rules: a debt is asked for; the text has another purpose; it informs, answers or is a court's. */
  readonly collection: boolean;
  readonly unrelated: boolean;
  readonly silenced: boolean;
}

/**
 * Log odds each ground adds. Set, not fitted: labelled sets hold far more collection messages than
 * an inbox does, and a fit on them takes every second chat for a reminder.
 */
const PRIOR = -3;
const COLLECTION = 4;
const OTHER_PURPOSE = -4;

/** Log odds that the message collects a debt: above 0 it is taken to. */
export const relevanceLogOdds = ({ bayes, collection, unrelated, silenced }: RelevanceGrounds): number =>
  PRIOR +
  (bayes === null ? 0 : logOdds(bayes)) +
  (collection ? COLLECTION : 0) +
  (unrelated ? OTHER_PURPOSE : 0) +
  (silenced ? OTHER_PURPOSE : 0);

const logOdds = (probability: number): number => Math.max(-4, Math.min(4, Math.log(probability / (1 - probability))));
