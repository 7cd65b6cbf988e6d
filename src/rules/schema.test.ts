import { describe, expect, it } from "vitest";
import { ruleSchema } from "./schema.js";

const RULE = {
  id: "scam/private-account",
  flag: "scam",
  severity: "critical",
  title: "要求转入个人账户",
  titleEn: "Asks for payment to a private account",
  why: { zh: "还款只走合同账户", en: "repayment goes to the contract's account only" },
  guidance: ["practice-1"],
  any: [{ words: ["个人账户"] }],
  examples: { bad: ["转到个人账户", "打到他个人账户"], ok: ["不向个人账户转账", "个人账户余额"] },
};

const accepts = (rule: unknown): boolean => ruleSchema.safeParse(rule).success;
const without = (key: keyof typeof RULE) => Object.fromEntries(Object.entries(RULE).filter(([name]) => name !== key));

describe("ruleSchema", () => {
  it("takes a flag rule, and a signal rule without severity, reasons and guidance", () => {
    expect(accepts(RULE)).toBe(true);
    const { id: _id, flag: _flag, severity: _severity, why: _why, guidance: _guidance, ...rest } = RULE;
    expect(accepts({ ...rest, id: "signals/account", signal: "account" })).toBe(true);
  });

  it.each(["id", "flag", "severity", "title", "titleEn", "why", "guidance", "any", "examples"] as const)(
    "does not take a flag rule without %s",
    (key) => {
      expect(accepts(without(key))).toBe(false);
    },
  );

  it("takes a suggestion by its id or written out in both languages, and for a flag only", () => {
    const suggests = (suggest: unknown): boolean => accepts({ ...RULE, suggest });
    const written = { zh: "【{company}】请在{app}还款。", en: "Point to the app." };
    expect([suggests("pay-to-the-lender"), suggests(written)]).toEqual([true, true]);
    expect([suggests(""), suggests([]), suggests({ zh: written.zh }), suggests({ ...written, fr: "…" })]).toEqual(
      Array(4).fill(false),
    );
    const { flag: _flag, ...rest } = RULE;
    expect(accepts({ ...rest, signal: "account" })).toBe(true);
    expect(accepts({ ...rest, signal: "account", suggest: written })).toBe(false);
  });

  it.each([
    ["one of several entities", { entity: ["card", "qq"] }],
    ["an entity of a standing", { entity: "link", standing: ["other", "unknown"] }],
    ["words on boundaries", { words: ["起诉"], boundary: true }],
    ["a pattern on boundaries", { re: "起诉", boundary: true }],
    ["signals", { signal: ["debt", "overdue"] }],
  ])("takes %s as a condition", (_, condition) => {
    expect(accepts({ ...RULE, any: [condition], unless: [{ ...condition, within: 400 }] })).toBe(true);
  });

  it.each([
    ["nothing to look for", {}],
    ["two things to look for", { re: "起诉", signal: "debt" }],
    ["an unknown kind of entity", { entity: "fax" }],
    ["no entity", { entity: [] }],
    ["an unknown standing", { entity: "link", standing: "fake" }],
    ["the standing of words", { words: ["起诉"], standing: "other" }],
    ["the boundary of an entity", { entity: "link", boundary: true }],
    ["no words", { words: [] }],
    ["an empty word", { words: [""] }],
    ["an empty pattern", { re: "" }],
    ["a misspelt key", { re: "起诉", bondary: true }],
  ])("does not take a condition with %s", (_, condition) => {
    expect(accepts({ ...RULE, any: [condition] })).toBe(false);
    expect(accepts({ ...RULE, unless: [condition] })).toBe(false);
  });

  it("knows a reach where it counts only", () => {
    const near = (within: number) => ({ ...RULE, near: { within, any: [{ words: ["转账"] }] } });
    expect([0, 1, 400, 401, 1.5].map((within) => accepts(near(within)))).toEqual([false, true, true, false, false]);
    expect(accepts({ ...RULE, any: [{ words: ["账户"], within: 3 }] })).toBe(false);
    expect(accepts({ ...RULE, near: { within: 9, any: [{ words: ["账户"], within: 3 }] } })).toBe(false);
  });

  it("wants two examples of each kind", () => {
    const { bad, ok } = RULE.examples;
    expect(accepts({ ...RULE, examples: { bad: bad.slice(1), ok } })).toBe(false);
    expect(accepts({ ...RULE, examples: { bad, ok: ok.slice(1) } })).toBe(false);
    expect(accepts({ ...RULE, examples: { bad, ok, maybe: [] } })).toBe(false);
  });
});
