import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { decodeUtf8 } from "./decode.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const joined = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...utf8(part)] : [part])));

function problemWith(bytes: Uint8Array, before?: number) {
  try {
    decodeUtf8(bytes, "inbox.txt", before);
  } catch (error) {
    if (error instanceof UserError) return error.problems[0];
    throw error;
  }
  throw new Error("it was decoded");
}

describe("UTF-8", () => {
  it("is decoded, without its byte-order mark", () => {
    expect(decodeUtf8(utf8("已逾期3天😡"), "inbox.txt")).toBe("已逾期3天😡");
    expect(decodeUtf8(utf8("\ufeff已逾期"), "inbox.txt")).toBe("已逾期");
    expect(decodeUtf8(utf8("已\ufeff逾期"), "inbox.txt")).toBe("已\ufeff逾期");
    expect(decodeUtf8(utf8(""), "inbox.txt")).toBe("");
  });

  it("of any text is that text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!text.includes("\0") && !text.startsWith("\ufeff"));
        expect(decodeUtf8(utf8(text), "inbox.txt")).toBe(text);
      }),
    );
  });
});

describe("bytes that are not UTF-8", () => {
  it.each([
    ["a Chinese sentence in GBK", joined(0xb4, 0xdf, 0xca, 0xd5), 1],
    ["GBK whose first byte might begin a character", joined("ok", 0xc4, 0xe3), 3],
    ["a stray byte after whole characters", joined("逾期", 0xff, "天"), 7],
    ["a continuation byte without a beginning", joined("a", 0x80, "b"), 2],
    ["a character broken off by another", joined("a", 0xe9, 0x80, "期"), 2],
    ["a character broken off by the end", joined("逾期", 0xe5, 0xa4), 7],
    ["a first byte and nothing more", joined("逾", 0xe5), 4],
    ["an emoji without its last byte", joined(0xf0, 0x9f, 0x98), 1],
    ["a surrogate", joined("逾", 0xed, 0xa0, 0x80), 4],
    ["a slash written too long", joined("a", 0xc0, 0xaf), 2],
    ["the same far on in a long text", joined("期".repeat(1000), 0xff), 3001],
  ])("%s: the first bad byte is named", (_, bytes, position) => {
    expect(problemWith(bytes)).toEqual({
      code: "not-utf8",
      message: `byte ${position} is not valid UTF-8`,
      where: "inbox.txt",
      hint: "say how it is encoded with --encoding (gb18030, big5 …), or convert it: iconv -f GB18030 -t UTF-8 FILE",
    });
  });

  it("are counted from the start of the file, its byte-order mark included", () => {
    expect(problemWith(joined("a", 0xff), 100)?.message).toBe("byte 102 is not valid UTF-8");
    expect(problemWith(joined("\ufeffa", 0xff))?.message).toBe("byte 5 is not valid UTF-8");
  });

  it("with a NUL among them are binary, and the NUL is named", () => {
    expect(problemWith(joined("ab", 0, "c"), 10)).toEqual({
      code: "binary",
      message: "byte 13 is NUL: this is binary data or UTF-16, not UTF-8 text",
      where: "inbox.txt",
      hint: "save it as UTF-8 text, JSON Lines or JSON",
    });
    expect(problemWith(joined(0xff, 0xfe, 0x61, 0))?.code).toBe("binary");
  });

  it("are found where they were put, in any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
        fc.constantFrom([0xff], [0x80], [0xc0], [0xe5], [0xe5, 0xa4], [0xf0, 0x9f, 0x98], [0xf5], [0xed, 0xa0, 0x80]),
        fc.constantFrom("", "期", "a"),
        (text, broken, after) => {
          const position = utf8(text).length + 1;
          expect(problemWith(joined(text, ...broken, after))?.message).toBe(`byte ${position} is not valid UTF-8`);
        },
      ),
      { numRuns: 500 },
    );
  });
});
