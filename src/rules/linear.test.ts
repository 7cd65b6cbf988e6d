import { type AST, RegExpParser } from "@eslint-community/regexpp";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_STEPS, slowness, workOf } from "./linear.js";

/**
 * A backtracking search that goes every way there is, as V8's does on a text that does not match in the end, and
 * counts: one step for each element, each alternative and each repetition it comes to.
 */
function search(source: string, text: string, accept: boolean): { readonly steps: number; readonly found: boolean } {
  const { alternatives } = new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
  let steps = 0;
  type Next = (at: number) => boolean;

  const any = (list: readonly AST.Alternative[], at: number, way: 1 | -1, next: Next): boolean =>
    list.some(({ elements }) => {
      steps++;
      return sequence(way === 1 ? elements : elements.toReversed(), at, way, next);
    });
  const sequence = ([first, ...rest]: readonly AST.Element[], at: number, way: 1 | -1, next: Next): boolean =>
    first === undefined ? next(at) : one(first, at, way, (to) => sequence(rest, to, way, next));
  const one = (element: AST.Element, at: number, way: 1 | -1, next: Next): boolean => {
    switch (element.type) {
      case "Group":
        return any(element.alternatives, at, way, next);
      case "Quantifier": {
        steps++;
        const { min, max, greedy } = element;
        const again = (times: number, from: number): boolean => {
          const more = (): boolean =>
            times < max &&
            one(element.element as AST.Element, from, way, (to) => (to === from && times >= min ? false : again(times + 1, to)));
          if (times < min) return more();
          return greedy ? more() || next(from) : next(from) || more();
        };
        return again(0, at);
      }
      case "Assertion": {
        if (element.kind === "word") throw new Error("not in these tests");
        if (!("alternatives" in element)) {
          steps++;
          return at === (element.kind === "start" ? 0 : text.length) && next(at);
        }
        const seen = any(element.alternatives, at, element.kind === "lookahead" ? 1 : -1, () => true);
        return seen !== element.negate && next(at);
      }
      default: {
        steps++;
        const character = text[way === 1 ? at : at - 1];
        return character !== undefined && new RegExp(`^${element.raw}$`, "u").test(character) && next(at + way);
      }
    }
  };
  let found = false;
  for (let start = 0; start <= text.length && !found; start++) found = any(alternatives, start, 1, () => accept);
  return { steps, found };
}

const character = fc.constantFrom("a", "b", "c", "[ab]", "[^a]", ".", "[bc]");
const bound = fc.constantFrom("?", "{0,2}", "{1,3}", "{2}", "??", "{0,3}?", "*", "+", "{2,}");
const { pattern } = fc.letrec<{ pattern: string; element: string; sequence: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 3 },
    character,
    fc.tuple(character, bound).map(([one, times]) => one + times),
    tie("pattern").map((inner) => `(?:${inner})`),
    fc.tuple(tie("pattern"), bound).map(([inner, times]) => `(?:${inner})${times}`),
    fc.tuple(fc.constantFrom("?=", "?!", "?<=", "?<!"), tie("pattern")).map(([look, inner]) => `(${look}${inner})`),
    fc.constantFrom("^", "$"),
  ),
  sequence: fc.array(tie("element"), { minLength: 1, maxLength: 4 }).map((elements) => elements.join("")),
  pattern: fc.array(tie("sequence"), { minLength: 1, maxLength: 3 }).map((sequences) => sequences.join("|")),
}));
/** Texts that lead astray: a few characters over and over. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 30 }),
  fc
    .tuple(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 3 }), fc.nat(20))
    .map(([part, times]) => part.repeat(times).slice(0, 40)),
);

describe("workOf", () => {
  it.each([
    ["上门", 3],
    ["上门|催收", 6],
    ["还款.{0,12}上门", 42],
    ["催收[0-9]+天", 7],
    ["(?<![0-9])[0-9]+天", 7],
    ["(?<!不|没)还[钱款]", 7],
  ])("counts the steps of %s", (source, steps) => {
    expect(workOf(source)).toEqual({ once: 0, steps });
  });

  it("counts what stands at the beginning of a message once", () => {
    expect(workOf("^[^a]{0,300}还款")).toEqual({ once: 905, steps: 2 });
  });

  it("takes alternatives that end unlike for one, those that end alike for several", () => {
    const behind = (words: string): number => (workOf(`(?:${words}).{0,400}款`) as { steps: number }).steps;
    expect(behind("上门|催收|还款|逾期")).toBeLessThan(1_000);
    expect(behind("上门?|上")).toBeGreaterThan(1_600);
  });

  it("never says fewer steps than a search takes", () => {
    let shown = 0;
    fc.assert(
      fc.property(pattern, text, (source, message) => {
        const work = workOf(source);
        if ("part" in work) return;
        const most = work.once + work.steps * (message.length + 1);
        if (most > 300_000) return;
        shown++;
        expect(search(source, message, false).steps).toBeLessThanOrEqual(most);
        expect(search(source, message, true).found).toBe(new RegExp(source, "u").test(message));
      }),
      { numRuns: 4_000 },
    );
    expect(shown).toBeGreaterThan(500);
  });
});

describe("slowness", () => {
  it("has nothing to say of an ordinary pattern", () => {
    for (const source of ["上门|走访", "(?:上门|走访)[^。!?;\\n]{0,12}(?:催收|讨债)", "(?<!不)还[0-9]{1,8}元", "第[0-9]+次"])
      expect(slowness(source)).toBeNull();
  });

  it.each([
    "(a+)+$",
    "(a|a)*b",
    "(?:a*)*",
    "a*a*a*b",
    "(.*,){11}P",
    "[0-9]+元",
    "a{3,}",
    "(?:ab|cd)+",
    "(?<=a+)b",
    "(?<!ba*)c",
    "(?=.*x)y",
    "1[0-9]+元",
    "(?:x?[0-9]*){0,3}y",
    "(a)\\1",
    "(?<one>a)\\k<one>",
    "(?:a{0,400}b?){0,400}",
    "(?:(?:a{0,50}){0,50}){0,50}",
    "(?:a?){400}b",
    ".{0,100}.{0,100}.{0,100}款",
    "a{0,100000}",
    `${"a?".repeat(60)}b`,
  ])("refuses %s", (source) => {
    expect(slowness(source)).not.toBeNull();
  });

  it("says which part, what makes it slow, and what to write", () => {
    expect(
      ["还款|[0-9]+元", "(?:ab|cd)+", "(a)\\1", ".{0,100}[^。]{0,100}.{0,90}款", "(?:a{0,400}b?){0,400}", "还.{0,9999}款"].map(
        slowness,
      ),
    ).toMatchInlineSnapshot(`
      [
        "[0-9]+ has no upper bound, and may begin anywhere inside a run of what it takes: a long message of "1111…" takes the square of its length; write a bound, such as {..12}, {0,12} or {1,12}, or begin with (?<![0-9])",
        "(?:ab|cd)+ has no upper bound; write a bound, such as {..12}, {0,12} or {1,12}",
        "\\1 asks again for what was found before, for which no bound can be given; write it with smaller bounds, or leave it out",
        "can take 1866885 steps for each character of a message, more than 100000: its gaps {0,100}, {0,100}, {0,90} multiply; shorten the gaps, or make two patterns of it and join them by "near"",
        "(?:a{0,400}b?){0,400} multiplies what it repeats; write it with smaller bounds, or leave it out",
        ".{0,9999} repeats up to 9999 times, more than 5000; write it with smaller bounds, or leave it out",
      ]
    `);
  });

  it("refuses whatever grows faster than the text, however it is put together", () => {
    const run = fc.constantFrom("a+", "a*", "[ab]+", "a{2,}", "(?:a|b)*", "(?:a|a)+", ".*");
    fc.assert(
      fc.property(run, run, fc.constantFrom("", "a", "a?", "(?:a|b)", "(?=a)"), (first, second, between) => {
        for (const source of [
          `${first}${between}${second}c`,
          `(?:${first}${between}){2}c`,
          `(?:${first})+c`,
          `(?<=c${first}${second})`,
        ])
          expect(slowness(source), source).not.toBeNull();
      }),
    );
  });

  it("takes its time from no pattern, however large", () => {
    for (const source of ["(?:a|b|.{0,9})?".repeat(1_300), ".?".repeat(10_000), "(?:[a-z]|.|[b-y]{0,3}){0,5000}".repeat(600)])
      expect(slowness(source)).not.toBeNull();
    const classes = Array.from({ length: 900 }, (_, i) => `[${String.fromCharCode(0x4e00 + i)}-龥].{0,9}款`).join("|");
    expect(slowness(classes)).toBeNull();
    expect(slowness(Array.from({ length: 6_000 }, (_, i) => `${String.fromCharCode(0x4e00 + i)}款`).join("|"))).toBeNull();
    expect(MOST_STEPS).toBe(100_000);
  });
});
