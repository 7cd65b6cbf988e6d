import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneLine, visible } from "./visible.js";

describe("visible", () => {
  it.each([
    ["an escape sequence", "\u001b[2J清屏", "␛[2J清屏"],
    ["a bell, a tab and a null", "\u0007\t\0", "␇␉␀"],
    ["a control sequence in one character", "\u009b31m", "␣31m"],
    ["delete", "还\u007f款", "还␣款"],
    ["a bidi override and its end", "付款\u202e卡号\u202c", "付款␣卡号␣"],
    ["bidi isolates and marks", "\u2066a\u2069\u200e\u200f\u061c", "␣a␣␣␣␣"],
    ["zero-width characters", "上\u200b门\u200d\u2060\ufeff", "上␣门␣␣␣"],
    ["a soft hyphen", "催\u00ad收", "催␣收"],
    ["a line separator", "一\u2028二\u2029", "一␣二␣"],
    ["blank letters", "\u3164\u115f", "␣␣"],
    ["tags beyond the basic plane", "x\u{e0041}", "x␣␣"],
    ["half a character", "\ud83d款", "\ufffd款"],
    ["a carriage return of its own", "一\r二", "一␍二"],
  ])("shows %s", (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it("leaves line ends and ordinary text alone", () => {
    expect(visible("您好，\n请还款 500.00 元🙂")).toBe("您好，\n请还款 500.00 元🙂");
    expect(visible("一\r\n二")).toBe("一 \n二");
  });

  it("may be had on one line", () => expect(oneLine("一\r\n二\n\u001b[2J")).toBe("一 ␊二␊␛[2J"));

  it("keeps every offset and leaves nothing unsafe", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = visible(text);
        expect(shown).toHaveLength(text.length);
        expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 2_000, seed: 202 },
    );
  });
});
