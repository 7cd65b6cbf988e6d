import { describe, expect, it } from "vitest";
import { loadKnowledge } from "../knowledge/load.js";
import { createNormaliser } from "../text/normalise.js";
import type { TextFlagId, Verdict } from "../types.js";
import type { Labelled } from "./fixtures.js";
import { dealFolds, nearIdentical } from "./folds.js";

const normalise = createNormaliser(loadKnowledge().normaliser);
const labelled = (text: string, verdict: Verdict, ...flags: readonly TextFlagId[]): Labelled => ({
  message: { text, id: text },
  verdict,
  flags,
});
const foldsOf = (messages: readonly Labelled[], folds: number): number[] =>
  dealFolds(messages, nearIdentical(messages, normalise), folds);

const PLACES = ["北京", "上海", "广州", "深圳", "成都", "杭州", "武汉", "西安", "南京", "重庆"];
const MIXED = PLACES.flatMap((place) => [
  labelled(`${place}的天气很好`, "unrelated"),
  labelled(`${place}分部提醒您按时还款`, "legitimate"),
  labelled(`再不还钱就去${place}打断你的腿`, "improper", "threat"),
  labelled(`我们的人已到${place}，今晚上门`, "improper", "visit-bluff"),
]);

describe("nearIdentical", () => {
  it("puts together what differs in numbers, signs, spaces and spelling only", () => {
    const sets = nearIdentical(
      [
        labelled("请于3月15日前还款1,200元。", "legitimate"),
        labelled("请于 12月1日前还款98元！", "legitimate"),
        labelled("請於１月２日前還款5元", "legitimate"),
        labelled("请于3月15日后还款1,200元。", "legitimate"),
        labelled("！！！", "unrelated"),
        labelled("？", "unrelated"),
      ],
      normalise,
    );
    expect(sets.toSorted((a, b) => (a[0] as number) - (b[0] as number))).toEqual([[0, 1, 2], [3], [4], [5]]);
  });
});

describe("dealFolds", () => {
  it("gives each fold its share of every verdict with its flags", () => {
    const foldOf = foldsOf(MIXED, 5);
    for (let kind = 0; kind < 4; kind++) {
      const counts = [0, 1, 2, 3, 4].map((fold) => foldOf.filter((one, i) => one === fold && i % 4 === kind).length);
      expect(counts).toEqual([2, 2, 2, 2, 2]);
    }
  });

  it("spreads what is rare over the folds as well", () => {
    const rare = [labelled("甲", "scam", "scam"), labelled("乙", "scam", "scam", "threat"), labelled("丙", "questionable")];
    expect(new Set(foldsOf(rare, 3)).size).toBe(3);
  });

  it("keeps near-identical texts in one fold, whatever their labels", () => {
    const copies = Array.from({ length: 20 }, (_, i) =>
      labelled(`您的编号是${i}，请还款`, i % 2 === 0 ? "legitimate" : "questionable"),
    );
    expect(new Set(foldsOf([...copies, ...MIXED], 5).slice(0, 20)).size).toBe(1);
  });

  it("does not depend on the order of the messages", () => {
    const there = foldsOf(MIXED, 3);
    expect(foldsOf(MIXED.toReversed(), 3)).toEqual(there.toReversed());
  });
});
