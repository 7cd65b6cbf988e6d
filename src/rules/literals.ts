import { type AST, RegExpParser } from "@eslint-community/regexpp";

/**
 * Finds words a pattern cannot match without, so that one pass for words over a message tells which
 * patterns are worth running at all.
 */

/** Every string a pattern can match is spelt out as long as there are no more than this. */
const MOST = 240;

/** Every string the node can match when these are few (`exact`), and words one of which must occur (`required`). */
interface Words {
  readonly exact: readonly string[] | null;
  readonly required: readonly string[] | null;
}

const NOTHING: Words = { exact: null, required: null };

/** Words of two or more characters, one of which is in any match; null when there are none such. */
export function requiredWords(source: string): readonly string[] | null {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
  const { required } = ofAlternatives(pattern.alternatives);
  return required?.every((word) => word.length >= 2) ? withoutSupersets(required) : null;
}

function ofAlternatives(alternatives: readonly AST.Alternative[]): Words {
  const each = alternatives.map((alternative) => ofSequence(alternative.elements));
  const exact = each.every((words) => words.exact) ? unique(each.flatMap((words) => words.exact as string[])) : null;
  const required = each.every((words) => words.required) ? unique(each.flatMap((words) => words.required as string[])) : null;
  return {
    exact: exact && exact.length <= MOST ? exact : null,
    required,
  };
}

function ofSequence(elements: readonly AST.Element[]): Words {
  let run: readonly string[] = [""];
  let whole = true;
  let best: readonly string[] | null = null;
  const offer = (words: readonly string[] | null) => {
    if (words && words.length > 0 && words.every((word) => word.length > 0) && worth(words) > worth(best)) best = words;
  };
  for (const element of elements) {
    const words = ofElement(element);
    const product = words.exact && run.length * words.exact.length <= MOST ? cross(run, words.exact) : null;
    if (product) {
      run = product;
      continue;
    }
    whole = false;
    offer(run);
    offer(words.required);
    run = words.exact ?? [""];
    if (words.exact) offer(words.exact);
  }
  offer(run);
  return { exact: whole ? run : null, required: best };
}

function ofElement(element: AST.Element): Words {
  switch (element.type) {
    case "Character":
      return exactly([String.fromCodePoint(element.value)]);
    case "CharacterClass":
      return ofClass(element);
    case "Group":
    case "CapturingGroup":
      return ofAlternatives(element.alternatives);
    case "Quantifier":
      return ofQuantifier(element);
    case "Assertion":
      return { exact: [""], required: null };
    default:
      return NOTHING;
  }
}

function ofClass(element: AST.CharacterClass): Words {
  if (element.negate || !element.elements.every((part) => part.type === "Character")) return NOTHING;
  return exactly(element.elements.map((part) => String.fromCodePoint((part as AST.Character).value)));
}

function ofQuantifier({ element, min, max }: AST.Quantifier): Words {
  const inner = ofElement(element as AST.Element);
  if (min === 0) return inner.exact && max === 1 ? { exact: unique(["", ...inner.exact]), required: null } : NOTHING;
  if (min === 1 && max === 1) return inner;
  return { exact: null, required: inner.required };
}

const exactly = (words: readonly string[]): Words => ({ exact: words, required: words });
const unique = (words: readonly string[]): string[] => [...new Set(words)];
const cross = (a: readonly string[], b: readonly string[]): string[] => unique(a.flatMap((head) => b.map((tail) => head + tail)));

/** Words of two characters or more before anything else, then longer ones (up to four), then fewer of them. */
function worth(words: readonly string[] | null): number {
  if (!words) return Number.NEGATIVE_INFINITY;
  const shortest = Math.min(...words.map((word) => word.length));
  return Math.min(shortest, 4) * 40 - words.length + (shortest >= 2 ? 1000 : 0);
}

/** More words than these are not compared with each other: it would take longer than to look for some in vain. */
const MOST_COMPARED = 2_000;

/** Sorted; "上门催收" need not be looked for where "上门" is. */
export function withoutSupersets(words: readonly string[]): string[] {
  if (words.length > MOST_COMPARED) return [...words].sort();
  return words.filter((word) => !words.some((other) => other !== word && word.includes(other))).sort();
}
