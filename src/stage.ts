import type { Span } from "./text/normalise.js";

/**
 * How long a payment is overdue decides what is usual: texts and calls in the first month, letters and
 * agencies after it, a visit or a suit only later still (`rules/guidance/practice.yml`).
 */
export const STAGES = ["stage-1-15", "stage-16-30", "stage-over-30", "stage-over-90"] as const;
export type Stage = (typeof STAGES)[number];

/** Days overdue and, where the text itself says so, the words that do. */
export interface Overdue {
  readonly days: number;
  readonly span: Span | null;
}

const NUMERALS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 天: 1, 日: 1, 周: 7, 个月: 30, 月: 30, 期: 30, 年: 365 };
/** Lateness, a few characters, then a length of time: "逾期已达三个月", "超期 12 天". */
const STATED =
  /(?:逾期|超期|过期|拖欠|欠款|违约|断供|未还|没还)[^。!?;\n,]{0,8}?([0-9]{1,4}|[零〇一二两三四五六七八九十百半]{1,4})\s?(个月|天|日|周|月|期|年)(?!内|前|之内|后|起)/u;
/** The same the other way round: "三个月没还", "已经12天未还款". */
const STATED_BEFORE =
  /([0-9]{1,4}|[零〇一二两三四五六七八九十百半]{1,4})\s?(个月|天|周|期|年)(?:了)?[^。!?;\n,]{0,6}(?:未还|没还|没有还|逾期|未处理|不还)/u;

/** Days overdue: as recorded, else as the text states; null where neither says. Nothing is assumed. */
export function overdueOf(recorded: number | undefined, text: string): Overdue | null {
  if (recorded !== undefined) return { days: recorded, span: null };
  const found = STATED.exec(text) ?? STATED_BEFORE.exec(text);
  const count = found ? numberOf(found[1] as string) : null;
  if (!found || count === null) return null;
  return {
    days: Math.round(count * (UNITS[found[2] as string] as number)),
    span: { start: found.index, end: found.index + found[0].length },
  };
}

/** The stages a number of days is in: the last one, once past thirty days, comes on top. */
export function stagesOf(days: number): Stage[] {
  if (days < 1) return [];
  if (days <= 15) return ["stage-1-15"];
  if (days <= 30) return ["stage-16-30"];
  return days > 90 ? ["stage-over-30", "stage-over-90"] : ["stage-over-30"];
}

/** "12", "三", "十五", "二十", "半" (of the unit that follows); null for what is no number. */
function numberOf(written: string): number | null {
  if (/^[0-9]+$/.test(written)) return Number(written);
  if (written === "半") return 0.5;
  let total = 0;
  let digit = 0;
  for (const character of written) {
    if (character === "十" || character === "百") {
      total += (digit || 1) * (character === "十" ? 10 : 100);
      digit = 0;
    } else {
      const value = NUMERALS[character];
      if (value === undefined) return null;
      digit = value;
    }
  }
  return total + digit;
}
