import { type Amount, amountOf, amountsAfter, principalIn } from "./amounts.js";
import { ARABIC, HAN, numberOf } from "./numbers.js";
import { type Rate, yearlyOfAdvance } from "./rate.js";

const LINK = "[:为是只仅了约有写打款条实际]{0,4}\\s?";
/** What reached the borrower. */
const PAID_OUT = amountsAfter(`(?<!工资|月薪|收入)(?:实际?到手|到手|实际?到账|实到|实际放款)${LINK}`);
/** What was signed for. */
const SIGNED = amountsAfter(`(?:借条|欠条|合同|本金|借款|贷款|借)${LINK}`);
/** What was taken off: a name that says so, or a fee and a word that says so. */
const CUT = [
  amountsAfter(`(?:砍头息|头息)${LINK}`),
  amountsAfter(`(?:先扣|预扣|先行扣除|提前扣除?|放款(?:前|时)扣除?)(?:了|除)?(?:手续费|服务费|利息|管理费|审核费)?${LINK}`),
];
const CUT_PERCENT = new RegExp(
  `(?:砍头息|头息|先扣|预扣|提前扣除?|放款(?:前|时)扣除?)(?:手续费|服务费|利息|管理费)?${LINK}(?<percent>${ARABIC})\\s?(?:%|个点)`,
  "gu",
);
/** "7天后还", "周期14天", "借一个月": how long the money was lent; "逾期7天" is not that. */
const TERM = new RegExp(
  `(?:期限|周期|借期|借款期|借)[:为是了]{0,2}(?<number>${ARABIC}|${HAN})个?(?<unit>[天日周月年])|(?<!逾期)(?<!超过)(?<early>${ARABIC}|${HAN})个?(?<span>[天日周月])(?:后|到期|期|一期|还|的?周期)`,
  "gu",
);
const DAYS: Readonly<Record<string, number>> = { 天: 1, 日: 1, 周: 7, 月: 30, 年: 365 };
/** UTF-16 units: the two sums belong together only when they stand this near. */
const NEAR = 30;

/** Interest and fees taken off the loan before it was paid out. At most one of each way of telling it. */
export function advancesIn(text: string): Rate[] {
  if (!/到手|到账|实到|实际放款|头息|先扣|预扣|先行扣|提前扣|扣除?/u.test(text)) return [];
  const days = termIn(text);
  const rate = (start: number, end: number, paidOut: number, owed: number): Rate[] => {
    if (paidOut <= 0 || paidOut >= owed) return [];
    const span = { start, end };
    const worked = yearlyOfAdvance(paidOut, owed, days);
    if (!Number.isFinite(worked.perYear)) return [];
    const known = { basis: "advance", period: "year", penalty: false, assumed: days === null } as const;
    return [{ span, stated: text.slice(start, end), ...worked, ...known }];
  };
  const all = (pattern: RegExp): Amount[] => [...text.matchAll(pattern)].flatMap((found) => amountOf(found));
  const [paid, ...otherPaid] = all(PAID_OUT);
  if (paid) {
    const signed = all(SIGNED).filter((one) => one.start - paid.end <= NEAR && paid.start - one.end <= NEAR);
    const owed = signed[0];
    if (!owed || otherPaid.length > 0 || signed.some(({ yuan }) => yuan !== owed.yuan)) return [];
    return rate(Math.min(paid.start, owed.start), Math.max(paid.end, owed.end), paid.yuan, owed.yuan);
  }
  const percent = text.matchAll(CUT_PERCENT).next().value;
  const share = numberOf(percent?.groups?.["percent"] ?? "");
  if (percent && share !== null && share > 0 && share < 100) {
    return rate(percent.index, percent.index + percent[0].length, 100 - share, 100);
  }
  const cut = CUT.flatMap(all)[0];
  const principal = cut ? principalIn(text) : null;
  return cut && principal ? rate(cut.start, cut.end, principal.yuan - cut.yuan, principal.yuan) : [];
}

/** Days the loan runs; null where the text states none, or several. */
function termIn(text: string): number | null {
  const stated = new Set(
    [...text.matchAll(TERM)].flatMap(({ groups = {} }) => {
      const value = numberOf(groups["number"] ?? groups["early"] ?? "");
      const unit = DAYS[groups["unit"] ?? groups["span"] ?? ""];
      return value === null || value <= 0 || unit === undefined ? [] : [value * unit];
    }),
  );
  const [days] = stated;
  return days !== undefined && stated.size === 1 ? days : null;
}
