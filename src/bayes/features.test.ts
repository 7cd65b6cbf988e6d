import { describe, expect, it } from "vitest";
import type { Segment } from "../segment/segmenter.js";
import { featuresOf } from "./features.js";

/** Words of a text as a segmenter gives them; a stroke parts words, a blank runs of Chinese characters. */
function segmented(text: string): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (const run of text.split(" ")) {
    for (const word of run.split("|")) {
      segments.push({ word, start });
      start += word.length;
    }
    start += 1;
  }
  return segments;
}

describe("featuresOf", () => {
  it("are words, neighbouring words and kinds of entities", () => {
    expect(featuresOf(segmented("今日|上门|清收"), [{ kind: "mobile", start: 9, end: 20, value: "13900001111" }], [])).toEqual([
      "今日",
      "上门",
      "今日_上门",
      "清收",
      "上门_清收",
      "<mobile>",
    ]);
  });

  it("hold single characters, by themselves and beside their neighbours", () => {
    expect(featuresOf(segmented("您|已|逾期"), [], [])).toEqual(["您", "已", "您_已", "逾期", "已_逾期"]);
  });

  it("do not pair words across what stands between", () => {
    expect(featuresOf(segmented("还款 逾期"), [], [])).toEqual(["还款", "逾期"]);
  });

  it("name the signals given", () => {
    expect(featuresOf(segmented("还款"), [], ["debt", "demanding"])).toEqual(["还款", "signal:debt", "signal:demanding"]);
  });

  it("count once what occurs twice", () => {
    const money = { kind: "money", start: 0, end: 4, value: "500元" } as const;
    expect(featuresOf(segmented("还款|还款|还款"), [money, money], [])).toEqual(["还款", "还款_还款", "<money>"]);
  });

  it("are none for an empty message", () => {
    expect(featuresOf([], [], [])).toEqual([]);
  });
});
