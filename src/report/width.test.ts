import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { wrap } from "./width.js";

describe("wrap", () => {
  it("counts a Chinese character as two columns", () => {
    expect(wrap("请于今日还清全部欠款", 12)).toEqual(["请于今日还清", "全部欠款"]);
    expect(wrap("请于今日还清全部欠款", 13)).toEqual(["请于今日还清", "全部欠款"]);
    expect(wrap("请于今日还清全部欠款", 20)).toEqual(["请于今日还清全部欠款"]);
  });

  it("takes a closing mark's word along rather than begin a line with the mark", () => {
    expect(wrap("请于今日还清，逾期计息。", 12)).toEqual(["请于今日还", "清，逾期计", "息。"]);
    expect(wrap("她说：“还清了！”好", 12)).toEqual(["她说：“还清", "了！”好"]);
  });

  it("does not end a line with an opening mark", () => {
    expect(wrap("根据《民法典》第十条", 10)).toEqual(["根据《民法", "典》第十条"]);
    expect(wrap("一二三四《民法典》", 10)).toEqual(["一二三四", "《民法典》"]);
    expect(wrap("一二三四⟦上门⟧", 10)).toEqual(["一二三四", "⟦上门⟧"]);
  });

  it("holds words and numbers together and drops the blank it breaks at", () => {
    expect(wrap("please pay 1200.50 by Friday", 12)).toEqual(["please pay", "1200.50 by", "Friday"]);
    expect(wrap("欠款1200.50元整", 10)).toEqual(["欠款", "1200.50元", "整"]);
  });

  it("parts a word only where no line could hold it", () => {
    expect(wrap("https://pay.example.cn/a", 10)).toEqual(["https://pa", "y.example.", "cn/a"]);
    expect(wrap("见https://pay.example.cn/a", 30)).toEqual(["见https://pay.example.cn/a"]);
    expect(wrap(`见${"a".repeat(58)}`, 58)).toEqual(["见", "a".repeat(58)]);
    expect(wrap(`见${"a".repeat(59)}`, 58)).toEqual(["见", "a".repeat(58), "a"]);
  });

  it("keeps the line ends there are, empty lines too", () => {
    expect(wrap("一\n\n二", 10)).toEqual(["一", "", "二"]);
    expect(wrap("", 10)).toEqual([""]);
  });

  it("takes no width below eight", () => {
    expect(wrap("一二三四五", 1)).toEqual(["一二三四", "五"]);
    expect(wrap("一二三四五", -5)).toEqual(["一二三四", "五"]);
  });

  it("makes no line wider than asked, and loses nothing but blanks", () => {
    const unit = fc.oneof(
      fc.constantFrom(..."催收还款，。！？：；（）《》“”⟦⟧…%"),
      fc.constantFrom(..."abc019.,:;!?)(/ "),
      fc.constantFrom("🙂", "👍🏽", "🇨🇳", "é", "한", "\n"),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), fc.integer({ min: 8, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(/[ \n]/g, ""));
      }),
      { numRuns: 3_000, seed: 80 },
    );
  });
});
