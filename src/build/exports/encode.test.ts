import { describe, expect, it } from "vitest";
import { encode, type WrittenEncoding } from "./encode.js";

describe("a text written in another encoding", () => {
  it.each<[WrittenEncoding, string]>([
    ["gbk", "您好，逾期abc 88元€"],
    ["gb18030", "𠮷祥㐂来👨‍👩‍👧您好é"],
    ["big5", "您好，逾期通知：請儘快還款"],
    ["utf-16le", "您好👨‍👩‍👧"],
    ["utf-16be", "您好👨‍👩‍👧"],
  ])("is decoded as it was: %s", (encoding, text) => {
    expect(new TextDecoder(encoding, { fatal: true }).decode(encode(text, encoding))).toBe(text);
  });

  it("has four bytes for what GB18030 puts beyond its table", () => {
    expect(encode("𠮷", "gb18030")).toHaveLength(4);
    expect(encode("期", "gb18030")).toHaveLength(2);
  });

  it("is refused where a character is missing", () => {
    expect(() => encode("𠮷", "gbk")).toThrow("gbk has no “𠮷”");
  });
});
