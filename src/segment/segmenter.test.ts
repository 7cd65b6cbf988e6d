import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KNOWLEDGE_DIRECTORY, loadKnowledge } from "../knowledge/load.js";
import { createNormaliser } from "../text/normalise.js";
import { dictionaryFiles, loadSegmenter } from "./segmenter.js";

const nodejieba = loadSegmenter(KNOWLEDGE_DIRECTORY, "nodejieba");
const nodeRs = loadSegmenter(KNOWLEDGE_DIRECTORY, "node-rs");
const { normaliser } = loadKnowledge();

const wordsOf = (text: string, segmenter = nodeRs): string =>
  segmenter
    .segment(text)
    .map(({ word }) => word)
    .join("/");

/** Every text in the fixtures, as it is when it is segmented. */
function fixtureTexts(): string[] {
  const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));
  const normalise = createNormaliser(normaliser);
  return ["train", "gold"]
    .flatMap((set) => readdirSync(join(fixtures, set)).map((name) => join(set, name)))
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFileSync(join(fixtures, name), "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => normalise((JSON.parse(line) as { text: string }).text).text);
}

describe("segments", () => {
  it.each([
    ["上门清收组明日到访", "上门清收/组/明日/到访"],
    ["明日外访您家", "明日/外访/您/家"],
    ["不还就爆通讯录", "不/还/就/爆通讯录"],
    ["将列为失信被执行人", "将/列为/失信被执行人"],
    ["对不起诉求已收到", "对不起/诉求/已/收到"],
  ])("of %s are words", (text, words) => expect(wordsOf(text)).toBe(words));

  it("hold no word that lies across two others", () => {
    const words = nodeRs.segment("对不起诉求已收到").map(({ word }) => word);
    expect(words).not.toContain("起诉");
  });

  it("keep every word of the lexicon whole", () => {
    const words = normaliser.words.filter((word) => /^\p{Script=Han}+$/u.test(word));
    expect(words.length).toBeGreaterThan(100);
    expect(words.filter((word) => wordsOf(word) !== word)).toEqual([]);
  });

  it("say where they start, in UTF-16 units, and pass over all that is not Chinese", () => {
    expect(nodeRs.segment("【提醒】逾期3天,😡请还款app")).toEqual([
      { word: "提醒", start: 1 },
      { word: "逾期", start: 4 },
      { word: "天", start: 7 },
      { word: "请", start: 11 },
      { word: "还款", start: 12 },
    ]);
  });

  it("count a character outside the basic plane as two", () => {
    expect(nodeRs.segment("𠮷逾期")).toEqual([
      { word: "𠮷", start: 0 },
      { word: "逾期", start: 2 },
    ]);
  });

  it("of a text without Chinese are none", () => {
    expect(nodeRs.segment("")).toEqual([]);
    expect(nodeRs.segment("app 400-800-1234 \ud83d!")).toEqual([]);
  });
});

describe("both engines", () => {
  // Where nodejieba's binary is absent there is one engine, and nothing to compare.
  const both = nodejieba.engine === "nodejieba" ? it : it.skip;
  const dictionary = readFileSync(dictionaryFiles(KNOWLEDGE_DIRECTORY).words, "utf8")
    .split("\n")
    .map((line) => line.split(" ")[0] as string)
    .filter((word) => word !== "");

  it("are the ones asked for", () => expect(nodeRs.engine).toBe("node-rs"));

  both("give the same words for every text in the fixtures", () => {
    const texts = fixtureTexts();
    expect(texts.length).toBeGreaterThan(1000);
    expect(texts.filter((text) => wordsOf(text, nodejieba) !== wordsOf(text))).toEqual([]);
  });

  both("give the same words for any Chinese characters, known or not", () => {
    const character = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...new Set(normaliser.words.join(""))) },
      { weight: 4, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)) },
      { weight: 1, arbitrary: fc.integer({ min: 0x3400, max: 0x4dbf }).map((code) => String.fromCodePoint(code)) },
      { weight: 1, arbitrary: fc.integer({ min: 0x20000, max: 0x2a6df }).map((code) => String.fromCodePoint(code)) },
      { weight: 1, arbitrary: fc.constantFrom(..."々〇〡豈龘𠮷") },
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 20 }), (characters) => {
        expect(wordsOf(characters.join(""), nodejieba)).toBe(wordsOf(characters.join("")));
      }),
      { numRuns: 2000 },
    );
  });

  both("give the same words where words run into one another", () => {
    // A word, then others that begin with its last character: as many cuts as can be.
    const byHead = new Map<string, string[]>();
    for (const word of dictionary) {
      const sharing = byHead.get(word[0] as string);
      if (sharing) sharing.push(word);
      else byHead.set(word[0] as string, [word]);
    }
    const chain = fc.tuple(fc.constantFrom(...dictionary), fc.array(fc.nat(), { maxLength: 5 })).map(([first, choices]) =>
      choices.reduce((text, choice) => {
        const next = byHead.get(text.at(-1) as string) ?? dictionary;
        return text + (next[choice % next.length] as string).slice(1);
      }, first),
    );
    fc.assert(
      fc.property(chain, (text) => {
        expect(wordsOf(text, nodejieba)).toBe(wordsOf(text));
      }),
      { numRuns: 5000 },
    );
  });

  both.each([
    ["哥哥哥哥哥", "哥哥/哥哥/哥"],
    ["妈妈妈", "妈妈/妈"],
    ["忍无可忍无可忍", "忍无可忍/无可/忍"],
  ])("settle equally likely cuts of %s alike", (text, words) => {
    expect([wordsOf(text, nodejieba), wordsOf(text)]).toEqual([words, words]);
  });

  both("start their words at the same places, and leave nothing out", () => {
    const text = "您好,请于今日18:00前还清,否则爆通讯录";
    expect(nodejieba.segment(text)).toEqual(nodeRs.segment(text));
    for (const { word, start } of nodeRs.segment(text)) expect(text.slice(start, start + word.length)).toBe(word);
    expect(wordsOf(text).replaceAll("/", "")).toBe("您好请于今日前还清否则爆通讯录");
  });
});
