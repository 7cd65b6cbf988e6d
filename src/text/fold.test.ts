import { describe, expect, it } from "vitest";
import { loadKnowledge } from "../knowledge/load.js";
import { Folder } from "./fold.js";

const folder = new Folder(loadKnowledge().normaliser.traditional);
const folded = (raw: string): string => folder.fold(raw).text;

describe("folding", () => {
  it.each([
    [
      "full-width letters, digits and marks become plain",
      "ＡＰＰ还款８６３．５０元，尾号（７７２０）",
      "app还款863.50元,尾号(7720)",
    ],
    ["the yuan sign is one and the same", "￥500", "¥500"],
    ["capitals become small", "请打开App，回T退订", "请打开app,回t退订"],
    ["digits in circles are digits", "待还①②⑤元，第④期", "待还125元,第4期"],
    ["so are white ones on black discs, double circles and keycaps", "❶③➎ ⓿⓵ 1️⃣8️⃣", "135 01 18"],
    ["letters in discs and boxes are letters", "ⓠⓠ 🅥🆇", "qq vx"],
    ["circled numbers above ten keep both digits", "⓫⓴⑳", "112020"],
    ["ligatures and squared words come apart", "㎡ ℡ ㈠", "m2 tel (一)"],
    ["traditional characters become simplified", "帳單逾期，請於週五前繳付", "帐单逾期,请于周五前缴付"],
    ["an ideographic space or a tab is a space", "还款　今日\t截止", "还款 今日 截止"],
    ["line ends stay, carriage returns go", "第一条\r\n第二条", "第一条\n第二条"],
    ["Chinese quotation marks and full stops stay", "“京东金条”。《合同》", "“京东金条”。《合同》"],
  ])("%s", (_, raw, expected) => expect(folded(raw)).toBe(expected));

  it.each([
    ["zero-width spaces", "上\u200b门\u200c催\u200d收"],
    ["a byte-order mark", "\ufeff上门催收"],
    ["bidi overrides and isolates", "\u202e上门\u202c\u2066催收\u2069"],
    ["strokes laid over the characters", "上\u0336门\u0336催\u0338收"],
    ["soft hyphens and variation selectors", "上\u00ad门\ufe0f催收"],
    ["control characters", "上\u0000门\u001b催\u0007收"],
    ["blanks that are letters or symbols by name", "上\u3164门\u2800催\uffa0收"],
  ])("drops %s", (_, raw) => expect(folded(raw)).toBe("上门催收"));

  it("drops pictures that part words, with or without a variation selector", () => {
    expect(folded("您的🔥白条⚠️等着❗坐牢👉🏻今日🇨🇳")).toBe("您的白条等着坐牢今日");
  });

  it("keeps pictures that stand for a word", () => expect(folded("微❤➕v，扫🐎，下💰")).toBe("微❤➕v,扫🐎,下💰"));

  it("makes no character of two halves that something dropped kept apart", () => {
    expect(folded("\ud83d\u200b\ude00")).toBe("\ud83d");
  });

  it("leaves a lone surrogate where it stood", () => {
    expect(folded("逾期\ud83d３天")).toBe("逾期\ud83d3天");
  });

  it("gives plain text back with no map at all", () => {
    const plain = "您的贷款已逾期3天,请尽快还款。";
    expect(folder.fold(plain)).toEqual({ text: plain, from: null, to: null });
  });

  it("folds an empty message to an empty one", () => expect(folded("")).toBe(""));
});

describe("the map of a folded text", () => {
  it("points every character at the whole of what it came from", () => {
    const { text, from, to } = folder.fold("逾㈠期💰\u200b！");
    expect(text).toBe("逾(一)期💰!");
    expect([...(from ?? [])]).toEqual([0, 1, 1, 1, 2, 3, 3, 6]);
    expect([...(to ?? [])]).toEqual([1, 2, 2, 2, 3, 5, 5, 7]);
  });

  it("is there as soon as one traditional character is", () => {
    expect(folder.fold("門").from).toEqual(Int32Array.of(0));
  });
});

describe("a table of characters", () => {
  it("is followed to its end, so that folding twice changes nothing", () => {
    expect(new Folder("薴苧苧苎").fold("薴").text).toBe("苎");
  });
});

describe("for every character of the planes in use", () => {
  const characters = Array.from({ length: 0x32400 }, (_, code) => String.fromCodePoint(code));

  it("it folds beside others as it does alone", () => {
    // "ß" keeps the text off the short cut for plain text; commas keep surrogates apart.
    expect(characters.filter((character) => folded(`ß,${character},`) !== `ß,${folded(character)},`)).toEqual([]);
  });

  it("folding twice is folding once", () => {
    expect(characters.filter((character) => folded(folded(character)) !== folded(character))).toEqual([]);
  });
});
