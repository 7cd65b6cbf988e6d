import type { Entity } from "../text/entities.js";
import { rank, type Severity } from "../types.js";
import { type Cap, capsFor, type LenderKind, type Rates } from "./caps.js";
import type { Arithmetic, Rate } from "./rate.js";
import { ratesIn } from "./rates.js";

/** A rate in the text, worked out for a year and set against what applies. */
export interface RateEvidence {
  readonly by: "arithmetic";
  /** Offsets into the normalised text: the classifier maps them to the original. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly arithmetic: Arithmetic;
  /** Per cent a year, simple. */
  readonly perYear: number;
  /** What applied to that kind of lender on that day; null where our facts do not reach. */
  readonly compared: Arithmetic | null;
}

export interface RateFinding {
  readonly flag: "false-legal";
  readonly severity: Severity;
  readonly evidence: RateEvidence;
  /** Guidance entries that bear on it. */
  readonly guidance: readonly string[];
}

/**
 * Rates so high that they want looking into. How gravely: by our own lines, never above what the cap for
 * that kind of lender bears (`gravest`; `notice` where none is known); a daily penalty out of all
 * proportion is grave whoever asks it.
 * @param day ISO date, by whose rules the rate is judged
 */
export function rateFindings(
  text: string,
  entities: readonly Entity[],
  lenderKind: LenderKind,
  day: string,
  rates: Rates,
): RateFinding[] {
  const [cap] = capsFor(lenderKind, day, rates.caps);
  return ratesIn(text, entities).flatMap((rate): RateFinding[] => {
    const severity = severityOf(rate, cap, rates);
    if (severity === null) return [];
    const { span, stated, arithmetic, perYear } = rate;
    const compared = cap ? { zh: cap.zh, en: cap.en } : null;
    const guidance = [
      ...(rate.basis === "advance" ? rates.advance.guidance : []),
      ...(rate.penalty ? rates.dailyPenalty.guidance : []),
      ...(cap?.guidance ?? []),
    ];
    return [
      {
        flag: "false-legal",
        severity,
        evidence: { by: "arithmetic", ...span, text: stated, arithmetic, perYear, compared },
        guidance: [...new Set(guidance)],
      },
    ];
  });
}

function severityOf(rate: Rate, cap: Cap | undefined, { lines, dailyPenalty }: Rates): Severity | null {
  if (rate.penalty && rate.period === "day" && rate.perYear > dailyPenalty.over) return dailyPenalty.severity;
  const crossed = lines.filter(({ over }) => rate.perYear > over).map(({ severity }) => severity);
  const line = crossed.sort((a, b) => rank(b) - rank(a))[0];
  if (line === undefined) return null;
  // A year that was only assumed bears no more than a hint.
  const gravest: Severity = rate.assumed ? "notice" : (cap?.gravest ?? "notice");
  return rank(line) > rank(gravest) ? gravest : line;
}
