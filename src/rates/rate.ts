import type { Span } from "../text/normalise.js";
import type { Period } from "./clause.js";
import { rounded } from "./numbers.js";

/** One line that can be checked with a pocket calculator. */
export interface Arithmetic {
  readonly zh: string;
  readonly en: string;
}

/** A rate the text states, turned into a simple yearly one. */
export interface Rate {
  /** Where it stands in the normalised text. */
  readonly span: Span;
  /** The words there. */
  readonly stated: string;
  /** Per cent a year, simple, 365 days or 12 months to the year. */
  readonly perYear: number;
  readonly arithmetic: Arithmetic;
  /** `percent`: a stated rate; `sum`: yuan by the day on a stated principal; `advance`: taken off before paying out. */
  readonly basis: "percent" | "sum" | "advance";
  readonly period: Period;
  /** Asked for being late. */
  readonly penalty: boolean;
  /** The time of the loan was not stated; a year was taken. */
  readonly assumed: boolean;
}

interface Factor {
  readonly of: (figure: number) => number;
  readonly zh: string;
  readonly en: string;
}

/** What a figure by the period is multiplied by for a year. */
const FACTORS: Readonly<Record<Period, Factor>> = {
  day: { of: (figure) => figure * 365, zh: " × 365天", en: " × 365 days" },
  week: { of: (figure) => (figure * 365) / 7, zh: " × 365天 ÷ 7天", en: " × 365 days ÷ 7 days" },
  month: { of: (figure) => figure * 12, zh: " × 12个月", en: " × 12 months" },
  year: { of: (figure) => figure, zh: "", en: "" },
};

/** Two decimals are enough to read; what they leave out is owned up to. */
const shown = (percent: number): number => Math.round(percent * 100) / 100;
const sign = (percent: number): string => (shown(percent) === percent ? "=" : "≈");
const result = (perYear: number): Arithmetic => ({
  zh: `${sign(perYear)} 每年${shown(perYear)}%`,
  en: `${sign(perYear)} ${shown(perYear)}% a year`,
});

/** @param percent by the period */
export function yearly(percent: number, period: Period): { readonly perYear: number; readonly arithmetic: Arithmetic } {
  const { of, zh, en } = FACTORS[period];
  const perYear = rounded(of(percent));
  const figure = `${rounded(percent)}%`;
  return {
    perYear,
    arithmetic:
      period === "year"
        ? { zh: `每年${figure}（原文即年利率）`, en: `${figure} a year, as stated` }
        : { zh: `${figure}${zh} ${result(perYear).zh}`, en: `${figure}${en} ${result(perYear).en}` },
  };
}

/** @param yuan by the day, on a principal in yuan */
export function yearlyOfSum(yuan: number, principal: number): { readonly perYear: number; readonly arithmetic: Arithmetic } {
  const perYear = rounded((yuan * 365 * 100) / principal);
  return {
    perYear,
    arithmetic: {
      zh: `${yuan}元 ÷ ${principal}元 × 365天 ${result(perYear).zh}`,
      en: `${yuan} yuan ÷ ${principal} yuan × 365 days ${result(perYear).en}`,
    },
  };
}

/**
 * @param paidOut yuan the borrower got
 * @param owed yuan the loan is for
 * @param days until it is due; null: not stated, and a year is taken
 */
export function yearlyOfAdvance(
  paidOut: number,
  owed: number,
  days: number | null,
): { readonly perYear: number; readonly arithmetic: Arithmetic } {
  const perYear = rounded(((owed - paidOut) * 100 * (days === null ? 1 : 365 / days)) / paidOut);
  const zh = `(${owed} − ${paidOut})元 ÷ ${paidOut}元`;
  const en = `(${owed} − ${paidOut}) yuan ÷ ${paidOut} yuan`;
  return {
    perYear,
    arithmetic:
      days === null
        ? {
            zh: `${zh} ${sign(perYear)} ${shown(perYear)}%（未写期限，按一年算）`,
            en: `${en} ${sign(perYear)} ${shown(perYear)}% (no term stated, a year taken)`,
          }
        : { zh: `${zh} × 365天 ÷ ${days}天 ${result(perYear).zh}`, en: `${en} × 365 days ÷ ${days} days ${result(perYear).en}` },
  };
}
