import { describe, expect, it } from "vitest";
import type { Labelled } from "./fixtures.js";
import { createOpener } from "./opened.js";
import { aRule, classifierOf, labelled } from "./rules.testing.js";
import { score } from "./score.js";
import { worthOfRules } from "./worth.js";
import { worthOfSignals } from "./worth-signals.js";
import { renderWorth } from "./worth-table.js";

const rule = (id: string, words: string, more: Readonly<Record<string, unknown>> = {}) =>
  aRule({ id, flag: id.split("/")[0], any: [{ words: words.split("|") }], ...more });
const signal = (id: string, name: string, words: string) => aRule({ id, signal: name, any: [{ words: [words] }] });

const RULES = [
  signal("signals/report", "informing", "据报道"),
  signal("signals/teaching", "informing", "老师说"),
  signal("signals/due", "collection", "欠款"),
  signal("signals/debtor", "debtor", "无此词一"),
  signal("signals/court", "court-notice", "无此词二"),
  rule("threat/break", "打断腿"),
  rule("threat/beat", "打"),
  rule("threat/never", "无此词三"),
  rule("scam/pay", "转给我", { where: [{ signal: "collection" }] }),
];

const MESSAGES: readonly Labelled[] = [
  labelled("打断腿", "improper", "threat"),
  labelled("打一顿", "improper", "threat"),
  labelled("打球去", "unrelated"),
  labelled("打车来", "unrelated"),
  labelled("打折了", "unrelated"),
  labelled("据报道他打人", "unrelated"),
  labelled("据报道，老师说打断腿", "improper", "threat"),
  labelled("欠款转给我", "scam", "scam"),
  labelled("欠款转给我们单位", "legitimate"),
];

async function cases(rules: typeof RULES = RULES) {
  const open = createOpener(await classifierOf(rules));
  return MESSAGES.map((one) => ({ labelled: one, opened: open(one.message) }));
}
const worth = async () => worthOfRules(await cases(), RULES);
const of = async (id: string) => (await worth()).find((one) => one.id === id);

describe("the worth of a rule", () => {
  it("counts hits on messages with and without the flag, and those no other rule has", async () => {
    expect(await of("threat/beat")).toMatchObject({ right: 2, wrong: 3, soleRight: 1, soleWrong: 3 });
    expect(await of("threat/break")).toMatchObject({ right: 1, wrong: 0, soleRight: 0, soleWrong: 0 });
    expect(await of("scam/pay")).toMatchObject({ right: 1, wrong: 1, soleRight: 1, soleWrong: 1 });
  });

  it("is nothing where another rule does the same", async () => {
    expect(await of("threat/break")).toMatchObject({ macroF1: 0, verdicts: 0 });
  });

  it.each(["threat/beat", "threat/break", "scam/pay"])("is what running without %s loses", async (id) => {
    const scored = async (rules: typeof RULES) =>
      score((await cases(rules)).map(({ labelled, opened }) => ({ expected: labelled, report: opened.report })));
    const [all, less] = [await scored(RULES), await scored(RULES.filter((one) => one.id !== id))];
    const found = await of(id);
    expect(found?.macroF1).toBeCloseTo((all.macroF1 - less.macroF1) * 100, 8);
    expect(found?.verdicts).toBeCloseTo((all.verdictsExact - less.verdictsExact) * MESSAGES.length, 8);
  });

  it("orders the rules, and leaves signals out", async () => {
    const ids = (await worth()).map(({ id }) => id);
    expect(ids[0]).toBe("scam/pay");
    expect(new Set(ids)).toEqual(new Set(["threat/break", "threat/beat", "threat/never", "scam/pay"]));
  });
});

describe("the worth of a signal", () => {
  it("counts flags it kept back, rightly and wrongly", async () => {
    const informing = worthOfSignals(await cases()).find(({ id }) => id === "informing");
    expect(informing).toMatchObject({ messages: 2, silencedRight: 1, silencedWrong: 1, enabledRight: 0, enabledWrong: 0 });
  });

  it("counts flags it made possible, rightly and wrongly", async () => {
    const collection = worthOfSignals(await cases()).find(({ id }) => id === "collection");
    expect(collection).toMatchObject({ messages: 2, silencedRight: 0, silencedWrong: 0, enabledRight: 1, enabledWrong: 1 });
  });

  it("lays an effect to a rule only where no other gives the signal", async () => {
    const informing = worthOfSignals(await cases()).find(({ id }) => id === "informing");
    expect(
      informing?.rules.map(({ id, messages, silencedRight, silencedWrong }) => [id, messages, silencedRight, silencedWrong]),
    ).toEqual([
      ["signals/report", 2, 1, 0],
      ["signals/teaching", 1, 0, 0],
    ]);
  });
});

describe("the table", () => {
  it("puts rules that do harm or nothing under headings of their own", async () => {
    const table = renderWorth(MESSAGES.length, await worth(), worthOfSignals(await cases()));
    expect(table).toMatchInlineSnapshot(`
      "9 messages. Right and wrong: on messages with and without the flag; sole: no other rule raises it there.
      Points: macro-F1 that goes when the rule is left out; verdicts: right ones that go.

      ## rules by worth (2)
                                                  severity       right       wrong  sole right  sole wrong      points    verdicts
      scam/pay                                     serious           1           1           1           1      +33.33           0
      threat/break                                 serious           1           0           0           0           0           0

      ## better left out (1)
                                                  severity       right       wrong  sole right  sole wrong      points    verdicts
      threat/beat                                  serious           2           3           1           3           0          -2

      ## no hit (1)
      threat/never (serious)

      ## signals (5)
                                                  messages  kept right       wrong  gave right       wrong
      collection                                         2           0           0           1           1
        signals/due                                      2           0           0           1           1
      informing                                          2           1           1           0           0
        signals/report                                   2           1           0           0           0
        signals/teaching                                 1           0           0           0           0
      "
    `);
  });
});
