import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INBOX } from "../build/exports/sent.js";
import { garbledPart } from "./garbled.js";

/** 0x80 to 0x9f in Windows-1252; the five it does not use as Latin-1 has them. */
const WINDOWS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
/** UTF-8 taken for Windows-1252, as editors and mail programs do. */
const asLatin = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => WINDOWS[byte - 0x80] ?? String.fromCharCode(byte)).join("");
/** Bytes taken for GBK where they are none, as old Windows programs do. */
const asGbk = (text: string): string => new TextDecoder("gbk").decode(new TextEncoder().encode(text));

describe("text that was decoded wrongly", () => {
  it.each([
    ["UTF-8 read as Windows-1252", asLatin("您好，请还款"), "æ‚¨å¥½ï¼Œè¯·"],
    ["an emoji so", `还款${asLatin("😡")}`, "ðŸ˜¡"],
    ["the replacement character, once saved and read as GBK", asGbk("\ufffd\ufffd还款"), "锟斤拷"],
    ["what could not be decoded", "您\ufffd\ufffd款", "\ufffd\ufffd"],
    ["memory that was never written to", "余额烫烫烫烫元", "烫烫烫"],
    ["the same from the heap", "余额屯屯屯屯元", "屯屯屯"],
  ])("is known by its traces: %s", (_, text, part) => {
    expect(garbledPart(text)?.slice(0, part.length)).toBe(part);
  });

  it("is shown in a few characters", () => {
    expect(garbledPart("\ufffd".repeat(1000))).toHaveLength(12);
  });

  it("is told of any longer Chinese text read as Windows-1252", () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.string({ unit: han, minLength: 2 }), (text) => {
        expect(garbledPart(asLatin(text))).not.toBeNull();
      }),
    );
  });
});

describe("ordinary text", () => {
  it.each([
    ["Chinese", "【暖阳消费金融】您尾号2210的借款今日到期，应还862.40元，请在App内还款。"],
    ["Chinese with hot and camped words", "水烫，真烫烫的，部队屯田屯粮，刚才吃了一斤。"],
    ["rare characters", "𠮷祥㐂来，龘靐齉"],
    ["French", "« Où êtes-vous ? » — « À Orléans… déjà ! » L’été à l’île, “ça” va, naïve Noël, œuvre à 5 €."],
    ["French in capitals, with hard blanks", "À\u00a0: «\u00a0É\u00a0»… «\u00a0é\u00a0»\u00a0! voilà\u00a0» à\u00a0«"],
    ["German, Spanish, Portuguese", "Öffnen Sie „Übung“ – größer; ¿Señor? ¡Olé!, ação – coração, «não», «murió…»— año”…»"],
    ["Vietnamese", "Quý khách đã quá hạn thanh toán, vui lòng trả nợ “ngay”…"],
    ["Japanese and Korean", "お支払いの期限が過ぎています。결제 기한이 지났습니다."],
    ["Thai and Arabic", "กรุณาชำระเงิน الرجاء الدفع"],
    ["emoji", "👨‍👩‍👧😡🇨🇳1️⃣❤️"],
    ["signs", "©2026 ™ ½ °C ±5 ×3 ÷ ¥100 €5 £3 § ¶ • … “” ‘’ –—"],
  ])("is none: %s", (_, text) => {
    expect(garbledPart(text)).toBeNull();
  });

  it("is none in the made-up inbox", () => {
    for (const { text } of INBOX) expect(garbledPart(text)).toBeNull();
  });

  it("is none, whatever Chinese characters, punctuation and emoji stand in it", () => {
    const unit = fc.oneof(
      fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0x1f300, max: 0x1faff }).map((code) => String.fromCodePoint(code)),
      fc.constantFrom(..."，。！？：；“”‘’（）【】《》…—·￥ abcXYZ019"),
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        fc.pre(!/锟斤拷|烫烫|屯屯/.test(text));
        expect(garbledPart(text)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });
});
