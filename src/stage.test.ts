import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overdueOf, stagesOf } from "./stage.js";

describe("overdueOf", () => {
  it.each([
    ["您的借款已逾期3天，请尽快还款", 3],
    ["逾期三个月仍未还款", 90],
    ["账单超期十二天", 12],
    ["您拖欠两期未付", 60],
    ["欠款已经一年，请处理", 365],
    ["三个月没还了，你打算怎么办", 90],
    ["已逾期二十五天", 25],
    ["拖欠半年房租", 183],
  ])("reads %s as %i days", (text, days) => {
    expect(overdueOf(undefined, text.replaceAll("，", ","))?.days).toBe(days);
  });

  it.each(["请于3日内还款", "逾期3日内免收罚息", "账单将于5天后到期", "逾期将影响征信", "逾期xx天", "3月8日还款"])(
    "reads nothing in %s",
    (text) => {
      expect(overdueOf(undefined, text)).toBeNull();
    },
  );

  it("believes the record before the text", () => {
    expect(overdueOf(90, "逾期3天")).toEqual({ days: 90, span: null });
  });

  it("points at the words that say so", () => {
    const text = "尊敬的客户,您的账单逾期15天";
    const { span } = overdueOf(undefined, text) ?? {};
    expect(text.slice(span?.start, span?.end)).toBe("逾期15天");
  });

  it("stays inside any text", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[逾期拖欠未还三十百半0-9天个月年,。 ]{0,40}$/u), (text) => {
        const overdue = overdueOf(undefined, text);
        if (!overdue) return;
        expect(overdue.days).toBeGreaterThanOrEqual(0);
        expect(overdue.span?.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("stagesOf", () => {
  it.each([
    [0, []],
    [1, ["stage-1-15"]],
    [15, ["stage-1-15"]],
    [16, ["stage-16-30"]],
    [30, ["stage-16-30"]],
    [31, ["stage-over-30"]],
    [90, ["stage-over-30"]],
    [91, ["stage-over-30", "stage-over-90"]],
  ])("puts day %i into %j", (days, stages) => {
    expect(stagesOf(days)).toEqual(stages);
  });
});
