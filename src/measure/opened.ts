import { type BayesScore, scoreBayes } from "../bayes/score.js";
import type { Classifier } from "../classifier.js";
import { draftFlag } from "../flags.js";
import { KNOWLEDGE_DIRECTORY } from "../knowledge/load.js";
import { dayOf, instantOf } from "../metadata.js";
import { lenderKindOf } from "../rates/caps.js";
import { rateFindings } from "../rates/findings.js";
import { createReading } from "../reading.js";
import { createMatcher, type RuleMatch, type StoppedRule } from "../rules/match.js";
import type { Signals } from "../rules/subject.js";
import { loadSegmenter, type Segmenter } from "../segment/segmenter.js";
import { createDirectory } from "../senders/standing.js";
import { createNormaliser, type Normalised } from "../text/normalise.js";
import { type FlagId, type Message, type Report, rank, TEXT_FLAGS, type TextFlagId, type Verdict } from "../types.js";
import { decide } from "../verdict/decide.js";
import { relevanceLogOdds } from "../verdict/relevance.js";
import { settle } from "../verdict/settle.js";

/** What a set of rules makes of a message. */
export interface Judgement {
  /** Text flags from `warning` up. */
  readonly flags: readonly TextFlagId[];
  readonly verdict: Verdict;
}

/** A judged message with the grounds laid open: what held, what nearly did, and what would follow from less. */
export interface Opened {
  readonly report: Report;
  readonly text: Normalised;
  readonly signals: Signals;
  /** Flag rules that hold. */
  readonly held: readonly RuleMatch[];
  /** Signal rules that hold. */
  readonly givers: readonly RuleMatch[];
  /** Rules that found their evidence and were stopped. */
  readonly stopped: readonly StoppedRule[];
  readonly bayes: BayesScore;
  /** The judgement if these were the flag rules that hold; signals, model and rates stay as they are. */
  readonly judge: (held: readonly RuleMatch[]) => Judgement;
}

/** Makes the opener for a classifier built without options. It takes the classifier's own steps; a test holds the two together. */
export function createOpener({ weigh, rules, knowledge }: Classifier): (message: Message) => Opened {
  const normalise = createNormaliser(knowledge.normaliser);
  let segmenter: Segmenter | undefined;
  const read = createReading(
    normalise,
    createDirectory(knowledge.senders, (text) => normalise(text).text),
    () => (segmenter ??= loadSegmenter(KNOWLEDGE_DIRECTORY)),
  );
  const matcher = createMatcher(rules, knowledge.matching);

  return (message) => {
    const { report, weighing } = weigh(message);
    const { relevance } = weighing;
    const { subject, sender } = read(message);
    const { text, entities } = subject;
    const givers: RuleMatch[] = [];
    const stopped: StoppedRule[] = [];
    const { signals, flags: held } = matcher.match(subject, (outcome) => {
      if ("stop" in outcome) stopped.push(outcome);
      else if (outcome.rule.signal) givers.push(outcome);
    });
    const bayes = scoreBayes(knowledge.model, weighing.features());
    const collection = relevanceLogOdds(relevance);
    const mayStandAlone = collection > 0 && !relevance.silenced;
    const day = dayOf((message.sentAt ? instantOf(message.sentAt) : null) ?? Date.now());
    const dear = mayStandAlone ? rateFindings(text.text, entities, lenderKindOf(sender?.kind), day, knowledge.rates) : [];
    const beside = report.flags.filter(({ id }) => !(TEXT_FLAGS as readonly FlagId[]).includes(id));

    const judge = (matches: readonly RuleMatch[]): Judgement => {
      const drafts = settle(
        TEXT_FLAGS.flatMap((id) =>
          draftFlag(
            id,
            matches.filter(({ rule }) => rule.flag === id),
            text,
            bayes,
            mayStandAlone,
            id === "false-legal" ? dear : [],
          ),
        ),
        relevance,
        bayes.known,
        signals.has("scripted"),
      );
      const counted = drafts.filter(({ severity }) => rank(severity) >= rank("warning"));
      const isCollection = collection > 0 || counted.length > 0;
      const weighed = drafts.map(({ id, severity, grounds }) => ({ id, severity, bayesOnly: grounds.rules === 0 }));
      return {
        flags: TEXT_FLAGS.filter((id) => counted.some((draft) => draft.id === id)),
        verdict: decide(
          [...weighed, ...(isCollection ? beside : []).map(({ id, severity }) => ({ id, severity, bayesOnly: false }))],
          isCollection,
        ),
      };
    };
    return { report, text, signals, held, givers, stopped, bayes, judge };
  };
}
