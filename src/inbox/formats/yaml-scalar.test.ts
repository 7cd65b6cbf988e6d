import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isScalar, parseDocument } from "yaml";
import { followScalar } from "./yaml-scalar.js";

/** The text of the value under `a` as the library reads it, and as it is followed; null where it is no YAML, or no text. */
function both(file: string): { read: string; followed: string; places: number } | null {
  const document = parseDocument(file, { keepSourceTokens: true, logLevel: "silent" });
  const scalar = document.getIn(["a", "b"], true);
  if (document.errors.length > 0 || !isScalar(scalar) || typeof scalar.value !== "string") return null;
  const { text, at } = followScalar(file, scalar);
  return { read: scalar.value, followed: text, places: at.length };
}

describe("a scalar that is followed", () => {
  it.each([
    ["plain", "还 款\n    今日\n\n\n    到期 # 注"],
    ["single quotes", "'还''款 \n\n   今日'"],
    ["double quotes", '"还\\"款 \\u4eca\\x41\\U0001F621\\\n    日  \n\n    \\  到\\t"'],
    ["literal", "|\n    还\n\n      款\n  \n\n"],
    ["literal with an indentation of its own", "|2-\n      还\n    款"],
    ["kept", "|+ # 注\n    还\n\n\n"],
    ["folded", ">\n    还\n    款\n\n    今\n      日\n    到\n"],
    ["folded and stripped", ">-\n\n    还\n\n\n    款\n\n"],
  ])("is the text it is: %s", (_, written) => {
    const result = both(`a:\n  b: ${written}`);
    expect(result).not.toBeNull();
    expect(result?.followed).toBe(result?.read);
  });

  const piece = fc.constantFrom(
    " ",
    "  ",
    "\t",
    "\n",
    "\n    ",
    "\r\n    ",
    "还",
    "款",
    "'",
    "''",
    "\\",
    "\\n",
    "\\u8fd8",
    "\\\n    ",
    "#",
    "-",
    ":",
  );
  const body = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(""));
  const value = fc.oneof(
    body.map((one) => `还${one}款`),
    body.map((one) => `"${one}"`),
    body.map((one) => `'${one}'`),
    fc
      .tuple(
        fc.constantFrom("|", ">", "|-", ">-", "|+", ">+", "|2", ">1-", "|+3", "> # 注"),
        body,
        fc.constantFrom("", "\n", "\n\n", "\r\n"),
      )
      .map(([header, one, end]) => `${header}\n    ${one}${end}`),
  );
  it("is the text the library reads, whatever stands in it", () => {
    let texts = 0;
    fc.assert(
      fc.property(value, fc.constantFrom("", "\nc: 1\n"), (written, after) => {
        const result = both(`a:\n  b: ${written}${after}`);
        // What is blank is no template.
        if (result === null || result.read.trim() === "") return;
        texts++;
        expect(result.followed).toBe(result.read);
        expect(result.places).toBe(result.read.length + 1);
      }),
      { numRuns: 2000 },
    );
    expect(texts).toBeGreaterThan(300);
  });
});
