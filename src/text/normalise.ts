import { Folder, type MappedText } from "./fold.js";
import { alternation, literal } from "./pattern.js";
import { type Rewrite, rewrite } from "./rewrite.js";

/** What the normaliser knows: all of it from `rules/lexicon/`. */
export interface NormaliserData {
  /** Traditional and simplified characters in pairs, one string. */
  readonly traditional: string;
  /** Words that senders split with spaces or symbols ("上 门", "起*诉"). */
  readonly words: readonly string[];
  /** Spelling → word: homophones, look-alikes, pinyin for a character ("v信" → "微信"). */
  readonly variants: Readonly<Record<string, string>>;
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

const HAN = "\\p{Script=Han}";
/** Blanks and symbols that stand inside a word only to hide it. Clause punctuation is not among them. */
const SEPARATOR =
  "[ *.·•\\-_~+|/\\\\^'\"`#&=\\u2764\\u2665\\u2661\\u2605\\u2606\\u25a0-\\u25ff\\u2600-\\u26ff\\u{1f300}-\\u{1faff}]";
const SPLIT_AT_ALL = new RegExp(`[${HAN}a-z]${SEPARATOR}{1,3}${HAN}`, "u");
/** Four or more characters each followed by the same kind of filler: spread out on purpose, whatever the words. */
const SPREAD = `${HAN}(?:${SEPARATOR}{1,2}${HAN}){3,}`;

/** A reading note on a web page made from traditional text: "聯(lián)網(wǎng)". One syllable, tone mark or not. */
const PINYIN_NOTE =
  /(?<=\p{Script=Han})\((?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?[aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,3}(?:n|ng|r)?\)/gu;

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

export type Normalise = (raw: string) => Normalised;

/**
 * Makes the normaliser: NFKC, invisible characters out, lower case, simplified characters, reading
 * notes out, split words joined, variants spelt out, digit-by-digit numbers in Arabic digits.
 */
export function createNormaliser(data: NormaliserData): Normalise {
  const folder = new Folder(data.traditional);
  const variants = new Map(Object.entries(data.variants));
  const known = [...new Set([...data.words, ...variants.keys()])].filter((word) => [...word].length > 1);
  const split = alternation(known, (word) => [...word].map(literal).join(`${SEPARATOR}{0,3}`));
  const joinable = new RegExp(`${SPREAD}|${split}`, "gu");
  const variant = new RegExp(alternation([...variants.keys()]), "gu");

  return (raw) => {
    let mapped = folder.fold(raw);
    if (mapped.text.includes("("))
      mapped = rewrite(
        mapped,
        matches(PINYIN_NOTE, mapped.text, () => ""),
      );
    if (SPLIT_AT_ALL.test(mapped.text)) mapped = rewrite(mapped, matches(joinable, mapped.text, join));
    mapped = rewrite(
      mapped,
      matches(variant, mapped.text, (found) => variants.get(found) as string),
    );
    mapped = rewrite(mapped, matches(SPELT_NUMBER, mapped.text, toDigits));
    return { raw, ...mapped };
  };
}

/** The original's span for `[start, end)` of the normalised text; grows to whole units. */
export function originalSpan(normalised: Normalised, start: number, end: number): Span {
  const { from, to } = normalised;
  if (!from || !to || end <= start) return { start: from?.[start] ?? start, end: to?.[end - 1] ?? end };
  return { start: from[start] as number, end: to[end - 1] as number };
}

/** `span` grown to whole units of the normalised text: what {@link originalSpan} in fact covers. */
export function wholeUnits(normalised: Normalised, span: Span): Span {
  const { from } = normalised;
  if (!from) return span;
  let { start, end } = span;
  while (start > 0 && from[start - 1] === from[start]) start--;
  while (end < from.length && from[end] === from[end - 1]) end++;
  return { start, end };
}

function matches(pattern: RegExp, text: string, replace: (found: string) => string): Rewrite[] {
  const rewrites: Rewrite[] = [];
  for (const match of text.matchAll(pattern)) {
    const found = match[0];
    const replacement = replace(found);
    if (replacement !== found) {
      rewrites.push({ start: match.index, end: match.index + found.length, with: replacement });
    }
  }
  return rewrites;
}

const ALL_SEPARATORS = new RegExp(SEPARATOR, "gu");
const join = (found: string): string => found.replace(ALL_SEPARATORS, "");
const toDigits = (found: string): string => [...found].map((digit) => CHINESE_DIGITS[digit]).join("");
