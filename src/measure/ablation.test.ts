import { describe, expect, it } from "vitest";
import { buildClassifier, type ClassifierOptions } from "../classifier.js";
import { createAblation } from "./ablation.js";

const ask = async (text: string, options: ClassifierOptions = {}) => {
  const classifier = await buildClassifier(options);
  const askParts = await createAblation(classifier, options);
  const message = { text };
  return askParts(message, classifier.weigh(message).weighing.features());
};

describe("each part alone", () => {
  const SCAM = "您的贷款已逾期，请将5000元转到安全账户6222021234567890123，解冻后返还。";

  it("sees what it can see", async () => {
    const { rulesAlone, bayesAlone } = await ask(SCAM);
    expect(rulesAlone).toEqual({ verdict: "scam", flags: ["scam"] });
    expect(bayesAlone.verdict).toBe("scam");
  });

  it("the model abstains where it knows too few words, the rules do not", async () => {
    const askParts = await createAblation(await buildClassifier(), {});
    expect(askParts({ text: "再不还钱，弄死你" }, ["还钱"])).toEqual({
      rulesAlone: { verdict: "improper", flags: ["threat"] },
      bayesAlone: { verdict: "unrelated", flags: [] },
    });
  });

  it("the model alone knows a lawful reminder, and what is none", async () => {
    const lawful = await ask("【招联金融】您的贷款已逾期3天，应还1200元，请登录招联金融App还款，客服95786。");
    expect(lawful.bayesAlone).toEqual({ verdict: "legitimate", flags: [] });
    const ordinary = await ask("今晚一起去看电影吗？八点在万达门口见，我已经买好票了，记得早点出门。");
    expect(ordinary.bayesAlone).toEqual({ verdict: "unrelated", flags: [] });
  });

  it("leaves a disabled flag out", async () => {
    const { rulesAlone, bayesAlone } = await ask(SCAM, { disable: ["scam"] });
    expect([...rulesAlone.flags, ...bayesAlone.flags]).not.toContain("scam");
  });
});
