import type { Entity, EntityKind } from "../text/entities.js";
import type { Span } from "../text/normalise.js";
import { advancesIn } from "./advance.js";
import { amountsIn, principalIn } from "./amounts.js";
import { type Period, settingOf } from "./clause.js";
import { ARABIC, HAN, HAN_DIGITS, numberOf } from "./numbers.js";
import { type Rate, yearly, yearlyOfSum } from "./rate.js";

/**
 * "0.1%", "3‰", "2个点", "万分之五", "万五" (after 息, 率 or 日), "2分", "3厘", "三厘八".
 * Every repetition is bounded and none begins inside a number: linear on any text.
 */
const FIGURE = new RegExp(
  [
    `(?<number>${ARABIC}|${HAN})\\s?(?<unit>[%‰]|个百分点|个点)`,
    `(?<base>[百千万])分之(?<share>${ARABIC}|[${HAN_DIGITS}]{1,8}(?:点[${HAN_DIGITS}]{1,6})?)(?![0-9x*.%${HAN_DIGITS}])`,
    `(?<=[息率日](?:仅|低至|为|是|按|约)?)(?<short>[千万])(?<few>[1-9](?:\\.[0-9])?|[一二两三四五六七八九])(?![0-9x*.元块分%${HAN_DIGITS}])`,
    `(?<coins>${ARABIC}|${HAN})(?<coin>[分厘])(?<tenths>[1-9一二三四五六七八九]?)(?![0-9${HAN_DIGITS}x*钟之期店行公批笔别析数享配开元])`,
  ].join("|"),
  "gu",
);
/** Per cent in one of what the figure counts. */
const PERCENT_IN: Readonly<Record<string, number>> = { "%": 1, "‰": 0.1, 个百分点: 1, 个点: 1, 百: 1, 千: 0.1, 万: 0.01 };
/** 分 is a tenth by the year, a hundredth by the month, a thousandth by the day; 厘 a tenth of it. */
const PERCENT_IN_COIN: Readonly<Record<Period, number>> = { year: 10, month: 1, week: 1, day: 0.1 };

/** A figure inside one of these is part of an address, a number or a gap in a template. */
const NO_FIGURES = new Set<EntityKind>(["link", "email", "placeholder", "case-number", "card", "id-number", "wechat", "qq"]);

/** Debts that are no loans: their late fees follow other rules. */
const OTHER_DEBT = /物业|房租|租金|水费|电费|燃气|煤气|学费|税|社保|供暖|取暖|暖气|话费|停车|货款|工程款|保费/u;
const LOAN = /[贷借]|信用卡|白条|金条|花呗|透支|本金|现金分期|账单分期/u;

/** Every rate of a loan's price that the (normalised) text states, in order. */
export function ratesIn(text: string, entities: readonly Entity[]): Rate[] {
  if (OTHER_DEBT.test(text) && !LOAN.test(text)) return [];
  const taken = new Uint8Array(text.length);
  for (const { kind, start, end } of entities) if (NO_FIGURES.has(kind)) taken.fill(1, start, end);
  const isFree = ({ start, end }: Span): boolean => !taken.subarray(start, end).includes(1);
  return [...percents(text), ...sums(text), ...advancesIn(text)]
    .filter(({ span }) => isFree(span))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function percents(text: string): Rate[] {
  return [...text.matchAll(FIGURE)].flatMap((found) => {
    const setting = settingOf(text, { start: found.index, end: found.index + found[0].length });
    const percent = setting && percentOf(found.groups ?? {}, setting.period, setting.named);
    if (!setting || !percent) return [];
    const { start, end, period, penalty } = setting;
    const worked = yearly(percent, period);
    const known = { basis: "percent", period, penalty, assumed: false } as const;
    return [{ span: { start, end }, stated: text.slice(start, end), ...worked, ...known }];
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

/** Per cent by the period; null for what is no figure. */
function percentOf(groups: Groups, period: Period, named: boolean): number | null {
  const { number, unit, base, share, short, few, coins, coin, tenths } = groups;
  if (coins !== undefined) {
    if (!named) return null;
    const whole = numberOf(coins);
    const rest = tenths ? numberOf(tenths) : 0;
    if (whole === null || rest === null) return null;
    return (whole + rest / 10) * PERCENT_IN_COIN[period] * (coin === "厘" ? 0.1 : 1);
  }
  const value = numberOf(number ?? share ?? few ?? "");
  return value === null ? null : value * (PERCENT_IN[unit ?? base ?? short ?? ""] as number);
}

/** Yuan by the day, where the text states what it is asked on. */
function sums(text: string): Rate[] {
  const daily = amountsIn(text).flatMap((amount) => {
    const setting = settingOf(text, amount);
    return setting?.period === "day" ? [{ ...setting, yuan: amount.yuan }] : [];
  });
  const principal = daily.length > 0 ? principalIn(text) : null;
  if (!principal) return [];
  return daily
    .filter(({ start, end }) => end <= principal.start || start >= principal.end)
    .map(({ start, end, yuan, penalty }): Rate => {
      const known = { basis: "sum", period: "day", penalty, assumed: false } as const;
      return { span: { start, end }, stated: text.slice(start, end), ...yearlyOfSum(yuan, principal.yuan), ...known };
    });
}
