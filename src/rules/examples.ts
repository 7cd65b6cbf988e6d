import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import type { CompiledCondition, CompiledRule } from "./compile.js";
import { explainStop } from "./explain.js";
import { createMatcher, type MatchSettings, type StoppedRule } from "./match.js";
import type { Subject } from "./subject.js";

/** What a rule makes of a text: it holds, with its words; or why it does not. */
export type Trial =
  | { readonly holds: true; readonly words: string }
  /** Finding out why takes a second, slower look. */
  | { readonly holds: false; readonly why: () => string };

/** Tries rules on their examples by the engine that judges messages, the other rules around them. */
export interface Trials {
  readonly of: (rule: CompiledRule) => (raw: string) => Trial;
  /** Whether a text has anything a rule looks for: a word, a literal of a pattern, an entity, or a signal. */
  readonly touches: (rule: CompiledRule) => (raw: string) => boolean;
}

/** The name under which a signal rule is told apart from the others that give the same signal. */
const TRIED = "the-rule-tried";

/**
 * @param rules all that judge together; those tried are among them
 * @param subjectOf a message as the classifier hands it to the rules
 */
export function createTrials(
  rules: readonly CompiledRule[],
  settings: MatchSettings,
  subjectOf: (raw: string) => Subject,
): Trials {
  const all = createMatcher(rules, settings);
  const signalRules = rules.filter(({ signal }) => signal);
  return {
    of: (rule) => {
      const tried = rule.flag ? rule : { ...rule, signal: TRIED };
      const matcher = rule.flag
        ? all
        : createMatcher(
            signalRules.map((one) => (one === rule ? tried : one)),
            settings,
          );
      const why = (subject: Subject): string => {
        let stopped: StoppedRule | undefined;
        matcher.match(subject, (outcome) => {
          if (outcome.rule === tried && "stop" in outcome) stopped = outcome;
        });
        return stopped ? explainStop(stopped, subject.text).slice(rule.id.length + 1) : "none of its `any` is in the text";
      };
      return (raw) => {
        const subject = subjectOf(raw);
        const { signals, flags } = matcher.match(subject);
        const spans = rule.flag ? flags.find((match) => match.rule === rule)?.spans : signals.get(TRIED);
        if (!spans) return { holds: false, why: () => why(subject) };
        const [span] = spans;
        return { holds: true, words: span ? subject.text.text.slice(span.start, span.end) : "" };
      };
    },
    touches: (rule) => {
      const conditions = [...rule.any, ...rule.where, ...(rule.near?.any ?? [])];
      const literals = [...(rule.words ?? []), ...conditions.flatMap(({ source }) => (source ? literalsOf(source) : []))];
      const entities = conditions.flatMap(({ entity }: CompiledCondition) => entity ?? []);
      const signals = conditions.flatMap(({ signal }) => signal ?? []);
      return (raw) => {
        const subject = subjectOf(raw);
        return (
          literals.some((word) => subject.text.text.includes(word)) ||
          subject.entities.some(({ kind }) => entities.includes(kind)) ||
          (signals.length > 0 && signals.some((name) => all.match(subject).signals.has(name)))
        );
      };
    },
  };
}

/** Every run of two or more plain characters in a pattern, however deep. */
function literalsOf(source: string): string[] {
  const found: string[] = [];
  visitRegExpAST(new RegExpParser().parsePattern(source, 0, source.length, { unicode: true }), {
    onAlternativeEnter({ elements }: AST.Alternative) {
      const plain = elements.map((element) => (element.type === "Character" ? String.fromCodePoint(element.value) : "\0"));
      found.push(
        ...plain
          .join("")
          .split("\0")
          .filter((run) => [...run].length >= 2),
      );
    },
  });
  return found;
}
