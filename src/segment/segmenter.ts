import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Cuts a run of Chinese characters into words. */
type Cut = (han: string) => string[];

/** A word and where it starts in the text that was segmented (UTF-16 units). */
export interface Segment {
  readonly word: string;
  readonly start: number;
}

export interface Segmenter {
  /** Which library cuts. */
  readonly engine: "nodejieba" | "node-rs";
  /** Words of the Chinese runs, in order; everything else is for the entities. */
  segment(text: string): Segment[];
}

/** Where the build puts the dictionary; see `build/dictionary.ts`. */
export interface DictionaryFiles {
  readonly words: string;
  readonly hmm: string;
  readonly user: string;
  readonly idf: string;
  readonly stopWords: string;
}

export const dictionaryFiles = (directory: string): DictionaryFiles => ({
  words: join(directory, "words.utf8"),
  hmm: join(directory, "hmm.utf8"),
  user: join(directory, "user.utf8"),
  idf: join(directory, "idf.utf8"),
  stopWords: join(directory, "stop-words.utf8"),
});

const HAN_RUN = /\p{Script=Han}+/gu;
const require = createRequire(import.meta.url);

/**
 * Loads nodejieba, or `@node-rs/jieba` where nodejieba's binary is absent (no compiler, or scripts
 * were not run at install). Both get the same dictionary, no HMM and only runs of Chinese
 * characters, which makes them give the same words.
 */
export function loadSegmenter(directory: string, prefer?: Segmenter["engine"]): Segmenter {
  const files = dictionaryFiles(directory);
  const cut = prefer === "node-rs" ? null : loadNodejieba(files);
  return cut ? segmenter("nodejieba", cut) : segmenter("node-rs", loadNodeRs(files));
}

function segmenter(engine: Segmenter["engine"], cut: Cut): Segmenter {
  return {
    engine,
    segment(text) {
      const segments: Segment[] = [];
      for (const run of text.matchAll(HAN_RUN)) {
        let start = run.index;
        for (const word of settleTies(cut(run[0]))) {
          segments.push({ word, start });
          start += word.length;
        }
      }
      return segments;
    },
  };
}

/** How far apart two words may stand that could change places ("忍|无可|忍无可忍" is as likely as "忍无可忍|无可|忍"). */
const TIE_REACH = 4;

/**
 * Two cuts into the same words in another order are equally likely, and the engines choose
 * differently ("哥|哥哥", "哥哥|哥"): here the longer word goes first.
 */
function settleTies(words: string[]): string[] {
  for (let later = 1; later < words.length; later++) {
    for (let earlier = Math.max(0, later - TIE_REACH); earlier < later; earlier++) {
      const [short, long] = [words[earlier] as string, words[later] as string];
      if (long.length <= short.length || !long.startsWith(short)) continue;
      const between = words.slice(earlier + 1, later).join("");
      if (short + between + long !== long + between + short) continue;
      words[earlier] = long;
      words[later] = short;
    }
  }
  return words;
}

interface NodejiebaBinding {
  load(dict: string, hmm: string, user: string, idf: string, stopWords: string): boolean;
  cut(sentence: string, hmm: boolean): string[];
}

/** The binding itself: nodejieba's own entry would load node-pre-gyp first, which costs more than the dictionary. */
function loadNodejieba(files: DictionaryFiles): Cut | null {
  let binding: NodejiebaBinding;
  try {
    binding = require("nodejieba/build/Release/nodejieba.node") as NodejiebaBinding;
  } catch {
    return null;
  }
  binding.load(files.words, files.hmm, files.user, files.idf, files.stopWords);
  return (han) => binding.cut(han, false);
}

function loadNodeRs(files: DictionaryFiles): Cut {
  const { Jieba } = require("@node-rs/jieba") as typeof import("@node-rs/jieba");
  const jieba = Jieba.withDict(readFileSync(files.words));
  return (han) => jieba.cut(han, false);
}
