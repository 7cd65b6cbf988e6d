/**
 * The context-free half of normalisation: each code point is folded by itself (NFKC, lower case,
 * traditional to simplified; invisible characters go), so every cut of the text folds the same way.
 */

/** A text and, for each of its UTF-16 units, the span of the original it came from. */
export interface MappedText {
  readonly text: string;
  /** Start in the original of the unit each index belongs to; `null` when nothing was changed. */
  readonly from: Int32Array | null;
  /** End (exclusive) of the same. Indices that share a `from` are one unit and never split. */
  readonly to: Int32Array | null;
}

/** Letters, digits and punctuation that folding leaves alone; checked first, as most messages need nothing more. */
const PLAIN = /^[\n !-@[-~\u3001\u3002\u2018-\u201d\u300a-\u3011\u4e00-\u9fa5]*$/;

/** Zero-width, bidi and control characters, combining marks (strokes laid over a character), blanks, object replacement. */
const INVISIBLE = /^[\p{Cf}\p{M}\p{Cc}\ufffc\u115f\u1160\u2800\u3164\uffa0]$/u;

const HIGH_HALF = /^[\ud800-\udbff]$/;
const LOW_HALF = /^[\udc00-\udfff]$/;

/** Pictures set between words to part them ("等着🔥坐牢"), not those that stand for one ("微❤", "➕v", "扫🐎", "下💰"). */
const PICTURE = /^(?![❤♥➕💰🐔🐎🐴🐧👮🚪])[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}]$/u;

/** Numbers and letters in discs and boxes that NFKC leaves alone ("❶❸❽"): first and last of a run, what the first stands for. */
const ENCLOSED: readonly (readonly [first: number, last: number, stands: number | "a"])[] = [
  [0x24eb, 0x24f4, 11],
  [0x24f5, 0x24fe, 1],
  [0x24ff, 0x24ff, 0],
  [0x2776, 0x277f, 1],
  [0x2780, 0x2789, 1],
  [0x278a, 0x2793, 1],
  [0x1f10b, 0x1f10b, 0],
  [0x1f10c, 0x1f10c, 0],
  [0x1f150, 0x1f169, "a"],
  [0x1f170, 0x1f189, "a"],
];

export class Folder {
  readonly #simplified: ReadonlyMap<string, string>;
  readonly #cache = new Map<string, string>();

  /** @param traditional pairs of characters, traditional then simplified, in one string (`長长門门`) */
  constructor(traditional: string) {
    const characters = [...traditional];
    const table = new Map<string, string>();
    for (let i = 0; i + 1 < characters.length; i += 2) {
      table.set(characters[i] as string, characters[i + 1] as string);
    }
    // Where a simplified character is itself listed as traditional, go all the way: folding twice changes nothing.
    for (const [character, simplified] of table) table.set(character, table.get(simplified) ?? simplified);
    this.#simplified = table;
  }

  /** Folds `raw`; the map points every index back at it. */
  fold(raw: string): MappedText {
    if (PLAIN.test(raw) && !this.#hasTraditional(raw)) return { text: raw, from: null, to: null };
    const parts: string[] = [];
    const from: number[] = [];
    const to: number[] = [];
    let at = 0;
    for (const character of raw) {
      const end = at + character.length;
      // Halves of a character that only a dropped one kept apart must not become it.
      const folded = LOW_HALF.test(character) && HIGH_HALF.test(parts.at(-1) ?? "") ? "" : this.#foldOne(character);
      for (let i = 0; i < folded.length; i++) {
        from.push(at);
        to.push(end);
      }
      if (folded) parts.push(folded);
      at = end;
    }
    return { text: parts.join(""), from: Int32Array.from(from), to: Int32Array.from(to) };
  }

  #hasTraditional(text: string): boolean {
    for (const character of text) if (this.#simplified.has(character)) return true;
    return false;
  }

  #foldOne(character: string): string {
    const known = this.#cache.get(character);
    if (known !== undefined) return known;
    const folded = this.#compute(character);
    this.#cache.set(character, folded);
    return folded;
  }

  #compute(character: string): string {
    if (character === "\n") return character;
    if (character === "\t") return " ";
    if (INVISIBLE.test(character)) return "";
    let folded = "";
    for (const part of (enclosed(character) ?? character.normalize("NFKC")).toLowerCase()) {
      // NFKC may leave a combining mark behind ("´" is a space and an accent).
      if (!INVISIBLE.test(part) && !PICTURE.test(part)) folded += this.#simplified.get(part) ?? part;
    }
    return folded;
  }
}

function enclosed(character: string): string | undefined {
  const code = character.codePointAt(0) as number;
  const run = ENCLOSED.find(([first, last]) => code >= first && code <= last);
  if (!run) return undefined;
  const [first, , stands] = run;
  return stands === "a" ? String.fromCharCode(0x61 + code - first) : String(stands + code - first);
}
