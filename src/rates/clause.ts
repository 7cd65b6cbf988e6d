import type { Span } from "../text/normalise.js";

/** What a rate is counted by. */
export type Period = "day" | "week" | "month" | "year";

/** The words around a figure that say what it is a price of, and by what time. */
export interface Setting extends Span {
  readonly period: Period;
  /** Asked for being late, not for borrowing. */
  readonly penalty: boolean;
  /** The period's name is that of a rate ("日息", "年利率"): only then can 分 and 厘 be rates. */
  readonly named: boolean;
}

/** UTF-16 units looked at before and after a figure, within its clause: keeps the search linear. */
const BEFORE = 20;
const AFTER = 14;
const CLAUSE_END = /[,。;!?、\n()【】"'“”]/u;

const PERIODS: Readonly<Record<string, Period>> = { 日: "day", 天: "day", 周: "week", 月: "month", 年: "year" };

/** "日息", "月费率", "年化利率", "日违约金": a period and a price in one word. */
const NAMED =
  "(?<named>[日月年周])(?:化|(?:综合|实际|贷款|借款)?(?:利率|利息|息|费率|罚息|违约金|滞纳金|手续费率|服务费率|管理费率|利(?![率息润益])))";
/** "每天", "按日", "每逾期一天"; "已逾期一天" only tells how late it is. */
const EVERY = "(?:每|按|逐)(?:一|1)?个?(?<every>[日天周月年])";
const LATE = "(?<!已经?)(?:逾期?|拖|晚|迟|超|过|欠)(?:期|延|还)?(?:一|1)(?<late>[日天])";
/** "日万分之五", "0.05%/日" */
const BARE = "(?<![0-9一二三四五六七八九十今当次昨明生同即节假限翌首末])(?<bare>[日月年])(?=[:为按]?$)";
const PERIOD_BEFORE = new RegExp(`${NAMED}|${EVERY}|${LATE}|${BARE}`, "gu");
const PERIOD_AFTER = /^\s?(?:(?:\/|每|一)(?<every>[日天周月年])|的(?<named>[日月年])(?:利率|息|化|费率|罚息|违约金|滞纳金))/u;

const PRICE = /[日月年周贷收][息利]|年化|利息|利率|费率|罚|违约金|滞纳金|手续费|服务费|逾期费|占用费|计息|收取|计收|加收/u;
const PENALTY = /罚|违约金|滞纳金|逾期|[拖晚迟超过欠](?:延|还)?(?:一|1)[天日]|逾期费/u;

/** What the rate is called, right before its period: "滞纳金|每天30元". */
const CALLED = /(?:罚息|罚款|违约金|滞纳金|利息|手续费|服务费)[:按为是以]?$/u;

/** The figure is no price of a loan, or nobody is asked to pay it. */
const OTHER_MATTER =
  /折扣|优惠|打折|减免|减收|(?<![以避难])免|立减|抵扣|降|下调|下浮|上浮|浮动|(?:基础|水平)上|利率的|涨|跌|增长|同比|环比|理财|存款|存单|收益|基金|国债|债券|分红|返|奖励|提成|佣金|通过率|成功率|概率|可能性|合格率|税|首付|公积金|贴息|补贴|不再|不收|不会|不计|没有|无需|停收|停止/u;
/** A limit, not a price. */
const LIMIT = /不得|不超|不高于|超过|超出|高于|大于|低于|小于|上限|红线|法院|司法|法律|国家|监管|lpr|封顶|条例/u;
const LIMIT_AFTER =
  /^\s?(?:的?(?:上限|红线|封顶|以内|以下|以上|部分)|之?内|(?:已经?)?(?:超过|超出|高于|违反|折|折扣|优惠|减免|的?概率|的?可能))/u;
/** Between a period and its figure no other figure may stand. */
const OTHER_FIGURE = /[0-9%‰元块¥]|分之/u;

/** How the figure at `span` is set; null where no period is named or it is no loan's price. */
export function settingOf(text: string, { start, end }: Span): Setting | null {
  const before = lastClause(text.slice(Math.max(0, start - BEFORE), start));
  const after = firstClause(text.slice(end, end + AFTER));
  if (OTHER_MATTER.test(before) || LIMIT.test(before) || LIMIT_AFTER.test(after)) return null;
  // "1%的折扣": what follows the figure directly tells what it is.
  if (/^\s?的?(?:折扣|优惠|减免|返现|收益|税)/u.test(after)) return null;
  if (!PRICE.test(before) && !PRICE.test(after)) return null;
  const penalty = PENALTY.test(before) || PENALTY.test(after.replace(/^.{0,4}逾期/u, ""));
  const found = [...before.matchAll(PERIOD_BEFORE)].at(-1);
  if (found) {
    const gap = before.slice(found.index + found[0].length);
    if (OTHER_FIGURE.test(gap)) return null;
    const { named, every, late, bare } = found.groups ?? {};
    const period = PERIODS[named ?? every ?? late ?? bare ?? ""];
    if (period === undefined) return null;
    const called = CALLED.exec(before.slice(0, found.index))?.index ?? found.index;
    return { start: start - before.length + called, end, period, penalty, named: named !== undefined };
  }
  const behind = PERIOD_AFTER.exec(after);
  const period = PERIODS[behind?.groups?.["named"] ?? behind?.groups?.["every"] ?? ""];
  if (!behind || period === undefined) return null;
  return { start, end: end + behind[0].length, period, penalty, named: behind.groups?.["named"] !== undefined };
}

const lastClause = (text: string): string => text.split(CLAUSE_END).at(-1) as string;
const firstClause = (text: string): string => text.split(CLAUSE_END)[0] as string;
