import type { Problem } from "../errors.js";
import type { EntityKind } from "../text/entities.js";
import { alternation } from "../text/pattern.js";
import type { Severity, TextFlagId } from "../types.js";
import { requiredWords } from "./literals.js";
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
  /** Without one of these words no evidence of this rule can occur; null: it must always be tried. */
  readonly words: readonly string[] | null;
  readonly any: readonly CompiledCondition[];
  readonly where: readonly CompiledCondition[];
  readonly near: { readonly within: number; readonly any: readonly CompiledCondition[] } | null;
  readonly unless: readonly CompiledCondition[];
  readonly despite: readonly string[];
  readonly negatable: boolean;
  readonly examples: { readonly bad: readonly string[]; readonly ok: readonly string[] };
}

/** Word lists rules share: name → regular-expression fragments. */
export type Terms = Readonly<Record<string, readonly string[]>>;

/** Thrown inside compilation; becomes a problem with the rule's file beside it. */
class PatternError extends Error {}

/** Compiles a checked rule; problems name the pattern, the caller adds the file. */
export function compileRule(rule: Rule, terms: Terms): CompiledRule | Problem[] {
  const problems: Problem[] = [];
  const compile = (condition: Condition): CompiledCondition => {
    try {
      return compileCondition(condition, terms);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      problems.push({ code: "rule-pattern", message: error.message });
      return {};
    }
  };
  const any = rule.any.map(compile);
  const compiled: CompiledRule = {
    id: rule.id,
    ...(rule.flag ? { flag: rule.flag } : {}),
    ...(rule.signal ? { signal: rule.signal } : {}),
    severity: rule.severity ?? "notice",
    title: rule.title,
    titleEn: rule.titleEn,
    why: rule.why ?? { zh: "", en: "" },
    guidance: rule.guidance ?? [],
    words: problems.length > 0 ? null : evidenceWords(any),
    any,
    where: (rule.where ?? []).map(compile),
    near: rule.near ? { within: rule.near.within, any: rule.near.any.map(compile) } : null,
    unless: (rule.unless ?? []).map(compile),
    despite: rule.despite ?? [],
    negatable: rule.negatable ?? true,
    examples: rule.examples,
  };
  return problems.length > 0 ? problems : compiled;
}

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

/** Full-width punctuation becomes what normalised text has in its place. */
const FOLDED: Readonly<Record<string, string>> = {
  "，": ",",
  "：": ":",
  "；": ";",
  "！": "!",
  "？": "\\?",
  "（": "\\(",
  "）": "\\)",
  "．": "\\.",
  "～": "~",
  "＋": "\\+",
};

/** Expands `{terms}` and `{..n}`, folds what normalisation folds, and checks that the result is a pattern. */
export function compilePattern(source: string, terms: Terms): string {
  const expanded = expand(source, terms, []).replace(/[，：；！？（）．～＋]/g, (mark) => FOLDED[mark] as string);
  if (/\\[bBwW]/.test(expanded)) {
    throw new PatternError(
      `pattern ${source}: \\b and \\w do not work beside Chinese characters; use neighbours or "boundary: true"`,
    );
  }
  if (/(?<!\\)\.[*+]|[^\\]\]\*|\{\d+,\}/.test(expanded)) {
    throw new PatternError(`pattern ${source}: an unbounded repetition; write {..12} or {0,12}`);
  }
  if (/(?<!\\|\\[pPu]\{[^}]{0,20})[A-Z]/.test(expanded.replace(/\\[pP]\{[^}]*\}|\\u\{?[0-9A-Fa-f]+\}?/g, ""))) {
    throw new PatternError(`pattern ${source}: text is in lower case when rules see it`);
  }
  try {
    new RegExp(expanded, "gu");
  } catch (error) {
    throw new PatternError(`pattern ${source}: ${(error as Error).message}`);
  }
  return expanded;
}

function expand(source: string, terms: Terms, inside: readonly string[]): string {
  return source
    .replace(/\{\.\.(\d+)\}/g, (_, most: string) => gap(most))
    .replace(/(?<!\\|\\[pPu])\{([a-z][a-z-]*)\}/g, (_, name: string) => {
      const words = terms[name];
      if (!words) throw new PatternError(`pattern ${source}: no list {${name}} in lexicon/terms/`);
      if (inside.includes(name)) throw new PatternError(`list {${name}} contains itself`);
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
  return [...all].filter((word) => ![...all].some((other) => other !== word && word.includes(other))).sort();
}
