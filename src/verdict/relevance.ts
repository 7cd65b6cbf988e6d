/** What tells whether a message collects a debt at all, flags aside. */
export interface RelevanceGrounds {
  /** The model's probability for "collects a debt"; null where it abstains. */
  readonly bayes: number | null;
  /** Signals of the rules: money owed is mentioned; it is asked for; the text has another purpose; it informs, answers or is a court's. */
  readonly debt: boolean;
  readonly collection: boolean;
  readonly unrelated: boolean;
  readonly silenced: boolean;
}

/** Inputs of the logistic regression; its weights stand in `rules/bayes/calibration.json`. */
export const relevanceFeatures = ({ bayes, debt, collection, unrelated, silenced }: RelevanceGrounds): number[] => [
  1,
  bayes === null ? 0 : logOdds(bayes),
  debt ? 1 : 0,
  collection ? 1 : 0,
  unrelated ? 1 : 0,
  silenced ? 1 : 0,
];

/** Log odds that the message collects a debt: above 0 it is taken to. */
export const relevanceLogOdds = (weights: readonly number[], grounds: RelevanceGrounds): number =>
  relevanceFeatures(grounds).reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);

const logOdds = (probability: number): number => Math.max(-4, Math.min(4, Math.log(probability / (1 - probability))));
