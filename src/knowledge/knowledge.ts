import type { BayesModel } from "../bayes/model.js";
import type { GuidanceEntry } from "../guidance/entry.js";
import type { Rates } from "../rates/caps.js";
import type { CompiledRule, Suggestions, Terms } from "../rules/compile.js";
import type { MatchSettings } from "../rules/match.js";
import type { Sender } from "../senders/standing.js";
import type { NormaliserData } from "../text/normalise.js";
import type { FlagId, Verdict } from "../types.js";
import type { Calibration } from "../verdict/confidence.js";

/**
 * Advice shown when one of the flags was raised or the verdict is one of those listed; where signals
 * are named, only with one of them, and never with one of `without`.
 */
export interface AdviceEntry {
  readonly id: string;
  readonly flags: readonly FlagId[];
  readonly verdicts: readonly Verdict[];
  readonly signals: readonly string[];
  readonly without: readonly string[];
  readonly order: number;
  readonly zh: string;
  readonly en: string;
}

/** Everything the classifier knows, compiled from `rules/` by the build into one file. */
export interface Knowledge {
  readonly rules: readonly CompiledRule[];
  readonly terms: Terms;
  readonly suggestions: Suggestions;
  readonly matching: MatchSettings;
  readonly normaliser: NormaliserData;
  readonly senders: readonly Sender[];
  readonly guidance: readonly GuidanceEntry[];
  readonly advice: readonly AdviceEntry[];
  readonly rates: Rates;
  readonly model: BayesModel;
  readonly calibration: Calibration;
}
