import type { NormaliserData } from "../text/normalise.js";
import { alternation } from "../text/pattern.js";
import type { Disguises } from "./disguises.js";
import { pick, type Random, seeded, seedOf } from "./random.js";
import { createWays, NOT_HAN, WAYS, type Way } from "./ways.js";

export interface Obfuscated {
  readonly text: string;
  /** How it was hidden: one or two ways; none where the text has nothing to hide. */
  readonly ways: readonly Way[];
}

/**
 * Writes a message as senders do who hide from filters. The same text, seed and ways give the same result.
 * @param ways to choose from; all by default
 */
export type Obfuscate = (text: string, seed: number, ways?: readonly Way[]) => Obfuscated;

/** What a reader needs as it is, whoever hides the rest: links, signatures, placeholders, starred-out parts. */
const PROTECTED =
  /(?:https?:\/\/|www\.)[\x21-\x7e]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:\/[\x21-\x7e]*)?|【[^】]{0,40}】|\$?\{{1,2}[^}]{0,40}\}{1,2}|<[^>]{0,40}>|\[[^\]]{0,40}\]|[*x×某]{2,}/giu;

/** Parts of a run of Han that are hidden like words: what is no word to us may be one to the sender. */
const HAN_PIECE = /\p{Script=Han}{2,4}/gu;
const SIGNS = /[!-~]+/gu;
/** Share of the words that are hidden; and of the other pieces of text. */
const WORDS_HIDDEN = 0.5;
const PIECES_HIDDEN = 0.15;
const TWO_WAYS = 0.4;

/** Makes the generator from what the normaliser knows and what it was not told. */
export function createObfuscator(data: NormaliserData, disguises: Disguises): Obfuscate {
  const ways = createWays(data, disguises);
  const word = new RegExp(alternation([...new Set([...data.words, ...Object.keys(disguises.words)])]), "gu");

  /** One way, on some of the words outside what is protected; the text itself where it finds nothing to do. */
  function hide(text: string, way: Way, random: Random): string {
    const apply = (found: string): string => ways[way](found, random) ?? found;
    const target = NOT_HAN.has(way) ? SIGNS : word;
    const some = outside(text, (free) =>
      between(
        free,
        target,
        (found) => (random() < WORDS_HIDDEN ? apply(found) : found),
        (rest) =>
          NOT_HAN.has(way) ? rest : rest.replace(HAN_PIECE, (piece) => (random() < PIECES_HIDDEN ? apply(piece) : piece)),
      ),
    );
    // Some of the words; were it none by chance, all of them.
    return some === text ? outside(text, (free) => between(free, target, apply, (rest) => rest)) : some;
  }

  return (text, seed, choice = WAYS) => {
    const random = seeded(seed ^ seedOf(text));
    const wanted = choice.length > 1 && random() < TWO_WAYS ? 2 : 1;
    const left = [...choice];
    const used: Way[] = [];
    let now = text;
    while (left.length > 0 && used.length < wanted) {
      const way = pick(left, random);
      left.splice(left.indexOf(way), 1);
      const hidden = hide(now, way, random);
      if (hidden === now) continue;
      now = hidden;
      used.push(way);
    }
    return { text: now, ways: used };
  };
}

const outside = (text: string, replace: (free: string) => string): string => between(text, PROTECTED, (found) => found, replace);

/** Rewrites what a pattern finds, and what stands between. */
function between(text: string, pattern: RegExp, found: (part: string) => string, rest: (part: string) => string): string {
  let at = 0;
  const parts: string[] = [];
  for (const match of text.matchAll(pattern)) {
    parts.push(rest(text.slice(at, match.index)), found(match[0]));
    at = match.index + match[0].length;
  }
  return parts.join("") + rest(text.slice(at));
}
