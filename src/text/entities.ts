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
/** Where a number may begin and end: not inside a longer one, a word or an address. */
const EDGE = "(?<![0-9a-z.@*]|[0-9a-z*]-)";
const TAIL = "(?![0-9a-z*]|\\.[0-9])";
const NUMBER = "(?<![0-9]|[0-9]\\.)(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?:\\.[0-9]{1,4})?";
const HAN_DIGITS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟";
const HAN_NUMBER = `(?<![${HAN_DIGITS}第])[${HAN_DIGITS}]{1,16}`;
const MASK = "(?<![0-9a-z*])[x*]{1,12}(?:[.,][x*]{1,3}){0,4}";
/** What a template will fill in: "{amount}", "${days}", "#rent#", "%s". */
const TEMPLATE = "\\$?\\{\\{?[^{}\\n]{0,40}\\}\\}?|#[a-z_]{2,20}#|%(?:[0-9]\\$)?[sd](?![a-z])";
const AMOUNT = `(?:${NUMBER}|[几数]?${HAN_NUMBER}|${MASK}|${TEMPLATE})`;

const HOST = "[a-z0-9][a-z0-9-]{0,62}(?:\\.[a-z0-9-]{1,63}){1,8}";
/** Without commas, brackets and the like: in normalised text they are the sentence's own, and the last mark is its full stop. */
const PATH = "[#-&*+\\--:=?-Z\\\\^-{}~]{0,2000}[a-z0-9/=_&#%+~$*}\\-]";

/** Counted things: "110天", "12345人" are no telephone numbers. */
const COUNTED =
  "\\s?(?:[元块万千亿多余%人名位户家个件份笔次天日年月期米斤吨度岁张台套页条分级周]|号(?!码)|平[米方]|小时|公里|积分)";

interface Finder {
  readonly kind: EntityKind;
  readonly pattern: RegExp;
  /** The canonical value, or null where a closer look shows it is something else. */
  readonly value?: (found: RegExpMatchArray) => string | null;
}

const digits = (found: RegExpMatchArray): string => found[0].replace(/[^0-9x*]/g, "");
const whole = (found: RegExpMatchArray): string => found[0];
const group = (found: RegExpMatchArray): string => found[1] as string;
const nothing = (): string => "";
const any = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join("|"), "gu");

/**
 * In order of precedence: what an earlier finder took, a later one may not touch. A unit settles what
 * a number is, so amounts, dates and durations come before telephone numbers. Every repetition is
 * bounded, and none begins in the middle of a run: a hostile text takes linear time.
 */
const FINDERS: readonly Finder[] = [
  { kind: "signature", pattern: /【([^【】]{1,24})】/gu, value: group },
  {
    kind: "email",
    pattern: /(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gu,
    value: whole,
  },
  {
    kind: "link",
    pattern: any(
      `(?<![a-z0-9-]|[a-z0-9-]\\.)(?:https?:?/{1,2})?${HOST}(?::[0-9]{1,5})?(?:[/?#](?:${PATH})?)?`,
      `https?://${PATH}`,
      "(?<![a-z0-9-])[a-z0-9-]{2,63}[点。](?:com|cn|net|top|xyz|vip|cc)(?![a-z0-9])",
    ),
    value: domainOf,
  },
  {
    kind: "link",
    pattern: /(?<![a-z])url(?![a-z])|短链接?|网址链接|\$?\{\{?[a-z_]{0,20}(?:url|link)\}?\}/gu,
    value: nothing,
  },
  {
    kind: "case-number",
    pattern:
      /[([〔](?:(?:19|20)[0-9]{2}|[x*]{2,4}|20[x*]{2})[)\]〕]\p{Script=Han}{1,3}[0-9x*]{0,5}[民刑行执破商知财仲调诉赔][\p{Script=Han}]{0,4}?字?第?[0-9x*]{1,8}(?:-[0-9]{1,3})?号/gu,
    value: whole,
  },
  {
    kind: "qq",
    pattern: any("(?:(?<![a-z])q{1,2}|扣扣|加扣|企鹅)(?:号码?|群号?)?\\s?[:为是]?\\s?([1-9][0-9x*]{4,11}|[x*]{5,12})(?![0-9x*])"),
    value: group,
  },
  {
    kind: "wechat",
    pattern: any(
      "(?<![a-z])(wxid_[a-z0-9]{6,24})",
      "(?:微信|(?<![a-z])(?:weixin|wechat|[vw]x))(?:号码?|同号|客服)?\\s?[:为是(]?\\s?((?!wechat|weixin|app)[a-z][a-z0-9_-]{5,19}|1[3-9][0-9x*]{9}|[x*]{5,20})",
      "微信(?:号码?[:为是]?|:)\\s?([1-9][0-9]{5,10})(?![0-9元万])",
    ),
    value: (found) => found[1] ?? found[2] ?? found[3] ?? "",
  },
  { kind: "wechat", pattern: /(?<![a-z])wechat(?![a-z])/gu, value: nothing },
  {
    kind: "money",
    pattern: any(
      `¥\\s?(?:${NUMBER}|${MASK}|${TEMPLATE})[万亿]?元?`,
      `\\$\\s?${NUMBER}[万亿]?`,
      `(?:人民币|rmb)\\s?${AMOUNT}[万亿]?元?`,
      `${AMOUNT}[余多]?[万亿千百]?[多余]?(?:元(?![旦宵月])|块钱|(?<!一)块|圆(?!满|通)|人民币|rmb|[美欧日港]元|美金|港币|usdt)`,
      `${NUMBER}万(?![人户家名次个条份步里])`,
    ),
    value: whole,
  },
  {
    kind: "percent",
    pattern: any(
      `${AMOUNT}\\s?(?:[%‰]|个百分点)`,
      `[百千万]分之(?:${NUMBER}|[${HAN_DIGITS}]{1,8})`,
      `${NUMBER}[厘分](?=[利息])|(?<=[息率化](?:是|为|仅|只要|低至|:)?)${NUMBER}[厘分]`,
    ),
    value: whole,
  },
  {
    kind: "date",
    pattern: any(
      "(?<![0-9x*.])(?:(?:[0-9x*]{4}|[0-9]{2})年)?[0-9x*]{1,2}月(?:[0-9x*]{1,2}(?:[日号]|(?=之?前))|份|[上中下]旬|[初底末])?",
      "(?<![〇零一二三四五六七八九十])(?:[〇零一二三四五六七八九]{4}年)?[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号]|份|[上中下]旬|[初底末])?",
      "(?<![0-9.-])(?:19|20)[0-9]{2}(?<mark>[-/.])[01]?[0-9]\\k<mark>[0-3]?[0-9](?![0-9])",
      `${EDGE}20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])${TAIL}`,
      "(?<![0-9x*])(?:(?:19|20)[0-9]{2}|20xx|x{4})年(?!化)",
      "(?<![0-9x*.第路街道巷弄村])(?:0?[1-9]|[12][0-9]|3[01]|[x*]{1,2})[日号](?!之?以?内|[楼线院店机令文门])",
      "(?<![一二三四五六七八九十第])[一二三四五六七八九十]{1,3}[日号](?=之?前)",
    ),
    value: whole,
  },
  {
    kind: "clock",
    pattern: any(
      "(?<![0-9:.])(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9](?::[0-5][0-9])?(?![0-9:])|[点时](?:[0-5]?[0-9]分|[半整钟])?(?!几))(?:之?前)?",
      "(?<![一二三四五六七八九十])[一二两三四五六七八九十]{1,3}点(?:[一二三四五六七八九十]{1,3}分|[半整钟]|(?=之?前(?!途)))(?:之?前)?",
    ),
    value: whole,
  },
  {
    kind: "duration",
    pattern: any(
      `(?:(?<![0-9.])[0-9]{1,4}(?:[-~至到][0-9]{1,4}|\\.[0-9])?[多余]?|${HAN_NUMBER}[多余]?|(?<![0-9a-z*])[x*]{1,3}|${TEMPLATE}|[数多几半])(?:个?(?:工作日|小时|星期)|分钟|天|日[之以]?内|个半?月|年(?!化)|(?<!第[0-9]{1,4})期|周)(?![0-9])`,
      "[两俩]月|(?<![0-9])(?:3[2-9]|[4-9][0-9]|[1-9][0-9]{2})日",
    ),
    value: whole,
  },
  {
    kind: "id-number",
    pattern: any(`${EDGE}(?!62[0-9]{0,3}[x*])[1-9]${D}{5}(?:19|20|[x*]{2})${D}{2}[01x*]${D}[0-3x*]${D}{5}${TAIL}`),
    value: digits,
  },
  { kind: "sms-port", pattern: any(`${EDGE}106${D}{5,17}${TAIL}`), value: digits },
  {
    kind: "card",
    pattern: any(
      `${EDGE}(?:${D}{4}[ .-]){3,4}${D}{1,4}${TAIL}`,
      `${EDGE}[3-9]${D}{5}[ -]${D}{9,13}${TAIL}`,
      `${EDGE}[3-9][0-9]{3,5} ?[x*]{3,12} ?[0-9]{4}${TAIL}`,
      `${EDGE}(?:[3-9]${D}{14,18}|x{15,19})${TAIL}`,
    ),
    value: (found) => (isReference(found) ? null : digits(found)),
  },
  {
    kind: "card-tail",
    pattern: /(?:尾号|末[四4]位|后[四4]位)[为是:([]?\s?(?:\*{1,12}(?=[0-9]))?([0-9x*]{3,4})(?![0-9x*])/gu,
    value: group,
  },
  {
    kind: "foreign-number",
    pattern: any(`${EDGE}(?:\\+\\(?(?!86)|\\(\\+(?!86)|00(?!86))[1-9][0-9]{0,3}\\)?(?:[ -]?\\(?[0-9]\\)?){6,12}${TAIL}`),
    value: (found) => digits(found).replace(/^00/, ""),
  },
  {
    kind: "mobile",
    pattern: any(
      `${EDGE}(?:\\(?\\+?86\\)?[ -]?)?1[3-9x*]${D}(?:(?:[ -]?${D}{4}){2}|${D}[ -]${D}{3}[ -]${D}{4})${TAIL}`,
      // One digit at a time, always with the same mark between.
      `${EDGE}1(?<gap>[ .·*-])[3-9](?:\\k<gap>[0-9]){9}${TAIL}`,
      `${EDGE}x{11}${TAIL}`,
      "(?<![a-z])cellphone(?![a-z])",
    ),
    value: (found) => digits(found).replace(/^86(?=1.{10}$)/, ""),
  },
  {
    kind: "service-number",
    pattern: any(`${EDGE}[48]00(?:[ -]?${D}){7}${TAIL}`, "(?<![a-z])hotline(?![a-z])"),
    value: digits,
  },
  {
    kind: "landline",
    pattern: any(
      `${EDGE}(?:\\(?0[1-9x*]${D}{1,2}\\)?|\\+86[ -]?0?[1-9]${D}{1,2})(?: ?- ?| )?${D}{3,4}[ -]?${D}{4}(?<extension>(?:-|\\s?转\\s?)[0-9]{1,6})?${TAIL}`,
      `${EDGE}x{3,4}-x{3,4}-?x{4}${TAIL}`,
    ),
    value: landline,
  },
  {
    kind: "short-number",
    pattern: any(
      `(?<!(?:金额|本金|利息|欠款|额度|[尾工编卡账]号|[第共])[:为是]?)${EDGE}(?:95${D}{3,6}|96${D}{3,4}|123[0-9]{2}|100[0-9]{2}|11[09]|12[02])${TAIL}(?!${COUNTED})`,
    ),
    value: digits,
  },
  {
    kind: "placeholder",
    pattern: any(
      TEMPLATE,
      "\\$[a-z_]{2,24}\\$?",
      "<#>",
      "\\[(?:姓名|金额|日期|时间|链接|合同编号)\\]",
      "(?<![a-z])x{2,}(?![a-z])",
      "\\*{2,}",
      "某+",
    ),
    value: whole,
  },
];

/** All entities, in order, not overlapping (but for signatures, which may hold others). */
export function findEntities(text: string): Entity[] {
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
  const text = found[0].replace(/[点。]/, ".");
  const explicit = /^(?:https?:|www\.)/.test(text);
  const { domain, isIcann } = parseDomain(text.replace(/^https?:?\/{1,2}/, ""));
  if (domain && isIcann) return domain;
  return explicit ? (domain ?? "") : null;
}

/** With its area code, without the extension: as lenders publish it. */
function landline(found: RegExpMatchArray): string {
  const extension = found.groups?.["extension"]?.length ?? 0;
  const number = found[0].slice(0, found[0].length - extension).replace(/^\+86[ -]?0?/, "0");
  return number.replace(/[^0-9x*]/g, "");
}

/** "订单号62…", "合同编号:88…": as long as a card number, and none. */
function isReference({ input = "", index = 0 }: RegExpMatchArray): boolean {
  return /(?:订单|流水|合同|运单|单|编|案件|受理|凭证)(?:编?号码?)?[:为是]?\s?$/.test(input.slice(Math.max(0, index - 8), index));
}
