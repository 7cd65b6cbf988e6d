/**
 * Android's XML writer (KXmlSerializer) puts each half of a surrogate pair into a numeric reference of its own:
 * `&#55357;&#56838;` for 😆. XML forbids such references; parsers stop at them, or lose the character.
 */
const HALF = /&#(?:x0{0,8}(d[89a-f][\da-f]{2})|0{0,8}(5[5-7]\d{3}));/gi;
/** At the end of a piece: a first half, to which the second may follow, and a reference that is not finished. */
const UNFINISHED =
  /(?:&#(?:x0{0,8}d[89ab][\da-f]{2}|0{0,8}(?:55(?:29[6-9]|[3-9]\d\d)|56(?:[0-2]\d\d|3[01]\d)));)?(?:&#?|&#[x\d][\da-f]{0,13})?$/i;
/** No match of it is longer. */
const LONGEST_UNFINISHED = 40;

/**
 * Hands text on with two such references in a row joined into one to the character; one alone becomes one to U+FFFD.
 * Zeros fill it up to the length it had, so that everything stays in its place. CDATA is not told apart: there
 * `&#…;` would be plain text, but what writes references does not write CDATA.
 */
export async function* joinedSurrogates(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let held = "";
  for await (const text of texts) {
    const all = held + text;
    const end = all.length - (UNFINISHED.exec(all.slice(-LONGEST_UNFINISHED))?.[0].length ?? 0);
    held = all.slice(end);
    if (end > 0) yield joined(all.slice(0, end));
  }
  if (held !== "") yield joined(held);
}

function joined(text: string): string {
  if (!text.includes("&#")) return text;
  const halves = [...text.matchAll(HALF)].map((match) => ({ unit: unitOf(match), start: match.index, length: match[0].length }));
  let out = "";
  let done = 0;
  for (const [i, { unit, start, length }] of halves.entries()) {
    // The second half of a pair is done with the first; 55000 to 55295 and beyond 57343 are characters of their own.
    if (start < done || !(isHigh(unit) || isLow(unit))) continue;
    const next = halves[i + 1];
    const isPair = isHigh(unit) && next?.start === start + length && isLow(next.unit);
    const end = start + length + (isPair ? next.length : 0);
    const code = isPair ? (unit - 0xd800) * 0x400 + (next.unit - 0xdc00) + 0x10000 : 0xfffd;
    out += text.slice(done, start) + reference(code, end - start);
    done = end;
  }
  return out + text.slice(done);
}

const unitOf = ([, hex, decimal]: RegExpExecArray): number => (hex ? Number.parseInt(hex, 16) : Number(decimal));
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

const reference = (code: number, length: number): string => `&#x${code.toString(16).padStart(length - "&#x;".length, "0")};`;
