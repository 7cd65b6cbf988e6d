import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LengthWidth, typedstreamOf } from "../build/exports/apple.js";
import { textOfTypedstream } from "./typedstream.js";

describe("the text of an attributed string", () => {
  it.each([0, 1, 41, 42, 43, 126, 127, 128, 129, 255, 256, 32_767, 32_768, 40_000, 65_535, 65_536, 100_000])(
    "is whole with a body of %i bytes",
    (length) => {
      const text = "a".repeat(length);
      expect(textOfTypedstream(typedstreamOf(text))).toBe(text);
    },
  );

  it.each([1, 42, 43, 44, 127, 128, 13_333, 40_000])("is whole with %i Chinese characters, of three bytes each", (length) => {
    const text = "催".repeat(length);
    expect(textOfTypedstream(typedstreamOf(text))).toBe(text);
  });

  it.each<LengthWidth>([2, 4])("may have its length in %i bytes, however short or long it is", (width) => {
    for (const text of ["催", "收".repeat(43), "款".repeat(20_000)])
      expect(textOfTypedstream(typedstreamOf(text, false, width))).toBe(text);
  });

  it("may itself name the class it is stored as, or hold the bytes that come before a text", () => {
    for (const text of ["NSString", "NSString是什么", "NSMutableString NSString\u0001+\u0005abcde", "+\u0001+"])
      expect(textOfTypedstream(typedstreamOf(text))).toBe(text);
  });

  it("is found in a mutable string too", () => {
    expect(textOfTypedstream(typedstreamOf("今晚到你家", true))).toBe("今晚到你家");
  });

  it("keeps a byte-order mark and NULs", () => {
    expect(textOfTypedstream(typedstreamOf("\ufeff一\u0000二"))).toBe("\ufeff一\u0000二");
  });

  it("is whatever it was when it was written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.boolean(), (text, mutable) => {
        expect(textOfTypedstream(typedstreamOf(text, mutable))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("no text is found", () => {
  it.each([
    ["no bytes", ""],
    ["other bytes", "62706c6973743030"],
    ["a string without its type", Buffer.from("NSString\u0001abcdefghijklmnop\u0084\u0001+\u0001a", "latin1").toString("hex")],
    ["a string that ends before its length", `${Buffer.from("NSString").toString("hex")}019484012b`],
    ["a string shorter than its length", `${Buffer.from("NSString").toString("hex")}019484012b0561`],
    ["a length that is cut off", `${Buffer.from("NSString").toString("hex")}019484012b8101`],
    ["a length of no known width", `${Buffer.from("NSString").toString("hex")}019484012b8461`],
    ["bytes that are no UTF-8", `${Buffer.from("NSString").toString("hex")}019484012b02e582`],
  ])("in %s", (_, hex) => {
    expect(textOfTypedstream(Buffer.from(hex, "hex"))).toBeNull();
  });

  it("where the end is missing, nor is anything thrown", () => {
    const whole = typedstreamOf("请于今日还款");
    const textEnd = Buffer.from(whole).indexOf("款") + 3;
    for (let end = 0; end < textEnd; end++) expect(textOfTypedstream(whole.subarray(0, end))).toBeNull();
    for (let end = textEnd; end <= whole.length; end++) expect(textOfTypedstream(whole.subarray(0, end))).toBe("请于今日还款");
  });
});
