import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { trainBayes } from "../bayes/train.js";
import { buildClassifier } from "../classifier.js";
import { createNormaliser } from "../text/normalise.js";
import { rank, TEXT_FLAGS, type TextFlagId, VERDICTS, type Verdict } from "../types.js";
import { createAblation } from "./ablation.js";
import { calibrate, calibrationSet } from "./calibrate.js";
import { calibrationError } from "./calibration-error.js";
import type { Answer } from "./counts.js";
import { fixtureFiles, type Labelled, readLabelled, trainingDocument } from "./fixtures.js";
import { score, scoreAnswers, toAnswer } from "./score.js";

/** What the shipped rules, model and calibration must hold to on the fixtures, as a whole. */

/** Milliseconds: thousands of messages are judged, some twice, on machines that may be busy. */
const LONG = 180_000;

const root = new URL("../../", import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, root));
const read = (name: string): string => readFileSync(path(name), "utf8");
const SETS = ["train", "gold"] as const;
const [train, gold] = (await Promise.all(SETS.map((set) => readLabelled(fixtureFiles(set))))) as [Labelled[], Labelled[]];
const everything = [...train, ...gold];
const classifier = await buildClassifier();
const { classify, knowledge } = classifier;
const severityOf = new Map(knowledge.rules.map(({ id, severity }) => [id, severity]));

describe("the clean corpus", () => {
  interface Accepted {
    readonly rule: string;
    readonly message: string;
    readonly reason: string;
  }
  const accepted = parse(read("fixtures/accepted.yml")) as Accepted[];

  /** Each rule that raises something above a notice, or `bayes` where the model does so alone. */
  const hits = everything
    .filter(({ verdict }) => verdict === "unrelated")
    .flatMap(({ message }) =>
      classify(message)
        .flags.filter(({ severity }) => rank(severity) >= rank("warning"))
        .flatMap(({ evidence }) => {
          const rules = evidence.flatMap((one) =>
            one.by === "rule" && rank(severityOf.get(one.rule) ?? "notice") >= rank("warning") ? [one.rule] : [],
          );
          return (rules.length > 0 ? [...new Set(rules)] : ["bayes"]).map((rule) => `${rule} on ${message.id}`);
        }),
    );

  it("is large enough to say something", () => {
    expect(everything.filter(({ verdict }) => verdict === "unrelated").length).toBeGreaterThan(900);
  });

  it("raises nothing above a notice but what fixtures/accepted.yml lists, and all of that", () => {
    expect(hits.toSorted()).toEqual(accepted.map(({ rule, message }) => `${rule} on ${message}`).toSorted());
  });

  it("has a reason for each finding accepted", () => {
    for (const { rule, message, reason } of accepted) expect(reason.length, `${rule} on ${message}`).toBeGreaterThan(20);
    expect(accepted.map((one) => Object.keys(one))).toEqual(accepted.map(() => ["rule", "message", "reason"]));
  });
});

describe("the gold fixtures", () => {
  const floor = JSON.parse(read("fixtures/gold/floor.json")) as {
    readonly verdictsExact: number;
    readonly flaggedF1: number;
    readonly macroF1: number;
    readonly flags: Readonly<Record<TextFlagId, number>>;
  };
  const { verdictsExact, flagged, macroF1, flags } = score(
    gold.map(({ message, verdict, flags }) => ({ expected: { verdict, flags }, report: classify(message) })),
  );
  const floors: readonly (readonly [string, number, number])[] = [
    ["verdicts exact", verdictsExact, floor.verdictsExact],
    ["F1 of flagged or not", flagged.f1, floor.flaggedF1],
    ["macro-F1 of the flags", macroF1, floor.macroF1],
    ...Object.entries(floor.flags).map(([id, least]) => [`F1 of ${id}`, flags[id as TextFlagId].f1, least] as const),
  ];

  it("have a floor under every flag", () => {
    expect(Object.keys(floor.flags)).toEqual(Object.keys(flags));
  });

  it.each(floors)("%s: %f is no less than %f", (_, now, least) => {
    expect(least).toBeGreaterThan(0.5);
    expect(now).toBeGreaterThanOrEqual(least);
  });
});

describe("the gold set", () => {
  interface Row {
    readonly id: string;
    readonly text: string;
    readonly verdict: Verdict;
    readonly flags: readonly TextFlagId[];
    readonly pair?: string;
    readonly script?: string;
  }
  const rows = fixtureFiles("gold")
    .flatMap((name) => readFileSync(name, "utf8").trim().split("\n"))
    .map((line) => JSON.parse(line) as Row);

  it("is large, and holds every verdict and flag in number", () => {
    expect(rows.length).toBeGreaterThanOrEqual(1_000);
    for (const verdict of VERDICTS) expect(rows.filter((row) => row.verdict === verdict).length, verdict).toBeGreaterThan(90);
    for (const flag of TEXT_FLAGS) expect(rows.filter(({ flags }) => flags.includes(flag)).length, flag).toBeGreaterThan(100);
    expect(rows.filter(({ script }) => script === "traditional").length).toBeGreaterThan(60);
    expect(rows.filter(({ text }) => text.length <= 20).length).toBeGreaterThan(30);
    expect(rows.filter(({ text }) => text.length >= 120).length).toBeGreaterThan(25);
  });

  it("has minimal pairs, whose verdicts differ", () => {
    const pairs = new Map<string, Row[]>();
    for (const row of rows) if (row.pair !== undefined) pairs.set(row.pair, [...(pairs.get(row.pair) ?? []), row]);
    expect(pairs.size).toBeGreaterThanOrEqual(120);
    for (const [pair, members] of pairs) {
      expect(members, pair).toHaveLength(2);
      expect(members[0]?.verdict, pair).not.toBe(members[1]?.verdict);
    }
  });

  it("finds rules and model together better than either alone", { timeout: LONG }, async () => {
    const ask = await createAblation(classifier, {});
    const answers = gold.map(({ message, verdict, flags }) => {
      const { report, weighing } = classifier.weigh(message);
      const alone = ask(message, weighing.features());
      return { expected: { verdict, flags }, together: toAnswer({ expected: { verdict, flags }, report }), alone };
    });
    const macro = (pick: (one: (typeof answers)[number]) => Omit<Answer, "expected">): number =>
      scoreAnswers(answers.map((one) => ({ ...pick(one), expected: one.expected }))).macroF1;
    const together = macro((one) => one.together);
    expect(together).toBeGreaterThan(macro((one) => one.alone.rulesAlone));
    expect(together).toBeGreaterThan(macro((one) => one.alone.bayesAlone));
  });

  it("is judged with confidences that keep their word, on messages they were not fitted on", { timeout: LONG }, async () => {
    const halves = [0, 1].map((half) => gold.filter((_, i) => i % 2 === half)) as [Labelled[], Labelled[]];
    for (const [fitted, asked] of [halves, halves.toReversed()] as [Labelled[], Labelled[]][]) {
      const calibrated = await buildClassifier({}, { ...knowledge, calibration: await calibrate(fitted, knowledge) });
      const answers = asked.map(({ message, verdict }) => {
        const report = calibrated.classify(message);
        return { confidence: report.confidence, right: report.verdict === verdict };
      });
      expect(calibrationError(answers)).toBeLessThanOrEqual(0.05);
    }
  });
});

describe("what is learnt", () => {
  it("is the model that training makes of fixtures/train, to the byte", { timeout: LONG }, () => {
    const documents = train.map((labelled) => trainingDocument(classifier, labelled));
    const { terms, ...rest } = trainBayes(documents);
    const shipped = JSON.parse(read("rules/bayes/model.json")) as Record<string, unknown>;
    expect(JSON.stringify({ ...rest, terms })).toBe(JSON.stringify(shipped));
  });

  it("is the calibration that its set makes, to the byte", { timeout: LONG }, async () => {
    expect(`${JSON.stringify(await calibrate(await calibrationSet(), knowledge), null, 2)}\n`).toBe(
      read("rules/bayes/calibration.json"),
    );
  });
});

describe("the fixtures", () => {
  const normalise = createNormaliser(knowledge.normaliser);
  /** What is left when spelling, signs and spaces no longer tell two texts apart. */
  const key = (text: string): string => {
    const { text: normalised } = normalise(text);
    return normalised.replace(/[\s\p{P}\p{S}]/gu, "") || normalised;
  };

  it("have an id each", () => {
    expect(new Set(everything.map(({ message }) => message.id)).size).toBe(everything.length);
  });

  it("say nothing twice, in whichever set", () => {
    const seen = new Map<string, string>();
    const twice = everything.flatMap(({ message: { id, text } }) => {
      const other = seen.get(key(text));
      seen.set(key(text), id);
      return other === undefined ? [] : [`${other} and ${id}: ${text}`];
    });
    expect(twice).toEqual([]);
  });

  it("of gold are no rule's example", () => {
    const measured = new Map(gold.map(({ message }) => [key(message.text), message.id]));
    const known = knowledge.rules.flatMap(({ id, examples }) =>
      [...examples.bad, ...examples.ok].flatMap((text) => {
        const message = measured.get(key(text));
        return message === undefined ? [] : [`${id} and ${message}: ${text}`];
      }),
    );
    expect(known).toEqual([]);
  });
});
