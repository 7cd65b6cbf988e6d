import { describe, expect, it } from "vitest";
import { TEXT_FLAGS } from "../types.js";
import { BAYES_CLASSES, EMPTY_MODEL, perClass } from "./model.js";
import { scoreBayes } from "./score.js";

describe("the model", () => {
  it("tells the text flags apart, and collection messages from others", () => {
    expect(BAYES_CLASSES).toEqual([...TEXT_FLAGS, "collection"]);
    expect(perClass((name, column) => `${column} ${name}`)).toEqual({
      threat: "0 threat",
      "visit-bluff": "1 visit-bluff",
      "false-legal": "2 false-legal",
      "third-party": "3 third-party",
      scam: "4 scam",
      collection: "5 collection",
    });
  });

  it("that has learnt nothing is undecided about everything", () => {
    const { known, abstains, of } = scoreBayes(EMPTY_MODEL, ["上门", "清收", "今日", "户籍", "外访"]);
    expect({ known, abstains }).toEqual({ known: 0, abstains: true });
    for (const name of BAYES_CLASSES) expect(of[name]).toEqual({ rawLogOdds: 0, probability: 0.5, band: null, terms: [] });
  });
});
