import type { BayesScore } from "./bayes/score.js";
import type { Cite, Occasion } from "./guidance/cite.js";
import type { MetadataFinding } from "./metadata.js";
import type { RateFinding } from "./rates/findings.js";
import type { RuleMatch } from "./rules/match.js";
import { AS_SHIPPED, type HouseSeverities } from "./severities.js";
import { type Normalised, originalSpan } from "./text/normalise.js";
import { type Evidence, type Flag, type FlagId, rank, type Severity, TEXT_FLAGS, type TextFlagId } from "./types.js";
import { type Calibration, type FlagGrounds, flagConfidence } from "./verdict/confidence.js";

/** From this probability up the model may raise a flag by itself, never above `warning`. */
const BAYES_ALONE = 0.9;

/** A flag before it is dated and cited. */
export interface Draft {
  readonly id: FlagId;
  readonly severity: Severity;
  /** What it would be if no house said otherwise: how sure a flag is does not hang on how grave it is held to be. */
  readonly shipped: Severity;
  readonly evidence: readonly Evidence[];
  readonly guidance: readonly string[];
  readonly grounds: FlagGrounds;
}

/** A flag from its rules, from arithmetic on stated rates, from the model; nothing where none of them speaks. */
export function draftFlag(
  id: TextFlagId,
  shippedMatches: readonly RuleMatch[],
  text: Normalised,
  bayes: BayesScore,
  mayStandAlone: boolean,
  shippedDear: readonly RateFinding[],
  house: HouseSeverities = AS_SHIPPED,
): Draft[] {
  const matches = shippedMatches.map((match) => ({ ...match, severity: house.ofMatch(match) }));
  const dear = shippedDear.map((one) => ({ ...one, severity: house.atMost(id, one.severity) }));
  const { band, probability, terms } = bayes.of[id];
  const speaks = !bayes.abstains && band !== null && terms.length > 0;
  const alone = matches.length === 0 && dear.length === 0;
  if (alone && !(speaks && mayStandAlone && probability >= BAYES_ALONE)) return [];
  const severity = alone ? house.atMost(id, "warning") : gravest([...matches, ...dear]);
  return [
    {
      id,
      severity,
      shipped: alone ? "warning" : gravest([...shippedMatches, ...shippedDear]),
      evidence: [
        ...telling(matches).flatMap(({ rule, spans }) =>
          spans.map((span): Evidence => {
            const { start, end } = originalSpan(text, span.start, span.end);
            return { by: "rule", rule: rule.id, start, end, text: text.raw.slice(start, end) };
          }),
        ),
        ...dear.map(({ evidence }): Evidence => {
          const { start, end } = originalSpan(text, evidence.start, evidence.end);
          return { ...evidence, start, end, text: text.raw.slice(start, end) };
        }),
        ...(speaks ? [{ by: "bayes", band, terms } as const] : []),
      ],
      guidance: [
        ...new Set([
          ...telling(matches)
            .toSorted((a, b) => rank(b.severity) - rank(a.severity))
            .flatMap(({ rule }) => rule.guidance),
          ...dear.flatMap((one) => one.guidance),
        ]),
      ],
      grounds: { severity, rules: matches.length + dear.length, bayes: bayes.abstains ? null : probability },
    },
  ];
}

const gravest = (all: readonly { readonly severity: Severity }[]): Severity =>
  all.reduce<Severity>((most, { severity }) => (rank(severity) > rank(most) ? severity : most), "notice");

/** A flag that rests on a field beside the text. */
export const fromMetadata = ({ id, severity, evidence, guidance }: MetadataFinding, house: HouseSeverities): Draft => ({
  id,
  severity: house.ofMetadata(id, severity),
  shipped: severity,
  evidence: [evidence],
  guidance,
  grounds: { severity: house.ofMetadata(id, severity), rules: 1, bayes: null },
});

/** Dates and cites a flag. Measured facts (a time of sending) are as sure as can be; the rest is calibrated. */
export function finish(
  { id, severity, shipped, evidence, guidance, grounds }: Draft,
  cite: Cite,
  occasion: Occasion,
  calibration: Calibration,
): Flag {
  const measured = evidence.every(({ by }) => by === "metadata");
  return {
    id,
    severity,
    confidence: measured ? 0.99 : flagConfidence(calibration, { ...grounds, severity: shipped }),
    evidence,
    guidance: cite(id, guidance, occasion),
  };
}

/** The highest probability the model gives to a flag that was not raised; undecided where it abstains. */
export function missedProbability(bayes: BayesScore, flags: readonly Draft[]): number {
  if (bayes.abstains) return 0.5;
  return Math.max(
    0.02,
    ...TEXT_FLAGS.filter((id) => !flags.some((flag) => flag.id === id)).map((id) => bayes.of[id].probability),
  );
}

/** Without milder rules that rest on nothing but words a graver one has already: two reasons for one phrase tire the reader. */
function telling(matches: readonly RuleMatch[]): RuleMatch[] {
  return matches.filter(
    (match) =>
      !matches.some(
        (other) =>
          rank(other.severity) > rank(match.severity) &&
          match.spans.every((span) => other.spans.some(({ start, end }) => start <= span.start && span.end <= end)),
      ),
  );
}
