import type { NormaliserData } from "../text/normalise.js";
import type { Disguises } from "./disguises.js";
import { pick, type Random } from "./random.js";

/** The ways real senders hide words from filters. */
export const WAYS = [
  "separators",
  "variants",
  "held-out-variants",
  "traditional",
  "reading-notes",
  "full-width",
  "taken-apart",
  "zero-width",
  "emoji",
] as const;
export type Way = (typeof WAYS)[number];

/** Ways that rewrite letters, digits and signs, not Han. */
export const NOT_HAN: ReadonlySet<Way> = new Set(["full-width"]);

/** Rewrites one word; null where this way has nothing for it. */
export type Hide = (word: string, random: Random) => string | null;

const SEPARATORS = [" ", " ", "  ", "*", ".", "·", "-", "_", "/", "|", "~", "+", "　", "…"];
const INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"];
const EMOJI = ["😡", "⚠️", "❗", "🔥", "👉", "❤", "✨", "📢", "💰", "🚨"];

/** One function for each way. */
export function createWays(data: NormaliserData, disguises: Disguises): Readonly<Record<Way, Hide>> {
  const traditional = toTraditional(data.traditional);
  const variants = new Map<string, string[]>();
  for (const [spelling, word] of Object.entries(data.variants)) {
    if (spelling !== word) variants.set(word, [...(variants.get(word) ?? []), spelling]);
  }
  const heldOut = new Map(Object.entries(disguises.words));
  const respell =
    (spellings: ReadonlyMap<string, readonly string[]>): Hide =>
    (word, random) => {
      const [known, others] = [...spellings].find(([one]) => word.includes(one)) ?? [];
      return known && others ? word.replace(known, pick(others, random)) : null;
    };
  return {
    separators: between((random) => pick(SEPARATORS, random)),
    variants: respell(variants),
    "held-out-variants": respell(heldOut),
    traditional: each((character) => traditional.get(character)),
    "reading-notes": each((character) => {
      const reading = disguises.readings[character];
      return reading && `${traditional.get(character) ?? character}(${reading})`;
    }),
    "full-width": each(fullWidth),
    "taken-apart": each((character) => disguises.characters[character]),
    "zero-width": between((random) => pick(INVISIBLE, random)),
    emoji: (word, random) => pick(EMOJI, random) + word,
  };
}

/** The first traditional form listed is the usual one; those outside the basic plane are in no one's fonts. */
function toTraditional(pairs: string): Map<string, string> {
  const characters = [...pairs];
  const table = new Map<string, string>();
  for (let i = 0; i + 1 < characters.length; i += 2) {
    const [traditional, simplified] = [characters[i] as string, characters[i + 1] as string];
    if (!table.has(simplified) && traditional.length === 1) table.set(simplified, traditional);
  }
  return table;
}

/** Puts the same thing into every gap of a word. */
const between =
  (filler: (random: Random) => string): Hide =>
  (word, random) =>
    [...word].join(filler(random));

const each =
  (replace: (character: string) => string | undefined): Hide =>
  (word) => {
    const written = [...word].map((character) => replace(character) ?? character).join("");
    return written === word ? null : written;
  };

const fullWidth = (character: string): string | undefined =>
  /[!-~]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : undefined;
