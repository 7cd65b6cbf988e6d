import { BAYES_CLASSES, type BayesClass, type BayesModel, SMOOTHING } from "./model.js";

/** How sure the model is, in words. */
export type Band = "slight" | "likely" | "strong";

export interface ClassScore {
  /** Natural-log odds of the class as naive Bayes has them: far too sure of themselves, as ever. */
  readonly rawLogOdds: number;
  /** After calibration. */
  readonly probability: number;
  readonly band: Band | null;
  /** The terms that speak most for the class, with their share of the raw log odds. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
}

export interface BayesScore {
  /** Terms of the message the model knows. */
  readonly known: number;
  /** Too few known terms to say anything. */
  readonly abstains: boolean;
  readonly of: Readonly<Record<BayesClass, ClassScore>>;
}

/** Fewer known terms than this and the model abstains. */
export const FEWEST_TERMS = 4;
const SHOWN_TERMS = 5;
const BANDS: readonly (readonly [Band, number])[] = [
  ["strong", 0.97],
  ["likely", 0.9],
  ["slight", 0.75],
];

/**
 * Scores in log space over the terms present only, with the smoothing natural uses (one more
 * document for every class, {@link SMOOTHING} for every term): the same answer, without its underflow.
 */
export function scoreBayes(model: BayesModel, features: readonly string[]): BayesScore {
  const known = features.filter((term) => Object.hasOwn(model.terms, term));
  const of = {} as Record<BayesClass, ClassScore>;
  BAYES_CLASSES.forEach((name, column) => {
    const positives = model.positives[name];
    const negatives = model.documents - positives;
    const weights = known.map((term) => {
      const counts = model.terms[term] as readonly number[];
      const inClass = counts[column + 1] as number;
      const outside = (counts[0] as number) - inClass;
      return {
        term,
        weight: Math.log((inClass + SMOOTHING) / (positives + 1)) - Math.log((outside + SMOOTHING) / (negatives + 1)),
      };
    });
    const prior = Math.log((positives + 1) / (negatives + 1));
    const rawLogOdds = weights.reduce((sum, { weight }) => sum + weight, prior);
    const { slope, offset } = model.scale[name];
    const probability = logistic(slope * perLength(rawLogOdds, known.length) + offset);
    of[name] = {
      rawLogOdds,
      probability,
      band: BANDS.find(([, least]) => probability >= least)?.[0] ?? null,
      terms: weights
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
        .slice(0, SHOWN_TERMS)
        .map(({ term, weight }) => ({ term, weight: Math.round(weight * 100) / 100 })),
    };
  });
  return { known: known.length, abstains: known.length < FEWEST_TERMS, of };
}

/**
 * Naive Bayes counts words that go together as if each were news of its own, so that long messages get
 * wild log odds; divided by the root of their number they rank alike whatever the length.
 */
export const perLength = (rawLogOdds: number, terms: number): number => rawLogOdds / Math.sqrt(Math.max(terms, 1));

export const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
