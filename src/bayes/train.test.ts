import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BAYES_CLASSES, type BayesClass, type BayesModel, EMPTY_MODEL, perClass, SMOOTHING } from "./model.js";
import { logistic, scoreBayes } from "./score.js";
import { loadNatural, type TrainingDocument, trainBayes } from "./train.js";

/** A labelled message; its words parted by blanks. */
const message = (text: string, ...classes: BayesClass[]): TrainingDocument => ({
  features: [...new Set(text.split(" "))],
  classes: new Set(classes),
});

const CORPUS: readonly TrainingDocument[] = [
  message("再 不 还款 就 打断 你 的 腿", "threat", "collection"),
  message("今晚 去 你 家 泼漆 等着 吧", "threat", "collection"),
  message("等着 吧 打断 你 儿子 的 腿", "threat", "collection"),
  message("不 还款 就 去 你 家 泼漆 再 打断 腿", "threat", "collection"),
  message("你 家 等着 今晚 泼漆", "threat", "collection"),
  message("本期 账单 已 逾期 请 尽快 还款", "collection"),
  message("您 的 账单 已 逾期 请 通过 官方 渠道 还款", "collection"),
  message("请 尽快 还款 以免 产生 罚息 您 的 账单 已 逾期", "collection"),
  message("外访 已 出发 今晚 到 你 家", "visit-bluff", "collection"),
  message("外访 今晚 到 户籍地 联系 你 家人 还款", "visit-bluff", "third-party", "collection"),
  message("联系 你 家人 和 村委 还款", "third-party", "collection"),
  message("再 不 还款 就 联系 你 家人 打断 腿", "threat", "third-party", "collection"),
  message("快递 已 到 请 尽快 领取"),
  message("您 的 快递 已 到 驿站 请 领取"),
  message("今晚 去 你 家 吃饭 等着 吧"),
  message("快递 已 出发 今晚 到 家"),
];

type Natural = InstanceType<ReturnType<typeof loadNatural>> & {
  getClassifications(tokens: readonly string[]): { label: string; value: number }[];
};

/** natural's own classifier of one class against the rest, over the terms of our model. */
function naturalFor(name: BayesClass, documents: readonly TrainingDocument[], terms: Readonly<Record<string, unknown>>): Natural {
  const natural = new (loadNatural())(undefined, SMOOTHING) as Natural;
  for (const { features, classes } of documents) {
    const tokens = features.filter((term) => Object.hasOwn(terms, term));
    if (tokens.length === 0) throw new Error("natural passes over messages without terms");
    natural.addDocument(tokens, classes.has(name) ? "in" : "out");
  }
  natural.train();
  return natural;
}

function valuesOf(natural: Natural, features: readonly string[]): { in: number; out: number } {
  const values = natural.getClassifications(features);
  const of = (label: string): number => values.find((one) => one.label === label)?.value as number;
  return { in: of("in"), out: of("out") };
}

describe("trainBayes", () => {
  const model = trainBayes(CORPUS);

  it("counts messages, by class and by term", () => {
    expect(model.documents).toBe(16);
    expect(model.positives).toEqual({
      threat: 6,
      "visit-bluff": 2,
      "false-legal": 0,
      "third-party": 3,
      scam: 0,
      collection: 12,
    });
    expect(model.terms["打断"]).toEqual([4, 4, 0, 0, 1, 0, 4]);
    expect(model.terms["今晚"]).toEqual([6, 2, 2, 0, 1, 0, 4]);
    expect(model.terms["快递"]).toEqual([3, 0, 0, 0, 0, 0, 0]);
    for (const [term, [all, ...each]] of Object.entries(model.terms)) {
      const having = CORPUS.filter(({ features }) => features.includes(term));
      expect(all).toBe(having.length);
      expect(each).toEqual(BAYES_CLASSES.map((name) => having.filter(({ classes }) => classes.has(name)).length));
    }
  });

  it("learns what three messages have, and leaves what fewer do", () => {
    const often = (term: string): number => CORPUS.filter(({ features }) => features.includes(term)).length;
    expect(["快递", "外访", "罚息"].map(often)).toEqual([3, 2, 1]);
    const vocabulary = [...new Set(CORPUS.flatMap(({ features }) => features))];
    expect(Object.keys(model.terms)).toEqual(vocabulary.filter((term) => often(term) >= 3).sort());
  });

  it("gives the posterior natural gives, class by class", () => {
    const vocabulary = Object.keys(model.terms);
    for (const name of ["threat", "visit-bluff", "third-party", "collection"] as const) {
      const natural = naturalFor(name, CORPUS, model.terms);
      const agree = (features: readonly string[]): void => {
        const { in: within, out } = valuesOf(natural, features);
        const ours = logistic(scoreBayes(model, features).of[name].rawLogOdds);
        expect(Math.abs(ours - within / (within + out))).toBeLessThan(1e-9);
      };
      for (const { features } of CORPUS) agree(features);
      fc.assert(fc.property(fc.shuffledSubarray(vocabulary), agree), { numRuns: 300, seed: 811 });
    }
  });

  it("ranks long messages where natural has underflowed to nothing", () => {
    const terms = Array.from({ length: 600 }, (_, i) => `词${i}`);
    // Every message has fifty of the six hundred terms; threats have them from the first half.
    const documents = Array.from({ length: 80 }, (_, i) => {
      const first = (i % 2 === 0 ? 0 : 300) + ((Math.floor(i / 2) * 50) % 300);
      return message(terms.slice(first, first + 50).join(" "), ...(i % 2 === 0 ? (["threat"] as const) : []));
    });
    const long = trainBayes(documents);
    const mostlyThreat = terms.slice(0, 500);
    const mostlyNot = terms.slice(100);
    const natural = naturalFor("threat", documents, long.terms);
    for (const features of [mostlyThreat, mostlyNot]) {
      expect(features).toHaveLength(500);
      expect(scoreBayes(long, features).known).toBe(500);
      expect(valuesOf(natural, features)).toEqual({ in: 0, out: 0 });
    }
    const [threat, not] = [mostlyThreat, mostlyNot].map((features) => scoreBayes(long, features).of.threat);
    expect(threat?.rawLogOdds).toBeGreaterThan(50);
    expect(not?.rawLogOdds).toBeLessThan(-50);
    expect(threat?.band).toBe("strong");
    expect(not?.band).toBeNull();
  });

  it("leans the right way on messages it has not seen", () => {
    const { of } = scoreBayes(model, ["等着", "打断", "腿", "泼漆", "你"]);
    expect(of.threat.probability).toBeGreaterThan(0.8);
    expect(of.threat.terms.map(({ term }) => term)).toContain("打断");
    expect(scoreBayes(model, ["快递", "请", "尽快", "领取", "到"]).of.threat.probability).toBeLessThan(0.2);
  });

  it("calibrates on each message as if it had not been learnt from", () => {
    const counted = (documents: readonly TrainingDocument[]): BayesModel => {
      const having = (name: BayesClass, term?: string): number =>
        documents.filter(({ features, classes }) => classes.has(name) && (!term || features.includes(term))).length;
      const row = (term: string): number[] => [
        documents.filter(({ features }) => features.includes(term)).length,
        ...BAYES_CLASSES.map((name) => having(name, term)),
      ];
      return {
        documents: documents.length,
        positives: perClass((name) => having(name)),
        terms: Object.fromEntries(Object.keys(model.terms).map((term) => [term, row(term)])),
        scale: model.scale,
      };
    };
    // A logistic regression with a constant says, on the average of what it was fitted to, the share that is so.
    const left = CORPUS.map((one) => scoreBayes(counted(CORPUS.filter((other) => other !== one)), one.features).of);
    for (const name of BAYES_CLASSES) {
      const mean = left.reduce((sum, of) => sum + of[name].probability, 0) / CORPUS.length;
      expect(mean).toBeCloseTo((model.positives[name] as number) / CORPUS.length, 3);
    }
    expect(model.scale.threat.slope).toBeGreaterThan(0);
  });

  it("gives the same model again, in whatever order the messages and their words come", () => {
    const wanted = JSON.stringify(model);
    expect(JSON.stringify(trainBayes(CORPUS))).toBe(wanted);
    const shuffled = fc.shuffledSubarray([...CORPUS], { minLength: CORPUS.length });
    fc.assert(
      fc.property(shuffled, (documents) => {
        expect(JSON.stringify(trainBayes(documents))).toBe(wanted);
        const turned = documents.map(({ features, classes }) => ({
          features: [...features].reverse(),
          classes: new Set([...classes].reverse()),
        }));
        expect(JSON.stringify(trainBayes(turned))).toBe(wanted);
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});

describe("trainBayes on little", () => {
  const numbersIn = (value: unknown): number[] =>
    typeof value === "number"
      ? [value]
      : typeof value === "object" && value !== null
        ? Object.values(value).flatMap(numbersIn)
        : [];

  it("learns nothing from nothing", () => {
    expect(trainBayes([])).toEqual(EMPTY_MODEL);
  });

  it.each([
    ["one message", CORPUS.slice(0, 1)],
    ["messages of no class", CORPUS.slice(12)],
    ["messages all of one class", CORPUS.slice(0, 5)],
    ["messages without a word", [message(""), { features: [], classes: new Set<BayesClass>(["scam"]) }]],
    ["the same message many times", Array.from({ length: 9 }, () => CORPUS[0] as TrainingDocument)],
  ])("stays finite with %s", (_, documents) => {
    const model = trainBayes(documents);
    expect(numbersIn(model).every(Number.isFinite)).toBe(true);
    expect(model.documents).toBe(documents.length);
    const { of } = scoreBayes(model, Object.keys(model.terms));
    expect(numbersIn(of).every(Number.isFinite)).toBe(true);
  });

  it("counts a message none of whose words it has learnt", () => {
    const { documents, positives, terms } = trainBayes([...CORPUS, message("冻结 账户", "scam"), message("", "scam")]);
    expect(documents).toBe(18);
    expect(positives.scam).toBe(2);
    expect(terms["冻结"]).toBeUndefined();
  });

  it("gives a class without positives next to no probability", () => {
    const model = trainBayes(CORPUS);
    for (const { features } of CORPUS) {
      const { probability, band } = scoreBayes(model, features).of.scam;
      expect(probability).toBeLessThan(0.01);
      expect(band).toBeNull();
    }
  });
});
