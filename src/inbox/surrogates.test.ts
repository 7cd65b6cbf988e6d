import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinedSurrogates } from "./surrogates.js";

async function* stream(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

async function joined(...pieces: readonly string[]): Promise<string> {
  let out = "";
  for await (const piece of joinedSurrogates(stream(pieces))) out += piece;
  return out;
}

/** What a reader of the references sees; those to halves are what must not be left. */
const resolved = (text: string): string =>
  text.replace(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex: string | undefined, decimal: string) =>
    String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );

describe("references to the halves of a character", () => {
  it.each([
    ["decimal", "&#55357;&#56838;"],
    ["hexadecimal", "&#xD83D;&#xDE06;"],
    ["in small letters", "&#xd83d;&#xde06;"],
    ["one of each", "&#55357;&#xDE06;"],
    ["with zeros", "&#055357;&#x0000de06;"],
    ["as a whole already", "&#128518;"],
    ["as it is", "😆"],
  ])("become the character: %s", async (_, text) => {
    expect(resolved(await joined(`笑${text}！`))).toBe("笑😆！");
  });

  it.each([
    ["a first one alone", "&#55357;!", "\ufffd!"],
    ["a second one alone", "!&#56838;", "!\ufffd"],
    ["the wrong way round", "&#56838;&#55357;", "\ufffd\ufffd"],
    ["two first ones, then a second", "&#55357;&#55357;&#56838;", "\ufffd😆"],
    ["with something between", "&#55357; &#56838;", "\ufffd \ufffd"],
    ["cut off by the end", "&#55357;&#568", "\ufffd&#568"],
  ])("become U+FFFD where there is no pair: %s", async (_, text, expected) => {
    expect(resolved(await joined(text))).toBe(expected);
  });

  it("are told from characters whose numbers are near theirs", async () => {
    const near = "&#55295;&#57344;&#x5535;&#55000;&#xE000;";
    expect(await joined(near)).toBe(near);
  });

  it("leave everything behind them in its place", async () => {
    for (const text of ["&#55357;&#56838;尾", "&#xD83D;&#xDE06;尾", "&#55357;尾", "&#x00dE06;尾"])
      expect((await joined(text)).indexOf("尾")).toBe(text.indexOf("尾"));
  });

  it("are not seen in an escaped ampersand", async () => {
    expect(await joined("&amp;#55357;&amp;#56838;")).toBe("&amp;#55357;&amp;#56838;");
  });

  it("do not hold back text that only begins like one", async () => {
    const pieces: string[] = [];
    for await (const piece of joinedSurrogates(stream(["a&", "b", "&#", "&#0000000000000000000000", "1;c"]))) pieces.push(piece);
    expect(pieces.join("")).toBe("a&b&#&#00000000000000000000001;c");
    expect(pieces.length).toBeGreaterThan(2);
  });
});

describe("whatever the text, and however it is cut into pieces", () => {
  const half = fc.integer({ min: 0xd700, max: 0xe0ff });
  const reference = fc.oneof(
    half.map((code) => `&#${code};`),
    half.map((code) => `&#x${code.toString(16)};`),
    half.map((code) => `&#x00${code.toString(16).toUpperCase()};`),
    fc.string({ unit: "binary", maxLength: 2 }),
    fc.constantFrom("&", "&#", "&#x", "&amp;", "<", "&#10;", "&#55357;", "&#56838;", "&#xD83D;", "&#xDE06;"),
  );
  const text = fc.array(reference, { maxLength: 12 }).map((some) => some.join(""));
  const cuts = fc.array(fc.nat(120), { maxLength: 8 });
  const pieces = (whole: string, at: readonly number[]): string[] => {
    const borders = [0, ...at.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
    return borders.slice(1).map((end, i) => whole.slice(borders[i], end));
  };

  it("the same comes out, of the same length", async () => {
    await fc.assert(
      fc.asyncProperty(text, cuts, async (whole, at) => {
        const out = await joined(...pieces(whole, at));
        expect(out).toBe(await joined(whole));
        expect(out).toHaveLength(whole.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("no reference to a half is left, and what was none is as it was", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (whole) => {
        expect(resolved(await joined(whole))).toBe(Buffer.from(resolved(whole)).toString());
      }),
      { numRuns: 1000 },
    );
  });

  it("any text comes through whose every unit was written as a reference", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.boolean(), cuts, async (body, hex, at) => {
        const units = Array.from({ length: body.length }, (_, i) => body.charCodeAt(i));
        const written = units.map((unit) => (hex ? `&#x${unit.toString(16)};` : `&#${unit};`)).join("");
        expect(resolved(await joined(...pieces(written, at)))).toBe(body);
      }),
      { numRuns: 500 },
    );
  });
});
