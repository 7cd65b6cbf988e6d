import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskNumbers } from "./mask.js";

describe("maskNumbers", () => {
  it.each([
    ["a mobile number", "回电13912345678谢谢", "回电139****5678谢谢"],
    ["in blocks", "回电139 1234 5678", "回电139 **** 5678"],
    ["with hyphens", "回电139-1234-5678。", "回电139-****-5678。"],
    ["in other blocks", "回电1391 234 5678", "回电139* *** 5678"],
    ["with its country code", "+8613912345678", "+86139****5678"],
    ["with its country code in blocks", "+86 139 1234 5678", "+86 139 **** 5678"],
    ["with zeros before its country code", "008613912345678", "0086139****5678"],
    ["in full-width digits", "１３９１２３４５６７８", "１３９****５６７８"],
    ["two of them", "13912345678、15000001111", "139****5678、150****1111"],
    ["a card number", "卡号6222021234567890123", "卡号***************0123"],
    ["of sixteen digits", "6225880123456789", "************6789"],
    ["in blocks", "6222 0212 3456 7890", "**** **** **** 7890"],
    ["of nineteen digits in blocks", "6222-0212-3456-7890-123", "****-****-****-***0-123"],
    ["beside a mobile number", "6222021234567890 139 1234 5678", "************7890 139 **** 5678"],
    ["an identity number", "身份证110101199003071234", "身份证1101**************"],
    ["that ends in X", "11010119900307123X", "1101**************"],
    ["that ends in x", "11010119900307123x。", "1101**************。"],
    ["in blocks", "110101 19900307 1234", "1101** ******** ****"],
  ])("stars out %s: %s", (_, text, masked) => {
    expect(maskNumbers(text)).toBe(masked);
    expect(masked).toHaveLength(text.length);
  });

  it.each([
    ["an amount", "本金138000元，合计￥13812345.67"],
    ["a short number", "请拨12368或96110"],
    ["a bank's line", "客服95188、95533"],
    ["a 400 line", "400-820-8888，4008208888，400 820 8888"],
    ["a landline", "010-66668888转8012，0571-88889999"],
    ["dates and times", "2025-04-03 08:39，20250403083912，2025年4月3日至2026年12月31日"],
    ["order numbers below fourteen digits", "订单2025040312345，单号123456789012"],
    ["an SMS port, however long", "10690000000000，1069012345678901234，106912345678"],
    ["a case number", "(2025)京0105民初12345号"],
    ["a card's tail", "尾号7890的卡"],
    ["a longer number", "20250403123456789012345"],
    ["no number", "请尽快还款"],
    ["nothing", ""],
  ])("leaves %s alone", (_, text) => {
    expect(maskNumbers(text)).toBe(text);
  });

  it("keeps every other character in its place, whatever the text", () => {
    const unit = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(..."0123456789") },
      fc.constantFrom("13912345678", "6222021234567890", "110101199003071234", "+86", "X", " ", "-", "还", "🙂", "１", "*"),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const masked = maskNumbers(text);
        expect(masked).toHaveLength(text.length);
        for (let i = 0; i < text.length; i++) {
          if (masked[i] === text[i]) continue;
          expect(masked[i]).toBe("*");
          expect(text[i]).toMatch(/[0-9０-９Xx]/);
        }
      }),
      { numRuns: 2_000, seed: 138 },
    );
  });

  it("leaves no mobile number standing between other characters", () => {
    const mobile = fc.stringMatching(/^1[3-9][0-9]{9}$/);
    const beside = fc.constantFrom("", "电话", "微信:", "+86", "86", "(", "a", "。", "\n");
    fc.assert(
      fc.property(beside, mobile, fc.constantFrom("", "谢谢", ")", "，", "x", "\u200b"), (before, number, after) => {
        expect(maskNumbers(before + number + after)).toBe(`${before}${number.slice(0, 3)}****${number.slice(-4)}${after}`);
      }),
      { numRuns: 500, seed: 139 },
    );
  });
});
