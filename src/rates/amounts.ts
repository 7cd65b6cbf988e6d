import type { Span } from "../text/normalise.js";
import { ARABIC, HAN, numberOf } from "./numbers.js";

/** A sum of money in yuan. */
export interface Amount extends Span {
  readonly yuan: number;
}

const NUMBER = `(?<number>${ARABIC}|${HAN})(?<unit>[万千]?)`;
/** "50元", "1.5万", "三百块"; not "3千名", not "2万分". */
const WITH_UNIT = new RegExp(`¥?\\s?${NUMBER}\\s?(?:[多余]?(?:元|块钱?)|(?<=[0-9]万)(?![0-9人户家名分]))`, "gu");
/** After a word that announces a sum the unit may be left out: "到手8000", "本金5000". */
const BARE = `¥?\\s?${NUMBER}(?![0-9x*%‰年月日天期号次笔个分厘点人小]|[.,][0-9])\\s?(?:元|块钱?)?`;

/** Sums stated with their unit, in order. A masked sum ("5xxx元") is none. */
export const amountsIn = (text: string): Amount[] => [...text.matchAll(WITH_UNIT)].flatMap((found) => amountOf(found));

/** Sums that follow one of the words (a pattern), the words included in the span. */
export const amountsAfter = (words: string): RegExp => new RegExp(`(?:${words})${BARE}`, "gu");

/** What a match of {@link amountsAfter} says, if it says a sum at all. */
export function amountOf(found: RegExpMatchArray): Amount[] {
  const value = numberOf(found.groups?.["number"] ?? "");
  if (value === null) return [];
  const unit = found.groups?.["unit"];
  const yuan = value * (unit === "万" ? 10_000 : unit === "千" ? 1_000 : 1);
  const start = found.index ?? 0;
  return yuan > 0 ? [{ start, end: start + found[0].length, yuan }] : [];
}

const LINK = "[:为是共约计仅有还剩了金额总为人民币]{0,4}\\s?";
/** What a principal is called, surest first. A debt that already holds interest makes the rate come out lower, never higher. */
const PRINCIPALS = [
  `本金${LINK}`,
  `(?<!还)(?:借款|贷款|借了|借入|借到|借)${LINK}`,
  `(?:欠款|欠费|未还|应还|拖欠|欠|待还)${LINK}`,
].map(amountsAfter);

/** The one principal the text states; null where it states none, or two that differ. */
export function principalIn(text: string): Amount | null {
  for (const pattern of PRINCIPALS) {
    const stated = [...text.matchAll(pattern)].flatMap((found) => amountOf(found)).filter(({ yuan }) => yuan >= 100);
    const first = stated[0];
    if (!first) continue;
    return stated.every(({ yuan }) => yuan === first.yuan) ? first : null;
  }
  return null;
}
