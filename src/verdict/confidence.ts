import { logistic } from "../bayes/score.js";
import { rank, type Severity, VERDICTS, type Verdict } from "../types.js";

/** Weights of the logistic regressions behind both confidences, fitted by `npm run calibrate`; `rules/bayes/calibration.json`. */
export interface Calibration {
  readonly flag: readonly number[];
  readonly verdict: readonly number[];
}

/** Says 0.9 of everything; replaced by the first calibration. */
export const EMPTY_CALIBRATION: Calibration = { flag: [2.2], verdict: [2.2] };

/** What makes a flag more or less sure. */
export interface FlagGrounds {
  readonly severity: Severity;
  /** Rules that raised it; 0 where the model alone did. */
  readonly rules: number;
  /** The model's probability for the flag; null where it abstains. */
  readonly bayes: number | null;
}

/** What makes a verdict more or less sure. */
export interface VerdictGrounds {
  readonly verdict: Verdict;
  /** Confidence of the surest flag, 0 without flags. */
  readonly flag: number;
  /** Log odds that the message collects a debt at all. */
  readonly collection: number;
  /** The highest probability the model gives to a flag that was not raised. */
  readonly missed: number;
}

export const flagFeatures = ({ severity, rules, bayes }: FlagGrounds): number[] => [
  1,
  rank(severity) >= rank("serious") ? 1 : 0,
  rules === 0 ? 1 : 0,
  Math.min(rules, 3),
  bayes === null ? 0 : logOdds(bayes),
];

export const verdictFeatures = ({ verdict, flag, collection, missed }: VerdictGrounds): number[] => [
  1,
  ...VERDICTS.map((name) => (name === verdict ? 1 : 0)),
  flag > 0 ? logOdds(flag) : 0,
  verdict === "legitimate" ? clamp(collection) : 0,
  verdict === "unrelated" ? -clamp(collection) : 0,
  logOdds(missed),
];

export const flagConfidence = (calibration: Calibration, grounds: FlagGrounds): number =>
  predict(calibration.flag, flagFeatures(grounds));

export const verdictConfidence = (calibration: Calibration, grounds: VerdictGrounds): number =>
  predict(calibration.verdict, verdictFeatures(grounds));

/** Two decimals are all a calibration on a few hundred messages can bear. */
function predict(weights: readonly number[], features: readonly number[]): number {
  const sum = features.reduce((total, value, i) => total + value * (weights[i] ?? 0), 0);
  return Math.min(0.99, Math.max(0.01, Math.round(logistic(sum) * 100) / 100));
}

const clamp = (value: number): number => Math.max(-4, Math.min(4, value));
const logOdds = (probability: number): number => clamp(Math.log(probability / (1 - probability)));
