import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeAs } from "./encode.js";

describe("a text encoded for a fixture", () => {
  it.each([
    ["gb18030", "催收€𠮷㐂😡abc“”"],
    ["gbk", "催收€還款abc“”"],
    ["big5", "催收還款十卅abc「」"],
    ["utf-16le", "催收𠮷abc"],
    ["utf-16be", "催收𠮷abc"],
  ] as const)("comes back from %s", (encoding, text) => {
    expect(new TextDecoder(encoding, { fatal: true }).decode(encodeAs(text, encoding))).toBe(text);
  });

  it("comes back from GB18030 and UTF-16 whatever it is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }).filter((text) => !text.startsWith("\ufeff") && !/[\u{e000}-\u{f8ff}]/u.test(text)),
        fc.constantFrom("gb18030", "utf-16le", "utf-16be"),
        (text, encoding) => {
          expect(new TextDecoder(encoding, { fatal: true }).decode(encodeAs(text, encoding))).toBe(text);
        },
      ),
    );
  });

  it("is in the bytes that are known for it", () => {
    expect([...encodeAs("催收a", "gbk")]).toEqual([0xb4, 0xdf, 0xca, 0xd5, 0x61]);
    expect([...encodeAs("十", "big5")]).toEqual([0xa4, 0x51]);
    expect([...encodeAs("😀", "gb18030")]).toEqual([0x94, 0x39, 0xfc, 0x36]);
  });

  it("is refused when the encoding lacks a character", () => {
    expect(() => encodeAs("还", "big5")).toThrow("big5 has no 还 (U+8FD8)");
    expect(() => encodeAs("😡", "gbk")).toThrow("gbk has no 😡 (U+1F621)");
  });
});
