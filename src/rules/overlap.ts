import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { rank } from "../types.js";
import { both, charactersOf, without } from "./characters.js";
import type { CompiledCondition, CompiledRule } from "./compile.js";

/**
 * Whether every text with a match of `narrow` has one of `wide`: the same pattern with wider gaps, more alternatives,
 * larger classes, or less before and behind it. false says nothing: it may be so and not be seen.
 */
export function covers(wide: string, narrow: string): boolean {
  const [outer, inner] = [parse(wide), parse(narrow)];
  // Nothing at all is no match.
  if (!outer.every(takesSomething)) return false;
  // Inside a longer alternative, the wide one may stand anywhere.
  return inner.every(({ elements }) =>
    outer.some((one) =>
      elements.some((_, from) => sequenceCovers(one.elements, elements.slice(from, from + one.elements.length))),
    ),
  );
}

function takesSomething({ elements }: AST.Alternative): boolean {
  return elements.some(function takes(element: AST.Element): boolean {
    if (element.type === "Quantifier") return element.min > 0 && takes(element.element as AST.Element);
    if (element.type === "Group" || element.type === "CapturingGroup") return element.alternatives.every(takesSomething);
    return charactersOf(element) !== null;
  });
}

const parse = (source: string): readonly AST.Alternative[] =>
  new RegExpParser().parsePattern(source, 0, source.length, { unicode: true }).alternatives;

const alternativesCover = (wide: readonly AST.Alternative[], narrow: readonly AST.Alternative[]): boolean =>
  narrow.every((inner) => wide.some((outer) => sequenceCovers(outer.elements, inner.elements)));

const sequenceCovers = (wide: readonly AST.Element[], narrow: readonly AST.Element[]): boolean =>
  wide.length === narrow.length && wide.every((element, i) => elementCovers(element, narrow[i] as AST.Element));

function elementCovers(wide: AST.Element, narrow: AST.Element): boolean {
  if (wide.raw === narrow.raw) return true;
  const [outer, inner] = [charactersOf(wide), charactersOf(narrow)];
  if (outer && inner) return outer.exact && both(inner.characters, without(outer.characters)).length === 0;
  if (wide.type === "Quantifier" && narrow.type === "Quantifier")
    return wide.min <= narrow.min && wide.max >= narrow.max && elementCovers(wide.element, narrow.element);
  if (wide.type === "Group" && narrow.type === "Group")
    return !wide.modifiers && !narrow.modifiers && alternativesCover(wide.alternatives, narrow.alternatives);
  return false;
}

/**
 * Whether `one` of a rule's patterns adds nothing beside `other`. Where it counts what the evidence stands beside (a
 * negation, something near), a match elsewhere is no match as good, and nothing is claimed.
 */
export const addsNothing = (one: CompiledCondition, other: CompiledCondition, rule: CompiledRule): boolean =>
  !placed(rule) && includes(other, one) && (!rule.negatable || beginsAlike(other, one));

/** Every match of `one` begins where one of `other` does, which is a single word. */
function beginsAlike({ source: word }: CompiledCondition, { source }: CompiledCondition): boolean {
  if (word === undefined || source === undefined || /[^\p{L}\p{N}]/u.test(word)) return false;
  // "哈哈" in "哈哈哈" is found at one of the two places it stands at.
  for (let length = 1; length < word.length; length++) if (word.startsWith(word.slice(-length))) return false;
  return parse(source).every(({ raw }) => raw.startsWith(word) && !/^[?*+{]/.test(raw.slice(word.length)));
}

/** Whether `other` always holds, at least as gravely, where `rule` does. Only what is certain. */
export function makesNeedless(other: CompiledRule, rule: CompiledRule): boolean {
  return (
    other.flag !== undefined &&
    other.flag === rule.flag &&
    rank(other.severity) >= rank(rule.severity) &&
    !other.negatable &&
    !placed(other) &&
    other.eased.length === 0 &&
    rule.despite.every((signal) => other.despite.includes(signal)) &&
    subset(other.where, rule.where) &&
    subset(other.unless, rule.unless) &&
    rule.any.every((condition) => other.any.some((wide) => includes(wide, condition)))
  );
}

/** It counts where the evidence stands. */
const placed = ({ near, where, unless, eased }: CompiledRule): boolean =>
  near !== null || [...where, ...unless, ...eased].some(({ within }) => within !== undefined);

function includes(wide: CompiledCondition, narrow: CompiledCondition): boolean {
  if (JSON.stringify(wide) === JSON.stringify(narrow)) return true;
  return wide.source !== undefined && narrow.source !== undefined && !wide.boundary && covers(wide.source, narrow.source);
}

const subset = (some: readonly CompiledCondition[], all: readonly CompiledCondition[]): boolean =>
  some.every((one) => all.some((other) => JSON.stringify(one) === JSON.stringify(other)));
