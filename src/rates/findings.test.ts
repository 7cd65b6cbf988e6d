import { describe, expect, it } from "vitest";
import { findEntities } from "../text/entities.js";
import type { LenderKind } from "./caps.js";
import { rateFindings } from "./findings.js";
import { loadRates } from "./load.js";

const rates = loadRates("rules");
const TODAY = "2026-11-21";
const judged = (text: string, kind: LenderKind = "internet-lender", day = TODAY) =>
  rateFindings(text, findEntities(text), kind, day, rates);
const severities = (...given: Parameters<typeof judged>) => judged(...given).map(({ severity }) => severity);

describe("how grave", () => {
  it.each([
    ["日利率0.05%", []],
    ["罚息按日利率万分之五计收", []],
    ["年化7.2%起", []],
    ["年利率24%", []],
    ["年利率24.1%", ["notice"]],
    ["年化36%", ["notice"]],
    ["年化36.1%", ["warning"]],
    ["日息0.1%", ["warning"]],
    ["日息1%", ["warning"]],
    ["违约金每日0.27%", ["warning"]],
    ["违约金每日0.28%", ["serious"]],
    ["本金5000元,每天罚息50元", ["serious"]],
    ["逾期一天按1%收取", ["serious"]],
    // A year that was only assumed, and a month that was stated.
    ["到手5000借条10000", ["notice"]],
    ["到手5000借条10000,期限一个月", ["warning"]],
  ])("%s", (text, expected) => expect(severities(text)).toEqual(expected));

  it("is a notice at most where the lender or the day is unsure", () => {
    expect(severities("年化40%", "unknown")).toEqual(["notice"]);
    expect(severities("年化40%", "bank", "2010-01-01")).toEqual(["notice"]);
    expect(severities("违约金每日1%", "unknown")).toEqual(["serious"]);
  });
});

describe("by what rule", () => {
  const guidance = (kind: LenderKind, day: string, text = "年化40%"): readonly string[] =>
    judged(text, kind, day)[0]?.guidance ?? [];

  it("holds private lenders to four times the LPR, named and not computed", () => {
    expect(guidance("private", TODAY)).toEqual(["pl-25", "pl-28", "civil-680"]);
    expect(judged("年化30%", "private")[0]).toMatchObject({ severity: "notice", flag: "false-legal" });
    expect(judged("年化30%", "private")[0]?.evidence.compared?.zh).toContain("LPR的4倍");
  });

  it("keeps the 24 %/36 % rule to its days", () => {
    expect(guidance("private", "2020-08-19")).toEqual(["pl-2015-2636"]);
    expect(guidance("private", "2020-08-20")).toEqual([]);
    expect(judged("年化40%", "private", "2020-08-20")[0]?.evidence.compared?.zh).toContain("LPR的4倍");
  });

  it("does not hold licensed lenders to the private-lending cap", () => {
    for (const kind of ["bank", "consumer-finance", "small-loan", "internet-lender"] as const) {
      expect(guidance(kind, TODAY)).not.toContain("pl-25");
      expect(guidance(kind, TODAY)).toContain("cost-disclosure-2026");
      expect(guidance(kind, "2026-07-31")).not.toContain("cost-disclosure-2026");
    }
  });

  it("cites what bears on penalties and on deductions", () => {
    expect(guidance("private", TODAY, "违约金每日1%")).toEqual(["civil-585", "pl-25", "pl-28", "civil-680"]);
    expect(guidance("private", TODAY, "到手5000借条10000")[0]).toBe("civil-670");
  });
});

it("shows the words, the sum and what they are set against", () => {
  expect(judged("请还款,日息0.1%。", "unknown")[0]?.evidence).toEqual({
    by: "arithmetic",
    start: 4,
    end: 10,
    text: "日息0.1%",
    arithmetic: { zh: "0.1% × 365天 = 每年36.5%", en: "0.1% × 365 days = 36.5% a year" },
    perYear: 36.5,
    compared: { zh: expect.stringContaining("不知道出借人"), en: expect.stringContaining("unknown") },
  });
});
