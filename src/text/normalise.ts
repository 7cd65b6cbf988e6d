import { Folder, type MappedText } from "./fold.js";
import { alternation, literal } from "./pattern.js";
import { type Rewrite, rewrite } from "./rewrite.js";

/** What the normaliser knows: all of it from `rules/lexicon/`. */
export interface NormaliserData {
  /** Traditional and simplified characters in pairs, one string. */
  readonly traditional: string;
  /** Words that senders split with spaces or symbols ("上 门", "起*诉"). */
  readonly words: readonly string[];
  /**
   * Spelling → word: homophones, look-alikes, pinyin for a character ("v信" → "微信"). A spelling of
   * itself stays as it is and shields what it holds ("剩余期" from "余期").
   */
  readonly variants: Readonly<Record<string, string>>;
  /** Chinese names of the fields templates fill in ("姓名"). */
  readonly fields: readonly string[];
}

/** A message in the form rules match on, with the way back to the text as it came in. */
export interface Normalised extends MappedText {
  readonly raw: string;
}

/** A half-open range of UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/*
 * Whatever part of a message is cut out (at unit borders), it normalises to the same as it did in the
 * whole: evidence stays evidence when quoted. Hence no pattern below looks at what stands beside its
 * match, except by making it part of the match, and with it of the unit. (A reading note looks at the
 * character before it, but is only ever quoted together with that one.)
 */

const HAN = "\\p{Script=Han}";
/** Blanks and symbols that stand inside a word only to hide it. Clause punctuation is not among them. */
const SEPARATOR =
  "[ *.·•・‧∙⋅\\-\\u2010-\\u2013_~〜+×|/\\\\^'\"`#&=\\u2190-\\u21ff\\u2300-\\u23ff\\u2500-\\u27bf\\u2b00-\\u2bff\\u{1f300}-\\u{1faff}]";
const SYMBOL = `(?! )${SEPARATOR}`;
/** Passed by every text with something to join, and by few others. */
const SPLIT_AT_ALL = new RegExp(`[${HAN}a-z]${SEPARATOR}{1,3}[${HAN}a-z]`, "u");
/** Four or more characters each followed by the same kind of filler: spread out on purpose, whatever the words. */
const SPREAD = `${HAN}(?:${SEPARATOR}{1,2}${HAN}){3,}`;
/** With symbols, three will do ("住…址…查"): blanks part single characters in a list, symbols seldom do. */
const SPREAD_BY_SYMBOLS = `${HAN}(?:(?:${SYMBOL}){1,3}${HAN}){2,}`;

/** Reading notes on a web page made from traditional text: "聯(lián)網(wǎng)". One syllable each, tone mark or not. */
const PINYIN_NOTES =
  /(?<=\p{Script=Han})(?:\((?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?[aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,3}(?:n|ng|r)?\))+/gu;

const CHINESE_DIGITS: Readonly<Record<string, string>> = {
  零: "0",
  〇: "0",
  一: "1",
  壹: "1",
  幺: "1",
  二: "2",
  贰: "2",
  三: "3",
  叁: "3",
  四: "4",
  肆: "4",
  五: "5",
  伍: "5",
  六: "6",
  陆: "6",
  七: "7",
  柒: "7",
  八: "8",
  捌: "8",
  九: "9",
  玖: "9",
};
/** A number spelt digit by digit (a telephone, QQ or account number); shorter runs are ordinary words. */
const SPELT_NUMBER = /[零〇一壹幺二贰三叁四肆五伍六陆七柒八捌九玖]{6,}/gu;

/** One rewrite may make room for another ("weixin(wei)"): rounds until nothing changes. A second is rare, a third unheard of. */
const MOST_ROUNDS = 8;

/** What every placeholder of a template becomes: short, so that it parts no words, and told from a value. */
const PLACEHOLDER = "{x}";

export type Normalise = (raw: string) => Normalised;

/**
 * Makes the normaliser: NFKC, invisible characters out, lower case, simplified characters, reading
 * notes out, placeholders cut short, split words joined, variants spelt out, digit-by-digit numbers in Arabic digits.
 */
export function createNormaliser(data: NormaliserData): Normalise {
  const folder = new Folder(data.traditional);
  const fold = (text: string): string => folder.fold(text).text;
  const variants = spellings(Object.entries(data.variants), fold);
  const known = new Set(
    [...data.words.map(fold), ...variants.keys()].filter((word) => /^.{2,}$/u.test(word) && !HIDING.test(word)),
  );
  const split = anyOf([...known], (word) => [...word].map(literal).join(`${SEPARATOR}{0,3}`));
  const joinable = new RegExp(`${SPREAD}|${SPREAD_BY_SYMBOLS}|${split}`, "gu");
  const variant = new RegExp(anyOf([...variants.keys()], literal), "gu");

  const placeholder = placeholders(data.fields.map(fold));

  const join = (found: string): string | null => {
    const joined = found.replace(SEPARATORS, "");
    if (joined === found) return null;
    return LATIN_FIRST.test(joined) && !known.has(joined) ? found : joined;
  };
  const spellOut = (found: string): string => variants.get(found) ?? found;

  const round = (mapped: MappedText): MappedText => {
    let now = mapped;
    if (now.text.includes("(")) now = replaceAll(now, PINYIN_NOTES, () => "");
    if (MAY_FILL_IN.test(now.text)) now = replaceAll(now, placeholder, cutShort);
    if (SPLIT_AT_ALL.test(now.text)) now = replaceAll(now, joinable, join);
    now = replaceAll(now, variant, spellOut);
    return replaceAll(now, SPELT_NUMBER, toDigits);
  };

  return (raw) => {
    let mapped = folder.fold(raw);
    for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
      const before = mapped.text;
      mapped = round(mapped);
      if (mapped.text === before) break;
    }
    return { raw, ...mapped };
  };
}

/** The original's span for `[start, end)` of the normalised text; grows to whole units. */
export function originalSpan({ raw, from, to }: Normalised, start: number, end: number): Span {
  if (!from || !to) return { start, end };
  if (end > start) return { start: from[start] as number, end: to[end - 1] as number };
  const at = from[start] ?? raw.length;
  return { start: at, end: at };
}

/** `span` grown to whole units of the normalised text: what {@link originalSpan} in fact covers. */
export function wholeUnits({ from }: Normalised, span: Span): Span {
  let { start, end } = span;
  if (!from || end <= start) return span;
  while (start > 0 && from[start - 1] === from[start]) start--;
  while (end < from.length && from[end] === from[end - 1]) end++;
  return { start, end };
}

const MAY_FILL_IN = /[{#%[]/;
const cutShort = (found: string): string | null => (found === PLACEHOLDER ? null : PLACEHOLDER);

/**
 * The placeholders of the usual template languages, by the name inside: `{name}`, `${amount}`, `{{ x }}`, `#days#`,
 * `%s`, `[电话]`. A name is Latin or put together of known fields: braces must not hide words from the rules.
 */
function placeholders(fields: readonly string[]): RegExp {
  const named = `(?:${alternation(fields)})(?:${alternation(fields)}|[a-z0-9_]){0,3}`;
  const latin = "[a-z_$][a-z0-9_.$:|-]{0,39}";
  return new RegExp(
    [
      `\\$?\\{\\{?\\s?(?:${latin}|[0-9]{1,2}|${named})\\s?\\}?\\}`,
      `#(?:[a-z_][a-z0-9_]{1,29}|${named})#`,
      "%(?:[0-9]{1,2}\\$)?[sd](?![a-z0-9])",
      `\\[(?:${named})\\]`,
    ].join("|"),
    "gu",
  );
}

/** Spelling → word, folded; the word's last character may follow ("加v" and "加v信" are both 加微信). */
function spellings(
  pairs: readonly (readonly [spelling: string, word: string])[],
  fold: (text: string) => string,
): Map<string, string> {
  const listed = new Map<string, string>();
  const longer = new Map<string, string>();
  for (const [spelling, word] of pairs) {
    const folded = fold(spelling);
    if (folded === word && spelling !== word) continue;
    listed.set(folded, word);
    const last = [...word].at(-1) as string;
    if (!folded.endsWith(last)) longer.set(folded + last, word);
  }
  return new Map([...longer, ...listed]);
}

const LATIN_FIRST = /^[a-z]/;
const LATIN_ONLY = /^[a-z]+$/;

/**
 * Any of the words. Beside Latin ones a few more letters are taken along, so that the match shows a
 * spelling that is only part of a Latin word ("tv信号", "zhuan"): what is found is then not in the list.
 */
function anyOf(words: readonly string[], pattern: (word: string) => string): string {
  const latin = words.filter((word) => LATIN_ONLY.test(word));
  const mixed = words.filter((word) => LATIN_FIRST.test(word) && !LATIN_ONLY.test(word));
  const others = words.filter((word) => !LATIN_FIRST.test(word));
  return [
    alternation(others, pattern),
    `[a-z]{0,8}(?:${alternation(mixed, pattern)})`,
    `[a-z]{0,8}(?:${alternation(latin, pattern)})[a-z]{0,8}`,
  ].join("|");
}

/**
 * Replaces every match; `null` from `replace` means there was none after all: the search goes on at
 * the next character, as it would had the text begun there.
 */
function replaceAll(mapped: MappedText, pattern: RegExp, replace: (found: string) => string | null): MappedText {
  const { text } = mapped;
  const rewrites: Rewrite[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { 0: found, index: start } = match;
    const replacement = replace(found);
    if (replacement === null) pattern.lastIndex = start + String.fromCodePoint(found.codePointAt(0) as number).length;
    else rewrites.push({ start, end: start + found.length, with: replacement });
  }
  return rewrite(mapped, rewrites);
}

const HIDING = new RegExp(SEPARATOR, "u");
const SEPARATORS = new RegExp(SEPARATOR, "gu");
const toDigits = (found: string): string => [...found].map((digit) => CHINESE_DIGITS[digit]).join("");
