import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { dictionaryFiles } from "../segment/segmenter.js";

/** How many of the commonest words are kept: loads in a fifth of a second instead of two. */
const MOST_WORDS = 50_000;
const HAN = /^\p{Script=Han}+$/u;
const require = createRequire(import.meta.url);

interface Entry {
  readonly word: string;
  readonly count: number;
}

/**
 * Writes the small dictionary: the commonest words of the one jieba ships, every single character it
 * knows (so that both segmenters price unknown text alike), and our own words with a count that
 * keeps them whole.
 */
export function writeDictionary(directory: string, ownWords: readonly string[]): void {
  const source = shippedDictionary();
  const entries = readFileSync(source.words, "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .map(([word, count]) => ({ word: word as string, count: Number(count) }))
    .filter(({ word, count }) => HAN.test(word) && count > 0)
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  const kept = new Map<string, number>();
  entries.forEach(({ word, count }, position) => {
    if (position < MOST_WORDS || [...word].length === 1) kept.set(word, count);
  });
  const total = [...kept.values()].reduce((sum, count) => sum + count, 0);
  for (const word of ownWords) {
    if (HAN.test(word)) kept.set(word, Math.max(kept.get(word) ?? 0, wholeCount(word, kept, total)));
  }
  // Every character of every word: the engines price one that is missing differently.
  for (const character of [...kept.keys()].join("")) if (!kept.has(character)) kept.set(character, 1);
  const lines = [...kept].map(([word, count]): Entry => ({ word, count })).sort((a, b) => (a.word < b.word ? -1 : 1));
  // Counts that differ by a hair: two different cuts are never equally likely, where the engines would choose differently.
  const weight = ({ count }: Entry, position: number): number => count * 1000 + ((position * 37) % 101);
  const files = dictionaryFiles(directory);
  writeFileSync(files.words, `${lines.map((entry, position) => `${entry.word} ${weight(entry, position)} n`).join("\n")}\n`);
  writeFileSync(files.hmm, source.hmm && existsSync(source.hmm) ? readFileSync(source.hmm) : "");
  // nodejieba wants these files and uses them for keyword extraction only: as small as it accepts.
  writeFileSync(files.user, "");
  writeFileSync(files.idf, "的 1.0\n");
  writeFileSync(files.stopWords, "的\n");
}

/** A count that makes the whole word likelier than its best cut into two (jieba's `suggest_freq`). */
function wholeCount(word: string, counts: ReadonlyMap<string, number>, total: number): number {
  const share = (part: string): number => (counts.get(part) ?? 1) / total;
  let best = 0;
  for (let cut = 1; cut < word.length; cut++) best = Math.max(best, share(word.slice(0, cut)) * share(word.slice(cut)));
  return Math.max(200, Math.ceil(best * total) * 4);
}

/**
 * The words from `@node-rs/jieba`, which is always there: nodejieba ships nearly the same, but an
 * optional dependency may not decide what the dictionary holds. Its HMM file is for itself only.
 */
function shippedDictionary(): { readonly words: string; readonly hmm: string | null } {
  const words = join(dirname(require.resolve("@node-rs/jieba")), "dict.txt");
  try {
    const folder = join(dirname(require.resolve("nodejieba/package.json")), "submodules/cppjieba/dict");
    return { words, hmm: join(folder, "hmm_model.utf8") };
  } catch {
    return { words, hmm: null };
  }
}
