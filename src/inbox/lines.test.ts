import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLines } from "./lines.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** The lines of a text that arrives in these pieces, decoded. */
async function linesOf(...pieces: readonly string[]) {
  const lines: { text: string; number: number; offset: number }[] = [];
  for await (const { bytes, number, offset } of splitLines(stream(pieces.map(utf8)))) {
    lines.push({ text: new TextDecoder().decode(bytes), number, offset });
  }
  return lines;
}

describe("lines", () => {
  it("end at a line feed, with or without a carriage return, which goes", async () => {
    expect(await linesOf("已逾期\n请还款\r\n谢谢\n")).toEqual([
      { text: "已逾期", number: 1, offset: 0 },
      { text: "请还款", number: 2, offset: 10 },
      { text: "谢谢", number: 3, offset: 21 },
    ]);
  });

  it("lose one carriage return at the end, no more, and none elsewhere", async () => {
    expect((await linesOf("a\rb\r\r\nc\r")).map(({ text }) => text)).toEqual(["a\rb\r", "c"]);
  });

  it("may be empty", async () => {
    expect((await linesOf("\n\r\n\na")).map(({ text }) => text)).toEqual(["", "", "", "a"]);
  });

  it("count without a line feed at the end of the input", async () => {
    expect((await linesOf("第一\n第二")).map(({ text, number }) => `${number} ${text}`)).toEqual(["1 第一", "2 第二"]);
  });

  it("do not end at other separators, which stand inside messages", async () => {
    expect(await linesOf("一\u2028二\u2029三\u0085四\u000b五\n")).toHaveLength(1);
  });

  it("may begin in one piece of the input and end in another, even inside \\r\\n", async () => {
    expect((await linesOf("已", "逾", "期\r", "\n请还", "", "款")).map(({ text }) => text)).toEqual(["已逾期", "请还款"]);
  });

  it("of an empty input are none", async () => {
    expect(await linesOf()).toEqual([]);
    expect(await linesOf("", "")).toEqual([]);
  });
});

describe("however the input is cut into pieces", () => {
  const byte = fc.oneof(fc.constantFrom(0x61, 0x0d, 0xe5, 0x80, 0x00), fc.nat(255)).filter((value) => value !== 0x0a);
  const line = fc.array(byte, { maxLength: 8 }).filter((bytes) => bytes.at(-1) !== 0x0d);
  const ending = fc.constantFrom([0x0a], [0x0d, 0x0a]);
  const cuts = fc.array(fc.nat(60), { maxLength: 10 });

  const pieces = (bytes: readonly number[], at: readonly number[]): Uint8Array[] => {
    const borders = [0, ...at.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
    return borders.slice(1).map((end, i) => Uint8Array.from(bytes.slice(borders[i], end)));
  };

  it("the same lines come back, each with its number and place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(line, ending)), line, cuts, async (ended, last, at) => {
        const bytes = [...ended.flatMap(([content, end]) => [...content, ...end]), ...last];
        const expected = [...ended.map(([content]) => content), ...(last.length > 0 ? [last] : [])];
        const got: number[][] = [];
        for await (const { bytes: content, number, offset } of splitLines(stream(pieces(bytes, at)))) {
          got.push([...content]);
          expect(number).toBe(got.length);
          expect(bytes.slice(offset, offset + content.length)).toEqual([...content]);
        }
        expect(got).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
