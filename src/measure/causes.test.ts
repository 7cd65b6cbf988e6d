import { describe, expect, it } from "vitest";
import { createDiagnosis, type Miss } from "./causes.js";
import { renderMisses } from "./causes-table.js";
import { loadDisguises } from "./disguises.js";
import type { Labelled } from "./fixtures.js";
import { amongCollectors, aRule, classifierOf, labelled } from "./rules.testing.js";

const disguises = loadDisguises();
const BREAK = { id: "threat/break", flag: "threat", any: [{ words: ["打断你的腿"] }] };

/** The misses of one message under the rules. */
async function misses(one: Labelled, ...rules: readonly Readonly<Record<string, unknown>>[]): Promise<Miss[]> {
  return createDiagnosis(await classifierOf(rules.map(aRule)), disguises)(one);
}
async function causes(...given: Parameters<typeof misses>): Promise<string[]> {
  return (await misses(...given)).map(({ kind, flag, cause }) => `${kind} ${flag}: ${cause}`);
}
const reasons = async (...given: Parameters<typeof misses>): Promise<string> =>
  (await misses(...given)).flatMap(({ because }) => because).join("\n");

describe("a flag that is missing", () => {
  it("is none where the rule holds", async () => {
    expect(await misses(labelled("今晚打断你的腿", "improper", "threat"), BREAK)).toEqual([]);
  });

  it("is a variant where reading past the spelling finds it", async () => {
    const suit = { ...BREAK, id: "threat/suit", any: [{ words: ["将起诉你"] }] };
    const one = labelled("再不来电将起溯你", "improper", "threat");
    expect(await causes(one, suit)).toEqual(["missing threat: variant"]);
    expect(await reasons(one, suit)).toContain("将起诉你");
  });

  it("is a variant where a sign inside stops a rule", async () => {
    expect(await causes(labelled("今晚打断¤你的腿", "improper", "threat"), BREAK)).toEqual(["missing threat: variant"]);
  });

  it("is a variant where pinyin stands unread and no rule came near", async () => {
    const one = labelled("今晚duan你腿", "improper", "threat");
    expect(await causes(one, BREAK)).toEqual(["missing threat: variant"]);
    expect(await reasons(one, BREAK)).toContain("晚duan");
  });

  const text = "昨天有人说今晚打断你的腿";
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ["a condition that is not met", { where: [{ re: "借款" }, { re: "催收" }] }, "not its `where` 1, /借款/"],
    ["counter-evidence", { unless: [{ re: "昨天.{0,3}说" }] }, "also its `unless` 1, /昨天.{0,3}说/ (“昨天有人说”)"],
    ["nothing near", { near: { within: 3, any: [{ words: ["昨天"] }] } }, "nothing of its `near` close by"],
  ])("is a matter of context: %s", async (_, condition, reason) => {
    const one = labelled(text, "improper", "threat");
    expect(await causes(one, { ...BREAK, ...condition })).toEqual(["missing threat: context"]);
    expect(await reasons(one, { ...BREAK, ...condition })).toBe(`threat/break found “打断你的腿”, but ${reason}`);
  });

  it("is a matter of context behind a negation", async () => {
    expect(await reasons(labelled("我们绝不会打断你的腿", "improper", "threat"), BREAK)).toBe(
      "threat/break found “打断你的腿”, but behind a negation",
    );
  });

  it("is a matter of context where a signal silences, and names who gave it", async () => {
    const warning = { id: "signals/warning", signal: "informing", any: [{ words: ["有人说"] }] };
    const others = ["debtor", "court-notice"].map((signal) => ({
      id: `signals/${signal}`,
      signal,
      any: [{ words: ["无此词"] }],
    }));
    expect(await reasons(labelled(text, "improper", "threat"), warning, ...others, BREAK)).toBe(
      'threat/break found “打断你的腿”, but the signal "informing" silences it: signals/warning “有人说”',
    );
  });

  it("is demoted where it is there as a notice", async () => {
    const one = labelled(text, "improper", "threat");
    const eased = { ...BREAK, eased: [{ re: "昨天" }] };
    expect(await causes(one, eased)).toEqual(["missing threat: demoted"]);
    expect(await reasons(one, eased)).toBe("threat/break (serious) is eased");
    expect(await reasons(one, { ...BREAK, severity: "notice" })).toBe("threat/break is worth a notice only");
  });

  it("is a missing rule where none came near, with what the model says", async () => {
    const one = labelled("小心门口", "questionable", "threat");
    expect(await causes(one, BREAK)).toEqual(["missing threat: missing rule"]);
    expect(await reasons(one, BREAK)).toMatch(/^no rule of the flag came near; the model (abstains|says 0\.\d{3})$/);
  });

  it("is doubtful where the label contradicts itself", async () => {
    const one = labelled("祝您生日快乐", "legitimate", "threat");
    expect(await causes(one, BREAK)).toEqual(["missing threat: label doubt"]);
    expect(await reasons(one, BREAK)).toBe("labelled legitimate, yet with threat");
  });
});

describe("a flag raised in error", () => {
  it("is a rule too broad, named with its words", async () => {
    const one = labelled("电影里他说打断你的腿", "unrelated");
    expect(await causes(one, BREAK)).toEqual(["false threat: rule too broad"]);
    expect(await reasons(one, BREAK)).toBe("threat/break (serious) “打断你的腿”");
  });

  const vile = labelled("兄弟们去你家堵门，欠的钱不还，打断你的腿，弄死你全家，小心你的狗命", "legitimate");

  it("is Bayes noise where the model alone raised it", async () => {
    const [miss, ...others] = createDiagnosis(await amongCollectors([]), disguises)(vile);
    expect(miss).toMatchObject({ kind: "false", flag: "threat", cause: "Bayes noise" });
    expect(miss?.because.join()).toMatch(/^the model alone, 0\.\d{3}: .+ \d/);
    expect(others).toEqual([]);
  });

  it("is doubtful where rules and model agree against the label", async () => {
    const [miss] = createDiagnosis(await amongCollectors([aRule(BREAK)]), disguises)(vile);
    expect(miss).toMatchObject({ flag: "threat", cause: "label doubt" });
    expect(miss?.because).toContain("threat/break (serious) “打断你的腿”");
  });
});

describe("the list", () => {
  const miss: Miss = {
    id: "m-1",
    text: "请汇到6222021234567890123\n今天",
    flag: "scam",
    kind: "missing",
    cause: "missing rule",
    because: ["no rule of the flag came near; the model abstains"],
  };

  it("counts first, then shows each under its cause, numbers starred out", () => {
    expect(renderMisses(3, [miss])).toMatchInlineSnapshot(`
      "3 messages: 1 flags missing, 0 false

      cause            threat  visit-bluff  false-legal  third-party  scam    all
      variant               0            0            0            0     0      0
      context               0            0            0            0     0      0
      demoted               0            0            0            0     0      0
      missing rule          0            0            0            0     1      1
      Bayes noise           0            0            0            0     0      0
      rule too broad        0            0            0            0     0      0
      label doubt           0            0            0            0     0      0
      all                   0            0            0            0     1      1

      ## missing rule
      m-1  missing scam
        请汇到***************0123 今天
        no rule of the flag came near; the model abstains
      "
    `);
  });

  it("is all noughts where nothing is amiss", () => {
    expect(renderMisses(3, []).split("\n")).toHaveLength(12);
  });
});
