import type { Segment } from "../segment/segmenter.js";
import type { Span } from "../text/normalise.js";
import type { Severity } from "../types.js";
import type { CompiledCondition, CompiledRule } from "./compile.js";
import { KeywordIndex } from "./keywords.js";
import { Neighbours } from "./neighbours.js";
import type { Signals, Subject } from "./subject.js";

/** A rule that holds for a message, and the words (in normalised text) that show it. */
export interface RuleMatch {
  readonly rule: CompiledRule;
  /** The rule's own, or a notice where something in the message eases it. */
  readonly severity: Severity;
  readonly spans: readonly Span[];
}

/** Why a rule that found its evidence does not hold after all; the first reason met. */
export type Stop =
  /** A signal silences it. */
  | { readonly by: "silenced"; readonly signal: string }
  /** All of its evidence stands behind a negation. */
  | { readonly by: "negation" }
  /** Nothing it wants near its evidence is near. */
  | { readonly by: "near" }
  /** A condition that must hold does not, or one that must not hold does. */
  | { readonly by: "where" | "unless"; readonly condition: CompiledCondition };

/** A rule whose evidence is there, and what kept it from holding. */
export interface StoppedRule {
  readonly rule: CompiledRule;
  readonly spans: readonly Span[];
  readonly stop: Stop;
}

/** Told of every rule that found evidence, signals included, in the order they are tried. */
export type Observe = (outcome: RuleMatch | StoppedRule) => void;

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
  /** @param observe for measuring and explaining; without it, rules that cannot hold are not tried to the end */
  match(subject: Subject, observe?: Observe): Matches;
}

/** One message being matched: what is known of it so far. */
interface Reading {
  readonly subject: Subject;
  readonly text: string;
  readonly signals: Signals;
  /** Matches by pattern, as far as they have been asked for. */
  readonly spans: Map<string, readonly Span[]>;
  readonly occurs: Map<string, boolean>;
}

/** Spans shown for one rule: enough to see, not so many as to bury the rest. */
const MOST_SPANS = 3;
/** How far back a negation may stand: "从来没有说过要上门". */
const NEGATION_REACH = 10;

/** Prepares rules for matching. Patterns compile on first use, so start-up pays for none of them. */
export function createMatcher(given: readonly CompiledRule[], settings: MatchSettings): RuleMatcher {
  // Every signal before any flag: rules of `--rules` stand behind the built-in ones, and may silence them.
  const rules = [...given.filter(({ signal }) => signal), ...given.filter(({ signal }) => !signal)];
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

  /** Where a pattern matches; many rules share one ("a warning to the public"), so it runs once a message. */
  function patternSpans(source: string, reading: Reading): readonly Span[] {
    const known = reading.spans.get(source);
    if (known) return known;
    const spans: Span[] = [];
    const pattern = patternOf(source);
    // matchAll starts at the pattern's lastIndex, which `occurs` leaves behind its match.
    pattern.lastIndex = 0;
    for (const match of reading.text.matchAll(pattern)) {
      if (match[0]) spans.push({ start: match.index, end: match.index + match[0].length });
    }
    reading.spans.set(source, spans);
    return spans;
  }

  /** Whether it matches at all: the first match is enough. */
  function occurs(source: string, reading: Reading): boolean {
    const known = reading.occurs.get(source) ?? reading.spans.get(source)?.length;
    if (known !== undefined) return Boolean(known);
    const pattern = patternOf(source);
    pattern.lastIndex = 0;
    let match = pattern.exec(reading.text);
    // Nothing found is no occurrence, as it is no span.
    while (match?.[0] === "") {
      pattern.lastIndex++;
      match = pattern.exec(reading.text);
    }
    reading.occurs.set(source, match !== null);
    return match !== null;
  }

  function spansOf(condition: CompiledCondition, reading: Reading): readonly Span[] {
    const { signal, entity, standing, source, boundary } = condition;
    if (signal) return signal.flatMap((name) => reading.signals.get(name) ?? []);
    if (entity) {
      return reading.subject.entities.filter(
        (found) => entity.includes(found.kind) && (!standing || standing.includes(found.standing)),
      );
    }
    const found = patternSpans(source as string, reading);
    return boundary ? found.filter((span) => onBoundaries(span, reading.subject)) : found;
  }

  function holds(condition: CompiledCondition, within: number | undefined, spans: readonly Span[], reading: Reading): boolean {
    if (within === undefined && condition.source !== undefined && !condition.boundary) return occurs(condition.source, reading);
    const found = spansOf(condition, reading);
    if (within === undefined) return found.length > 0;
    const neighbours = new Neighbours(found);
    return spans.some((span) => neighbours.near(span, within));
  }

  /** null where the rule has no evidence at all. */
  function matchRule(rule: CompiledRule, reading: Reading): RuleMatch | StoppedRule | null {
    const found: readonly Span[] = rule.any.flatMap((condition) => spansOf(condition, reading));
    if (found.length === 0) return null;
    const stopped = (stop: Stop): StoppedRule => ({ rule, spans: found, stop });
    let spans = found;
    if (rule.negatable) spans = spans.filter((span) => !isNegated(span, reading.text, negation));
    if (spans.length === 0) return stopped({ by: "negation" });
    const { near } = rule;
    if (near) {
      const around = near.any.map((condition) => new Neighbours(spansOf(condition, reading)));
      spans = spans.filter((span) => around.some((neighbours) => neighbours.near(span, near.within)));
    }
    if (spans.length === 0) return stopped({ by: "near" });
    const test = (condition: CompiledCondition): boolean => holds(condition, condition.within, spans, reading);
    const lacking = rule.where.find((condition) => !test(condition));
    if (lacking) return stopped({ by: "where", condition: lacking });
    const opposing = rule.unless.find(test);
    if (opposing) return stopped({ by: "unless", condition: opposing });
    return { rule, severity: rule.eased.some(test) ? "notice" : rule.severity, spans: tidy(spans) };
  }

  /** The signal that keeps a flag rule from holding, whatever it finds. */
  const silencerOf = (rule: CompiledRule, { signals }: Reading): string | undefined =>
    rule.flag ? settings.silencing.find((name) => signals.has(name) && !rule.despite.includes(name)) : undefined;

  return {
    rules,
    match(subject, observe) {
      const candidates = index.candidates(subject.text.text);
      for (const position of always) candidates.add(position);
      const inOrder = [...candidates].sort((a, b) => a - b).map((position) => rules[position] as CompiledRule);
      const signals = new Map(subject.given);
      const reading: Reading = { subject, text: subject.text.text, signals, spans: new Map(), occurs: new Map() };
      const flags: RuleMatch[] = [];
      for (const rule of inOrder) {
        const signal = silencerOf(rule, reading);
        if (signal !== undefined && !observe) continue;
        const outcome = matchRule(rule, reading);
        if (!outcome) continue;
        const match: RuleMatch | StoppedRule =
          signal === undefined || "stop" in outcome ? outcome : { rule, spans: outcome.spans, stop: { by: "silenced", signal } };
        observe?.(match);
        if ("stop" in match) continue;
        if (rule.signal) signals.set(rule.signal, [...(signals.get(rule.signal) ?? []), ...match.spans]);
        else flags.push(match);
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
  const segments = subject.segments();
  return !insideSegment(start, segments) && !insideSegment(end, segments);
}

/** Whether a word goes on across this position; by halves, as both matches and words may be very many. */
function insideSegment(at: number, segments: readonly Segment[]): boolean {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle] as Segment).start < at) low = middle + 1;
    else high = middle;
  }
  const last = segments[low - 1];
  return last !== undefined && last.start + last.word.length > at;
}

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
