import type { AST } from "@eslint-community/regexpp";

/** Code points as sorted, separate ranges, both ends included. */
export type Characters = readonly (readonly [first: number, last: number])[];

const LAST = 0x10ffff;
export const NONE: Characters = [];
export const ALL: Characters = [[0, LAST]];

/** What ends a line for `.`: https://tc39.es/ecma262/#prod-LineTerminator */
const LINE_ENDS: Characters = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const DIGITS: Characters = [[0x30, 0x39]];
const WORD: Characters = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** `\s`: https://tc39.es/ecma262/#prod-WhiteSpace and line ends. */
const SPACES: Characters = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** What an element that takes one character can take, and whether it takes all of that. */
export interface Taken {
  readonly characters: Characters;
  /** False where it may take less: `\p{…}` counts as anything. */
  readonly exact: boolean;
}

/** null for an element that is not one character. */
export function charactersOf(element: AST.Element | AST.CharacterClassElement): Taken | null {
  switch (element.type) {
    case "Character":
      return { characters: [[element.value, element.value]], exact: true };
    case "CharacterClassRange":
      return { characters: [[element.min.value, element.max.value]], exact: true };
    case "CharacterSet":
      return ofSet(element);
    case "CharacterClass":
      return ofClass(element);
    default:
      return null;
  }
}

function ofSet(set: AST.CharacterSet): Taken | null {
  switch (set.kind) {
    case "any":
      return { characters: without(LINE_ENDS), exact: true };
    case "digit":
      return { characters: set.negate ? without(DIGITS) : DIGITS, exact: true };
    case "space":
      return { characters: set.negate ? without(SPACES) : SPACES, exact: true };
    case "word":
      return { characters: set.negate ? without(WORD) : WORD, exact: true };
    case "property":
      // Properties of strings ("\p{RGI_Emoji}") are more than one character.
      return set.strings ? null : { characters: ALL, exact: false };
  }
}

function ofClass({ elements, negate }: AST.CharacterClass): Taken | null {
  const parts: Taken[] = [];
  for (const element of elements) {
    const part = element.type === "ClassStringDisjunction" ? null : charactersOf(element as AST.CharacterClassElement);
    if (!part) return null;
    parts.push(part);
  }
  const exact = parts.every((part) => part.exact);
  if (!negate) return { characters: union(parts.map(({ characters }) => characters)), exact };
  // What is not surely in the class may be outside it.
  return { characters: without(union(parts.filter((part) => part.exact).map(({ characters }) => characters))), exact };
}

export function union(sets: readonly Characters[]): Characters {
  const joined: [number, number][] = [];
  for (const [first, last] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** Every character but these. */
export function without(characters: Characters): Characters {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [first, last] of characters) {
    if (first > next) rest.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

export function both(a: Characters, b: Characters): Characters {
  return a.flatMap(([first, last]) =>
    b.flatMap(([from, to]): [number, number][] =>
      from <= last && first <= to ? [[Math.max(first, from), Math.min(last, to)]] : [],
    ),
  );
}

export const has = (characters: Characters, one: number): boolean =>
  characters.some(([first, last]) => first <= one && one <= last);
