import { describe, expect, it } from "vitest";
import type { BayesClass } from "../bayes/model.js";
import { loadKnowledge } from "../knowledge/load.js";
import type { TextFlagId, Verdict } from "../types.js";
import { crossValidate, type Sample, withoutExample } from "./cross-validate.js";

const knowledge = loadKnowledge();
const SILENT = { step: () => undefined, advance: () => undefined };

const aSample = (features: readonly string[], verdict: Verdict, ...flags: readonly TextFlagId[]): Sample => {
  const classes = new Set<BayesClass>([...flags, ...(verdict === "unrelated" ? [] : (["collection"] as const))]);
  return {
    labelled: { message: { id: "m", text: "今晚一起去看电影吗？" }, verdict, flags },
    document: { features, classes },
    byRules: { id: "m", verdict: "unrelated", confidence: 0.9, flags: [], advice: [] },
  };
};
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const THREATS = ["打断", "弄死", "等着", "你的腿"];
const CHATTER = ["今晚", "电影", "一起", "去看"];

describe("crossValidate", () => {
  it("counts what models of the other folds say of each message", async () => {
    const samples = [
      ...times(10, () => aSample(THREATS, "improper", "threat")),
      ...times(10, () => aSample(CHATTER, "unrelated")),
      // Labelled against what its terms say.
      aSample(CHATTER, "improper", "threat"),
      aSample(THREATS, "unrelated"),
    ];
    const foldOf = samples.map((_, i) => i % 2);
    const { classes, abstained, rulesAlone, rulesAndModel } = await crossValidate(samples, foldOf, knowledge, SILENT);
    expect(abstained).toBe(0);
    expect(classes.threat).toMatchObject({ examples: 11, precision: 10 / 11, recall: 10 / 11, f1: 10 / 11 });
    expect(classes.collection).toEqual(classes.threat);
    expect(classes.threat.logLoss).toBeGreaterThan(0.2);
    expect(classes.threat.logLoss).toBeLessThan(Math.LN2);
    expect(classes.scam).toMatchObject({ examples: 0, precision: null, recall: null, f1: null });
    expect([rulesAlone.messages, rulesAndModel.messages]).toEqual([22, 22]);
    expect(rulesAlone.verdictsExact).toBe(0.5);
  });

  it("lets no model know the words of its own fold: it abstains", async () => {
    const samples = [
      ...times(8, () => aSample(THREATS, "improper", "threat")),
      ...times(8, () => aSample(CHATTER, "unrelated")),
      ...times(4, () => aSample(["这些", "词", "只在", "一处"], "scam", "scam")),
    ];
    const foldOf = samples.map((_, i) => (i < 16 ? i % 2 : 0));
    const { classes, abstained } = await crossValidate(samples, foldOf, knowledge, SILENT);
    expect(abstained).toBe(4);
    expect(classes.scam).toMatchObject({ examples: 4, precision: null, recall: 0, f1: 0 });
    // Being silent on scams costs recall, not log loss.
    expect(classes.scam.logLoss).toBeLessThan(0.2);
  });

  it("tells of each fold as it begins and of each message", async () => {
    const samples = [...times(5, () => aSample(THREATS, "improper", "threat")), ...times(4, () => aSample(CHATTER, "unrelated"))];
    const told: string[] = [];
    await crossValidate(
      samples,
      samples.map((_, i) => i % 3),
      knowledge,
      { step: (name, parts) => told.push(`${name}: ${parts}`), advance: () => told.push(".") },
    );
    expect(told.join(" ")).toBe("fold 1/3: 3 . . . fold 2/3: 3 . . . fold 3/3: 3 . . .");
  });
});

describe("withoutExample", () => {
  it("names the classes nothing can be learnt about", () => {
    expect(withoutExample([aSample(THREATS, "improper", "threat", "scam").document])).toEqual([
      "visit-bluff",
      "false-legal",
      "third-party",
    ]);
    expect(withoutExample([aSample(CHATTER, "unrelated").document])).toHaveLength(6);
  });
});
