import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { buildClassifier } from "../classifier.js";
import { loadKnowledge } from "../knowledge/load.js";
import { createNormaliser } from "../text/normalise.js";
import { loadDisguises } from "./disguises.js";
import { fixtureFiles, type Labelled, readLabelled } from "./fixtures.js";
import { createObfuscator } from "./obfuscate.js";
import { lost, renderRobustness, robustness } from "./robustness.js";
import { WAYS, type Way } from "./ways.js";

const { normaliser } = loadKnowledge();
const disguises = loadDisguises();
const obfuscate = createObfuscator(normaliser, disguises);
const normalise = createNormaliser(normaliser);

/** A message with something for every way. */
const DEMAND =
  "【橙仓金融】您的贷款已逾期7天，欠款1,200.50元，今日不还款将起诉并上门催收，详见https://jd.com/a?b=1，加微信联系{name}。";

describe("hiding words", () => {
  it("gives the same text for the same seed, another for another", () => {
    expect(obfuscate(DEMAND, 7)).toEqual(obfuscate(DEMAND, 7));
    const seeds = Array.from({ length: 20 }, (_, seed) => obfuscate(DEMAND, seed).text);
    expect(new Set(seeds).size).toBeGreaterThan(15);
  });

  it.each(WAYS)("%s: changes the text, whatever the seed", (way) => {
    for (let seed = 0; seed < 20; seed++) {
      const { text, ways } = obfuscate(DEMAND, seed, [way]);
      expect(text).not.toBe(DEMAND);
      expect(ways).toEqual([way]);
    }
  });

  it("uses every way, one or two a message, and leaves some words readable", () => {
    const all = Array.from({ length: 200 }, (_, seed) => obfuscate(DEMAND, seed));
    expect([...new Set(all.flatMap(({ ways }) => ways))].sort()).toEqual([...WAYS].sort());
    expect(new Set(all.map(({ ways }) => ways.length))).toEqual(new Set([1, 2]));
    expect(all.some(({ text }) => text.includes("逾期"))).toBe(true);
    expect(all.some(({ text }) => !text.includes("逾期"))).toBe(true);
  });

  it.each<[Way, RegExp]>([
    [
      "separators",
      /起[^诉]{1,2}诉|上[^门]{1,2}门|催[^收]{1,2}收|还[^款]{1,2}款|逾[^期]{1,2}期|贷[^款]{1,2}款|欠[^款]{1,2}款|微[^信]{1,2}信|联[^系]{1,2}系/u,
    ],
    ["traditional", /[貸還門訴聯]/u],
    ["reading-notes", /貸\(dài\)|還\(huán\)|門\(mén\)|訴\(sù\)|聯\(lián\)/u],
    ["full-width", /[\uff01-\uff5e]/u],
    ["taken-apart", /讠斥|士示欠|代贝|其月|亻崔|丩攵|亻言/u],
    ["zero-width", /\p{Cf}/u],
    ["emoji", /\p{Extended_Pictographic}/u],
  ])("%s: looks the part", (way, look) => expect(obfuscate(DEMAND, 1, [way]).text).toMatch(look));

  it("leaves alone what has nothing to hide", () => {
    expect(obfuscate("https://jd.com/a", 1)).toEqual({ text: "https://jd.com/a", ways: [] });
    expect(obfuscate("", 1)).toEqual({ text: "", ways: [] });
  });
});

describe("whatever is hidden", () => {
  const part = fc.oneof(
    fc.constantFrom("今日上门", "您的贷款已逾期", "不还款就起诉", "加微信", "，", "。", " ", "请李先生"),
    fc.constantFrom("https://jd.com/a-b_c?d=1", "www.abc.top", "t.cn/x1"),
    fc.constantFrom("【橙仓金融】", "{name}", "{{amount}}", "***", "[金额]"),
    fc.stringMatching(/^[0-9]{1,11}$/),
  );
  const message = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => parts.join("，"));
  const seed = fc.integer({ min: 0, max: 1000 });

  it("links, signatures and placeholders stay as they are", () => {
    fc.assert(
      fc.property(message, seed, (text, seed) => {
        const hidden = obfuscate(text, seed).text;
        for (const kept of text.match(/https:\/\/[!-~]+|www\.abc\.top|t\.cn\/x1|【[^】]*】|\{+[a-z]+\}+|\*{2,}|\[金额\]/g) ?? [])
          expect(hidden).toContain(kept);
      }),
    );
  });

  it("numbers keep their digits, in order", () => {
    const digits = (text: string): string => text.normalize("NFKC").replace(/[^0-9]/g, "");
    fc.assert(
      fc.property(message, seed, (text, seed) => {
        expect(digits(obfuscate(text, seed).text)).toBe(digits(text));
      }),
    );
  });
});

describe("spellings held out", () => {
  it("are not known to the normaliser, or the measure would copy its answers", () => {
    const held = Object.entries(disguises.words).flatMap(([word, all]) => all.map((one) => [one, word] as const));
    expect(held.length).toBeGreaterThan(40);
    expect(held.filter(([one]) => one in normaliser.variants)).toEqual([]);
    const readable = held.filter(([one, word]) => normalise(one).text === word).map(([one]) => one);
    expect(readable).toEqual([]);
  });
});

describe("obfuscated copies of the gold set", () => {
  let gold: Labelled[];
  beforeAll(async () => {
    gold = await readLabelled(fixtureFiles("gold"));
  });

  it("lose at most 3 points of macro-F1", { timeout: 120_000 }, async () => {
    const { classify } = await buildClassifier();
    for (const seed of [1, 2, 3]) {
      const result = robustness(gold, classify, obfuscate, seed, []);
      expect(result.changed).toBeGreaterThan(gold.length * 0.95);
      expect(lost(result.plain, result.mixed), `seed ${seed}`).toBeLessThanOrEqual(3);
    }
  });

  it("show in a table what each way costs", async () => {
    const { classify } = await buildClassifier();
    const table = renderRobustness(robustness(gold.slice(0, 12), classify, obfuscate, 1, ["traditional", "emoji"]));
    expect(table.split("\n").map((line) => line.slice(0, 28).trimEnd())).toEqual([
      "F1                   changed",
      "plain                      0",
      expect.stringMatching(/^one or two ways +1[12]$/),
      "",
      expect.stringMatching(/^traditional +[0-9]+$/),
      expect.stringMatching(/^emoji +[0-9]+$/),
      "",
    ]);
  });
});
