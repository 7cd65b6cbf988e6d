import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { both, type Characters, charactersOf, union, without } from "./characters.js";

/**
 * Parts of a pattern that no message can match, each with its reason: characters that normalised text never has, and
 * look-arounds that rule out what stands beside them. Only what is certain; a pattern may be dead without being named.
 * @param fold what normalisation makes of one character, wherever it stands
 */
export function unmatchable(source: string, fold: (character: string) => string): string[] {
  const found = new Set<string>();
  visitRegExpAST(new RegExpParser().parsePattern(source, 0, source.length, { unicode: true }), {
    onCharacterEnter({ value, parent }) {
      if (parent.type === "CharacterClassRange" || (parent.type === "CharacterClass" && parent.negate)) return;
      const character = String.fromCodePoint(value);
      const folded = fold(character);
      if (folded === character) return;
      found.add(
        folded === ""
          ? `"${character}" never stands in normalised text: it is taken out`
          : `"${character}" never stands in normalised text: write "${folded}"`,
      );
    },
    onCharacterClassEnter(element) {
      if (charactersOf(element)?.characters.length === 0) found.add(`${element.raw} matches no character`);
    },
    onAlternativeEnter({ elements, raw }) {
      for (const [i, element] of elements.entries()) {
        if (element.type !== "Assertion" || !rulesOut(element, elements.slice(0, i), elements.slice(i + 1))) continue;
        found.add(`${shortened(raw)} can never match: ${element.raw} rules out what stands beside it`);
      }
    },
  });
  return [...found];
}

function rulesOut(assertion: AST.Assertion, before: readonly AST.Element[], after: readonly AST.Element[]): boolean {
  if (assertion.kind === "word") return false;
  if (!("alternatives" in assertion))
    return assertion.kind === "start" ? edgeOf(before.toReversed(), "last") !== null : edgeOf(after, "first") !== null;
  const side = assertion.kind === "lookahead" ? "first" : "last";
  const beside = edgeOf(side === "first" ? after : before.toReversed(), side);
  if (!beside) return false;
  if (!assertion.negate) {
    const wanted = edgeOfAll(assertion.alternatives, side);
    return wanted !== null && both(wanted, beside).length === 0;
  }
  const unwanted = assertion.alternatives.flatMap(({ elements }) => {
    const one = elements.length === 1 && elements[0] ? charactersOf(elements[0]) : null;
    return one?.exact ? [one.characters] : [];
  });
  return both(beside, without(union(unwanted))).length === 0;
}

/** What the first (or last) character may be; null where there may be none, or it cannot be told. */
function edgeOf(elements: readonly AST.Element[], side: "first" | "last"): Characters | null {
  const passed: Characters[] = [];
  for (const element of elements) {
    if (element.type === "Assertion") continue;
    const one = charactersOf(element);
    if (one) return union([...passed, one.characters]);
    if (element.type === "Group" || element.type === "CapturingGroup") {
      const inner = edgeOfAll(element.alternatives, side);
      return inner && union([...passed, inner]);
    }
    if (element.type !== "Quantifier") return null;
    const inner = edgeOf([element.element as AST.Element], side);
    if (!inner) return null;
    passed.push(inner);
    if (element.min > 0) return union(passed);
  }
  return null;
}

function edgeOfAll(alternatives: readonly AST.Alternative[], side: "first" | "last"): Characters | null {
  const edges = alternatives.map(({ elements }) => edgeOf(side === "first" ? elements : elements.toReversed(), side));
  return edges.every((edge) => edge !== null) ? union(edges) : null;
}

const shortened = (part: string): string => (part.length > 40 ? `${part.slice(0, 40)}…` : part);
