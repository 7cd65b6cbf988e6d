import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { nearest } from "../nearest.js";
import type { EntityKind } from "../text/entities.js";
import { alternation, literal } from "../text/pattern.js";
import type { Severity, Suggestion, TextFlagId } from "../types.js";
import { requiredWords, withoutSupersets } from "./literals.js";
import type { Condition, Rule } from "./schema.js";

/** A condition ready to be tested; plain data, so that the build can write it to a file. */
export interface CompiledCondition {
  /** Regular-expression source (flags `gu`) on normalised text. */
  readonly source?: string;
  readonly entity?: readonly EntityKind[];
  readonly standing?: readonly string[];
  readonly signal?: readonly string[];
  readonly boundary?: true;
  readonly within?: number;
}

export interface CompiledRule {
  readonly id: string;
  readonly flag?: TextFlagId;
  readonly signal?: string;
  readonly severity: Severity;
  readonly title: string;
  readonly titleEn: string;
  readonly why: { readonly zh: string; readonly en: string };
  readonly guidance: readonly string[];
  /** What a lender may say instead; absent where there is nothing to suggest. */
  readonly suggest?: Suggestion;
  /** Without one of these words no evidence of this rule can occur; null: it must always be tried. */
  readonly words: readonly string[] | null;
  readonly any: readonly CompiledCondition[];
  readonly where: readonly CompiledCondition[];
  readonly near: { readonly within: number; readonly any: readonly CompiledCondition[] } | null;
  readonly unless: readonly CompiledCondition[];
  readonly eased: readonly CompiledCondition[];
  readonly despite: readonly string[];
  readonly negatable: boolean;
  readonly examples: { readonly bad: readonly string[]; readonly ok: readonly string[] };
}

/** Word lists rules share: name → regular-expression fragments. */
export type Terms = Readonly<Record<string, readonly string[]>>;

/** What is wrong with a pattern, in words for its author; the caller knows where it stands. */
export class PatternError extends Error {}

/** A pattern of a rule that does not compile, and the path to it in the rule file. */
export interface BrokenPattern {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Suggestions that rules share, by id: `rules/suggestions.yml`. */
export type Suggestions = Readonly<Record<string, Suggestion>>;

/** Compiles a checked rule, or says which of its patterns are broken: all of them. */
export function compileRule(rule: Rule, terms: Terms, suggestions: Suggestions = {}): CompiledRule | BrokenPattern[] {
  const broken: BrokenPattern[] = [];
  const compileAll = (conditions: readonly Condition[] = [], ...list: readonly PropertyKey[]): CompiledCondition[] =>
    conditions.map((condition, position) => {
      try {
        return compileCondition(condition, terms);
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        broken.push({ path: [...list, position, condition.re === undefined ? "words" : "re"], message: error.message });
        return {};
      }
    });
  const any = compileAll(rule.any, "any");
  const suggest = typeof rule.suggest === "string" ? shared(suggestions, rule.suggest) : rule.suggest;
  const compiled: CompiledRule = {
    id: rule.id,
    ...(rule.flag ? { flag: rule.flag } : {}),
    ...(rule.signal ? { signal: rule.signal } : {}),
    severity: rule.severity ?? "notice",
    title: rule.title,
    titleEn: rule.titleEn,
    why: rule.why ?? { zh: "", en: "" },
    guidance: rule.guidance ?? [],
    ...(suggest ? { suggest } : {}),
    words: broken.length > 0 ? null : evidenceWords(any),
    any,
    where: compileAll(rule.where, "where"),
    near: rule.near ? { within: rule.near.within, any: compileAll(rule.near.any, "near", "any") } : null,
    unless: compileAll(rule.unless, "unless"),
    eased: compileAll(rule.eased, "eased"),
    despite: rule.despite ?? [],
    negatable: rule.negatable ?? true,
    examples: rule.examples,
  };
  return broken.length > 0 ? broken : compiled;
}

const shared = (suggestions: Suggestions, id: string): Suggestion | undefined =>
  Object.hasOwn(suggestions, id) ? suggestions[id] : undefined;

function compileCondition(condition: Condition, terms: Terms): CompiledCondition {
  const source = condition.re ?? (condition.words ? alternation(condition.words) : undefined);
  return {
    ...(source === undefined ? {} : { source: compilePattern(source, terms) }),
    ...(condition.entity ? { entity: [condition.entity].flat() } : {}),
    ...(condition.standing ? { standing: [condition.standing].flat() } : {}),
    ...(condition.signal ? { signal: [condition.signal].flat() } : {}),
    ...(condition.boundary ? { boundary: true as const } : {}),
    ...(condition.within === undefined ? {} : { within: condition.within }),
  };
}

/** A gap that stays inside its sentence. */
const gap = (most: string): string => `[^。!?;\\n]{0,${most}}`;

/** Full-width signs become what normalised text has in their place. */
const FULL_WIDTH = /[\uff01-\uff5e\uffe5]/gu;

/**
 * Expands `{terms}` and `{..n}`, folds what normalisation folds, and checks that the result is a
 * pattern that can match. Throws a PatternError.
 */
export function compilePattern(source: string, terms: Terms): string {
  const expanded = expand(source, terms, []).replace(FULL_WIDTH, fold);
  if (expanded.length > MOST_CHARACTERS)
    throw new PatternError(`is ${expanded.length} characters long, its lists written out; at most ${MOST_CHARACTERS}`);
  if (depthOf(expanded) > DEEPEST) throw new PatternError(`has more than ${DEEPEST} groups inside one another`);
  try {
    // Some of what is too large for the engine shows only when it runs.
    new RegExp(expanded, "gu").test("字");
  } catch (error) {
    throw new PatternError(`not a regular expression: ${reasonOf(error as Error)}`);
  }
  visitRegExpAST(new RegExpParser().parsePattern(expanded, 0, expanded.length, { unicode: true }), {
    onAssertionEnter({ kind, raw }) {
      if (kind === "word") throw new PatternError(`${raw} ${NO_WORDS}`);
    },
    onCharacterSetEnter({ kind, raw }) {
      if (kind === "word") throw new PatternError(`${raw} ${NO_WORDS}`);
    },
    onQuantifierEnter({ max, element, raw }) {
      if (max === Number.POSITIVE_INFINITY && !isNarrow(element))
        throw new PatternError(`${shortened(raw)} has no upper bound; write {..12} or {0,12}`);
    },
    onCharacterEnter({ value, raw, start }) {
      if (value < 0x41 || value > 0x5a) return;
      const word = /^[A-Za-z]+/.exec(expanded.slice(start))?.[0] ?? raw;
      throw new PatternError(`"${word}" cannot match: rules see the text in lower case`);
    },
  });
  return expanded;
}

/** What is longer is a list for several rules. */
const MOST_CHARACTERS = 20_000;
const DEEPEST = 100;

/** How deep groups stand inside one another. */
function depthOf(source: string): number {
  let deepest = 0;
  let depth = 0;
  for (const [sign] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()]/gsu)) {
    if (sign === "(") deepest = Math.max(deepest, ++depth);
    else if (sign === ")") depth--;
  }
  return deepest;
}

const NO_WORDS = 'does not work beside Chinese characters; use neighbours or "boundary: true"';

/** What may repeat without a bound: single characters of a short list, as in a number; they end where the list does. */
function isNarrow(element: AST.Element | AST.CharacterClassElement): boolean {
  switch (element.type) {
    case "Character":
      return true;
    case "CharacterSet":
      return (element.kind === "digit" || element.kind === "space") && !element.negate;
    case "CharacterClassRange":
      return element.max.value < 0x80;
    case "CharacterClass":
      return !element.negate && (element.elements as AST.CharacterClassElement[]).every(isNarrow);
    case "Group":
    case "CapturingGroup":
      return element.alternatives.every(({ elements }) => elements.length === 1 && elements.every(isNarrow));
    default:
      return false;
  }
}

/** A full-width hyphen as its code: bare, it would make a range of its neighbours in a class. */
const fold = (sign: string): string => (sign === "\uff0d" ? "\\x2d" : literal(sign.normalize("NFKC")));

/** Lists may stand expanded in what is quoted. */
const shortened = (pattern: string): string => (pattern.length > 40 ? `${pattern.slice(0, 40)}…` : pattern);

/** The engine repeats the whole pattern before its reason; expanded, that fills a screen. */
const reasonOf = ({ message }: Error): string => message.slice(message.lastIndexOf("/gu: ") + "/gu: ".length);

function expand(source: string, terms: Terms, inside: readonly string[]): string {
  return source
    .replace(/\{\.\.(\d+)\}/g, (_, most: string) => gap(most))
    .replace(/(?<!\\|\\[pPu])\{([a-z][a-z-]*)\}/g, (_, name: string) => {
      const words = Object.hasOwn(terms, name) ? terms[name] : undefined;
      if (!words) {
        const similar = nearest(name, Object.keys(terms));
        const within = inside.length > 0 ? ` (in {${inside.join("} → {")}})` : "";
        throw new PatternError(
          `no list {${name}} in lexicon/terms/${within}${similar === "" ? "" : `; did you mean {${similar}}?`}`,
        );
      }
      if (inside.includes(name))
        throw new PatternError(`the list {${name}} contains itself: {${[...inside, name].join("} → {")}}`);
      return `(?:${words.map((word) => expand(word, terms, [...inside, name])).join("|")})`;
    });
}

function evidenceWords(conditions: readonly CompiledCondition[]): readonly string[] | null {
  const all = new Set<string>();
  for (const { source } of conditions) {
    const words = source === undefined ? null : requiredWords(source);
    if (!words) return null;
    for (const word of words) all.add(word);
  }
  return withoutSupersets([...all]);
}
