import type { Span } from "../text/normalise.js";
import type { CompiledCondition, CompiledRule } from "./compile.js";
import { KeywordIndex } from "./keywords.js";
import type { Subject } from "./subject.js";

/** A rule that holds for a message, and the words (in normalised text) that show it. */
export interface RuleMatch {
  readonly rule: CompiledRule;
  readonly spans: readonly Span[];
}

/** Signals a message gives (past due, a request to pay, a warning to the public …), with their words. */
export type Signals = ReadonlyMap<string, readonly Span[]>;

export interface Matches {
  readonly signals: Signals;
  readonly flags: readonly RuleMatch[];
}

/** What beside the rules themselves steers matching; from `rules/lexicon/`. */
export interface MatchSettings {
  /** Pattern for words just before a match that turn it round ("不会", "严禁"); ends where the match begins. */
  readonly negation: string;
  /** Signals that silence every flag rule not written to hold despite them. */
  readonly silencing: readonly string[];
}

export interface RuleMatcher {
  readonly rules: readonly CompiledRule[];
  match(subject: Subject): Matches;
}

/** Spans shown for one rule: enough to see, not so many as to bury the rest. */
const MOST_SPANS = 3;
/** How far back a negation may stand: "从来没有说过要上门". */
const NEGATION_REACH = 10;

/** Prepares rules for matching. Patterns compile on first use, so start-up pays for none of them. */
export function createMatcher(rules: readonly CompiledRule[], settings: MatchSettings): RuleMatcher {
  const index = new KeywordIndex(rules.map((rule) => rule.words));
  const always = rules.flatMap((rule, position) => (rule.words === null ? [position] : []));
  const patterns = new Map<string, RegExp>();
  const patternOf = (source: string): RegExp => {
    const known = patterns.get(source);
    if (known) return known;
    const pattern = new RegExp(source, "gu");
    patterns.set(source, pattern);
    return pattern;
  };
  const negation = new RegExp(`(?:${settings.negation})$`, "u");

  function spansOf(condition: CompiledCondition, subject: Subject, signals: Signals): Span[] {
    if (condition.signal) return condition.signal.flatMap((name) => signals.get(name) ?? []);
    if (condition.entity) {
      return subject.entities.filter(
        (entity) =>
          condition.entity?.includes(entity.kind) && (!condition.standing || condition.standing.includes(entity.standing)),
      );
    }
    const found: Span[] = [];
    for (const match of subject.text.text.matchAll(patternOf(condition.source as string))) {
      if (match[0]) found.push({ start: match.index, end: match.index + match[0].length });
    }
    return condition.boundary ? found.filter((span) => onBoundaries(span, subject)) : found;
  }

  const holdsNear = (
    condition: CompiledCondition,
    within: number | undefined,
    spans: readonly Span[],
    subject: Subject,
    signals: Signals,
  ): boolean => {
    const found = spansOf(condition, subject, signals);
    if (within === undefined) return found.length > 0;
    return found.some((a) => spans.some((b) => distance(a, b) <= within));
  };

  function matchRule(rule: CompiledRule, subject: Subject, signals: Signals): RuleMatch | null {
    if (rule.flag && settings.silencing.some((name) => signals.has(name) && !rule.despite.includes(name))) return null;
    let spans = rule.any.flatMap((condition) => spansOf(condition, subject, signals));
    if (rule.negatable) spans = spans.filter((span) => !isNegated(span, subject.text.text, negation));
    const { near } = rule;
    if (near) {
      spans = spans.filter((span) => near.any.some((condition) => holdsNear(condition, near.within, [span], subject, signals)));
    }
    if (spans.length === 0) return null;
    if (!rule.where.every((condition) => holdsNear(condition, condition.within, spans, subject, signals))) return null;
    if (rule.unless.some((condition) => holdsNear(condition, condition.within, spans, subject, signals))) return null;
    return { rule, spans: tidy(spans) };
  }

  return {
    rules,
    match(subject) {
      const candidates = index.candidates(subject.text.text);
      for (const position of always) candidates.add(position);
      const inOrder = [...candidates].sort((a, b) => a - b).map((position) => rules[position] as CompiledRule);
      const signals = new Map<string, Span[]>();
      const flags: RuleMatch[] = [];
      for (const rule of inOrder) {
        if (!rule.signal) continue;
        const match = matchRule(rule, subject, signals);
        if (match) signals.set(rule.signal, [...(signals.get(rule.signal) ?? []), ...match.spans]);
      }
      for (const rule of inOrder) {
        const match = rule.flag ? matchRule(rule, subject, signals) : null;
        if (match) flags.push(match);
      }
      return { signals, flags };
    },
  };
}

function isNegated({ start }: Span, text: string, negation: RegExp): boolean {
  return negation.test(text.slice(Math.max(0, start - NEGATION_REACH), start));
}

/** Both ends lie between words: "对不起诉求" holds no 起诉. */
function onBoundaries({ start, end }: Span, subject: Subject): boolean {
  let startsWord = true;
  let endsWord = true;
  for (const segment of subject.segments()) {
    const segmentEnd = segment.start + segment.word.length;
    if (segment.start < start && segmentEnd > start) startsWord = false;
    if (segment.start < end && segmentEnd > end) endsWord = false;
    if (segment.start >= end) break;
  }
  return startsWord && endsWord;
}

const distance = (a: Span, b: Span): number => Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end));

/** In order, without spans inside others, the first few. */
function tidy(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Span[] = [];
  for (const span of sorted) {
    const last = kept.at(-1);
    if (!last || span.start >= last.end) kept.push({ start: span.start, end: span.end });
  }
  return kept.slice(0, MOST_SPANS);
}
