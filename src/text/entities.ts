import { parse as parseDomain } from "tldts";

/** Things in a message that are not words; found on normalised text, before segmenting. */
export type EntityKind =
  | "money"
  | "percent"
  | "date"
  | "clock"
  | "duration"
  | "mobile"
  | "sms-port"
  | "service-number"
  | "short-number"
  | "landline"
  | "foreign-number"
  | "card"
  | "card-tail"
  | "id-number"
  | "case-number"
  | "link"
  | "email"
  | "qq"
  | "wechat"
  | "signature"
  | "placeholder";

/** An entity: where it stands in the normalised text and, where there is one, its canonical value. */
export interface Entity {
  readonly kind: EntityKind;
  readonly start: number;
  readonly end: number;
  /** Digits only for numbers, the registrable domain for links, the name inside 【】 for signatures. */
  readonly value: string;
}

/** A digit, or the mask that publishers and templates put in its place. */
const D = "[0-9x*]";
const HAN_NUMBER = "[零〇一二两三四五六七八九十百千万]+";
const AMOUNT = `(?:[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?|${HAN_NUMBER}|[x*]{2,}|[{$#][^{}#]{1,30}[}#]+)`;

interface Finder {
  readonly kind: EntityKind;
  readonly pattern: RegExp;
  /** The canonical value, or null where a closer look shows it is something else. */
  readonly value?: (found: RegExpMatchArray) => string | null;
}

const digits = (found: RegExpMatchArray): string => found[0].replace(/[^0-9x*]/g, "");
const whole = (found: RegExpMatchArray): string => found[0];
const group = (found: RegExpMatchArray): string => found[1] as string;
const edge = "(?<![0-9a-z.@*-])";
const tail = "(?![0-9a-z*])";

/** In order of precedence: what an earlier finder took, a later one may not touch. */
const FINDERS: readonly Finder[] = [
  { kind: "signature", pattern: /【([^【】]{1,24})】/gu, value: group },
  { kind: "email", pattern: /[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gu, value: whole },
  {
    kind: "link",
    pattern: /(?:https?:?\/{1,2}|www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+(?::[0-9]+)?(?:[/?#][!-~]*)?|https?:\/\/[!-~]+/gu,
    value: domainOf,
  },
  { kind: "link", pattern: /(?<![a-z])(?:url|短链接?|网址链接)(?![a-z])|\{(?:short_?)?(?:url|link)\}/gu, value: () => "" },
  {
    kind: "case-number",
    pattern:
      /[([〔](?:(?:19|20)[0-9]{2}|[x*]{2,4})[)\]〕][\p{Script=Han}]{1,3}[0-9x*]{0,5}(?:民|刑|行|执|破|商|知|财|仲|调|诉)[\p{Script=Han}]{0,4}?(?:字)?第?[0-9x*]+(?:-[0-9]+)?号/gu,
    value: whole,
  },
  {
    kind: "placeholder",
    pattern:
      /\$?\{\{?[^{}\n]{0,40}\}\}?|#[a-z_]{2,20}#|\$[a-z_]{2,24}\$?|%(?:[0-9]\$)?[sd]|<#>|\[(?:姓名|金额|日期|时间|链接|合同编号)\]/gu,
    value: whole,
  },
  {
    kind: "qq",
    pattern: /(?:qq|扣扣|企鹅)(?:号码?|群)?[::为是]?\s?([1-9][0-9x*]{4,11}|[x*]{5,})/gu,
    value: group,
  },
  {
    kind: "wechat",
    pattern: /(?:微信|weixin|wechat|vx|wx)(?:号码?|同号|客服)?[::为是]?\s?([a-z][a-z0-9_-]{5,19}|1[3-9][0-9x*]{9}|[x*]{5,})/gu,
    value: group,
  },
  { kind: "wechat", pattern: /(?<![a-z])wechat(?![a-z])/gu, value: () => "" },
  {
    kind: "id-number",
    pattern: new RegExp(`${edge}[1-9][0-9*]{5}(?:19|20|\\*\\*)[0-9*]{2}[01*][0-9*][0-3*][0-9*][0-9*]{3}[0-9x*]${tail}`, "gu"),
    value: digits,
  },
  { kind: "sms-port", pattern: new RegExp(`${edge}106[0-9x*]{5,17}${tail}`, "gu"), value: digits },
  {
    kind: "card",
    pattern: new RegExp(`${edge}(?:${D}{4}[ .-]){3,4}${D}{1,4}${tail}|${edge}(?:[3-9][0-9*x]{14,18}|x{15,19})${tail}`, "gu"),
    value: digits,
  },
  { kind: "card-tail", pattern: /(?:尾号|末四位|后四位)(?:为|是|[::(])?\s?([0-9x*]{3,4})/gu, value: group },
  {
    kind: "foreign-number",
    pattern: new RegExp(`${edge}(?:\\+(?!86)|00(?!86))[1-9][0-9 -]{6,16}[0-9]${tail}`, "gu"),
    value: digits,
  },
  {
    kind: "mobile",
    pattern: new RegExp(
      `${edge}(?:\\+?86[ -]?)?1[3-9x*]${D}(?:[ -]?${D}{4}){2}${tail}|${edge}x{11}${tail}|(?<![a-z])cellphone(?![a-z])`,
      "gu",
    ),
    value: digits,
  },
  {
    kind: "service-number",
    pattern: new RegExp(`${edge}[48]00[ -]?${D}{3,4}[ -]?${D}{3,4}${tail}|(?<![a-z])hotline(?![a-z])`, "gu"),
    value: digits,
  },
  {
    kind: "landline",
    pattern: new RegExp(
      `${edge}\\(?0[1-9x*]${D}{1,2}\\)?[ -]?${D}{3,4}[ -]?${D}{4}(?:[ -][0-9]{1,4})?${tail}|${edge}x{3,4}-x{3,4}-?x{4}${tail}|${edge}x{3,4}-x{7,8}${tail}`,
      "gu",
    ),
    value: digits,
  },
  {
    kind: "short-number",
    pattern: new RegExp(`${edge}(?:95[0-9x*]{3,6}|96[0-9x*]{3,4}|123[0-9]{2}|100[0-9]{2,3}|110|119|120|122)${tail}`, "gu"),
    value: digits,
  },
  {
    kind: "money",
    pattern: new RegExp(
      `[¥$]\\s?${AMOUNT}(?:万|亿)?|(?:人民币|rmb)\\s?${AMOUNT}|${AMOUNT}(?:余|多)?(?:万|亿|千)?(?:多|余)?(?:元|块钱?|圆|人民币|rmb)|[0-9.]+万(?![\\p{Script=Han}])`,
      "gu",
    ),
    value: whole,
  },
  {
    kind: "percent",
    pattern: new RegExp(`${AMOUNT}\\s?(?:%|‰|个百分点)|百分之${HAN_NUMBER}|[0-9.]+(?:厘|分)(?=利|息|[,。 ]|$)`, "gu"),
    value: whole,
  },
  {
    kind: "date",
    pattern:
      /(?:[0-9x*]{4}年)?[0-9x*]{1,2}月[0-9x*]{1,2}[日号]|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月|(?<![0-9])[0-9]{1,2}[日号](?!楼)/gu,
    value: whole,
  },
  {
    kind: "clock",
    pattern: /(?<![0-9])(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]|[点时](?:[0-5]?[0-9]分|半|整|前|之前)?)/gu,
    value: whole,
  },
  {
    kind: "duration",
    pattern: new RegExp(
      `(?:[0-9]+|${HAN_NUMBER}|[x*]{1,3}|\\{[^{}]{0,20}\\}|数|多|几)(?:个)?(?:工作日|小时|分钟|天|日内|个月|月|年|期|周)(?![0-9])`,
      "gu",
    ),
    value: whole,
  },
  { kind: "placeholder", pattern: /x{2,}|\*{2,}|某+/gu, value: whole },
];

/** A digit, a mask, an at-sign or a bracket: without one of these there is no entity to look for. */
const WORTH_A_LOOK =
  /[0-9x*@【{$#%¥]|某|[零一二两三四五六七八九十百千万数多几](?:个|天|日|元|块|小|分|月|年|期|周)|url|cell|hot|百分之|链接/u;

/** All entities, in order, not overlapping. */
export function findEntities(text: string): Entity[] {
  if (!WORTH_A_LOOK.test(text)) return [];
  const found: Entity[] = [];
  const taken = new Uint8Array(text.length);
  for (const { kind, pattern, value = whole } of FINDERS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (taken.subarray(start, end).includes(1)) continue;
      const canonical = value(match);
      if (canonical === null) continue;
      // A signature may hold other entities ("【催收专线 400…】"): it takes nothing away from them.
      if (kind !== "signature") taken.fill(1, start, end);
      found.push({ kind, start, end, value: canonical });
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The registrable domain; null where the dots belong to a number or an abbreviation. */
function domainOf(found: RegExpMatchArray): string | null {
  const text = found[0];
  const explicit = /^(?:https?:|www\.)/.test(text);
  const { domain, isIcann } = parseDomain(text.replace(/^https?:?\/{1,2}/, ""));
  if (domain && isIcann) return domain;
  return explicit ? (domain ?? "") : null;
}
