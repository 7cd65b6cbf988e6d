import type { Classifier } from "../classifier.js";
import { explainStop, nearestFirst } from "../rules/explain.js";
import type { StoppedRule } from "../rules/match.js";
import { rank, type TextFlagId } from "../types.js";
import type { Disguises } from "./disguises.js";
import type { Labelled } from "./fixtures.js";
import { createHandNormaliser } from "./hand-normalise.js";
import { contradiction } from "./label.js";
import { createOpener, type Opened } from "./opened.js";
import { countedFlags } from "./score.js";

/** Why an expectation about a flag is not met: what has to be mended. */
export const CAUSES = ["variant", "context", "demoted", "missing rule", "Bayes noise", "rule too broad", "label doubt"] as const;
export type Cause = (typeof CAUSES)[number];

/** A flag that is missing, or was raised in error. */
export interface Miss {
  readonly id: string;
  readonly text: string;
  readonly flag: TextFlagId;
  readonly kind: "missing" | "false";
  readonly cause: Cause;
  /** What shows it: the rule and condition, the probability, the words; one each. */
  readonly because: readonly string[];
}

/** Below it the model is as good as sure that a flag does not apply; above the other, that it does. */
const SURELY_NOT = 0.01;
const SURELY = 0.9;
/** Fewer known terms say nothing about a label. */
const ENOUGH_TERMS = 12;
const MOST_REASONS = 3;

type Found = Pick<Miss, "cause" | "because">;

/** Finds each unmet expectation about flags, from `warning` up, and its cause; the first of {@link CAUSES} that evidence bears out. */
export function createDiagnosis(classifier: Classifier, disguises: Disguises): (labelled: Labelled) => Miss[] {
  const open = createOpener(classifier);
  const handNormalise = createHandNormaliser(classifier.knowledge, disguises);

  function whyMissing(labelled: Labelled, opened: Opened, flag: TextFlagId): Found {
    const { report, held, stopped, bayes, text } = opened;
    const contradicted = contradiction(labelled);
    if (contradicted) return { cause: "label doubt", because: [contradicted] };
    if (report.flags.some(({ id }) => id === flag)) return { cause: "demoted", because: whyDemoted(opened, flag) };
    const { message } = labelled;
    const hand = handNormalise(message.text);
    if (countedFlags(classifier.classify({ ...message, text: hand.text }).flags).includes(flag))
      return { cause: "variant", because: [`found in “${differing(text.text, hand.text)}”`] };
    const near = nearestFirst(stopped.filter(({ rule }) => rule.flag === flag && rank(rule.severity) >= rank("warning")));
    if (near.length > 0)
      return {
        cause: "context",
        because: near.slice(0, MOST_REASONS).map((one) => explainStop(one, text) + silencers(one, opened)),
      };
    if (hand.signs.length > 0) return { cause: "variant", because: [`unread: ${hand.signs.join(" ")}`] };
    const { probability } = bayes.of[flag];
    const model = bayes.abstains ? "the model abstains" : `the model says ${probability.toFixed(3)}`;
    const sure = !bayes.abstains && bayes.known >= ENOUGH_TERMS && probability < SURELY_NOT && held.length === 0;
    return sure
      ? { cause: "label doubt", because: [`no rule of any flag holds, and ${model}`] }
      : { cause: "missing rule", because: [`no rule of the flag came near; ${model}`] };
  }

  function whyFalse(labelled: Labelled, { report, held, bayes }: Opened, flag: TextFlagId): Found {
    const contradicted = contradiction(labelled);
    if (contradicted) return { cause: "label doubt", because: [contradicted] };
    const { probability, terms } = bayes.of[flag];
    const evidence = report.flags.find(({ id }) => id === flag)?.evidence ?? [];
    const rules = held.filter(({ rule, severity }) => rule.flag === flag && rank(severity) >= rank("warning"));
    const named = [
      ...rules.map(({ rule, severity }) => `${rule.id} (${severity})${wordsOf(evidence, rule.id)}`),
      ...evidence.flatMap((one) => (one.by === "arithmetic" ? [`arithmetic on “${one.text}”`] : [])),
    ];
    if (named.length === 0) {
      const words = terms.map(({ term, weight }) => `${term} ${weight}`).join(", ");
      return { cause: "Bayes noise", because: [`the model alone, ${probability.toFixed(3)}: ${words}`] };
    }
    const agreed = !bayes.abstains && probability >= SURELY && rules.some(({ severity }) => rank(severity) >= rank("serious"));
    return agreed
      ? { cause: "label doubt", because: [`the model says ${probability.toFixed(3)}, and so do`, ...named] }
      : { cause: "rule too broad", because: named };
  }

  return (labelled) => {
    const { message, flags } = labelled;
    const opened = open(message);
    const found = countedFlags(opened.report.flags);
    const miss =
      (kind: Miss["kind"], why: typeof whyMissing) =>
      (flag: TextFlagId): Miss => ({
        id: message.id,
        text: message.text,
        flag,
        kind,
        ...why(labelled, opened, flag),
      });
    return [
      ...flags.filter((flag) => !found.includes(flag)).map(miss("missing", whyMissing)),
      ...found.filter((flag) => !flags.includes(flag)).map(miss("false", whyFalse)),
    ];
  };
}

/** A rule's own notice, something that eases it, or what the other flags make of it. */
function whyDemoted({ held }: Opened, flag: TextFlagId): string[] {
  return held
    .filter(({ rule }) => rule.flag === flag)
    .toSorted((a, b) => rank(b.rule.severity) - rank(a.rule.severity))
    .slice(0, MOST_REASONS)
    .map(({ rule, severity }) => {
      if (rule.severity === "notice") return `${rule.id} is worth a notice only`;
      if (severity === "notice") return `${rule.id} (${rule.severity}) is eased`;
      return `${rule.id} (${severity}) is settled to a notice: beside a scam, or in a text about something else`;
    });
}

/** Which rules gave the signal that silences, and on what words. */
function silencers({ stop }: StoppedRule, { givers, text: { text } }: Opened): string {
  if (stop.by !== "silenced") return "";
  const given = givers.filter(({ rule }) => rule.signal === stop.signal);
  return `: ${given.map(({ rule, spans }) => `${rule.id} “${spans.map(({ start, end }) => text.slice(start, end)).join("…")}”`).join(", ")}`;
}

const wordsOf = (evidence: Opened["report"]["flags"][number]["evidence"], id: string): string =>
  evidence.flatMap((one) => (one.by === "rule" && one.rule === id ? [` “${one.text}”`] : [])).join("");

/** The part of `after` that is not as it was before. */
function differing(before: string, after: string): string {
  let start = 0;
  while (start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return after.slice(Math.max(0, start - 4), after.length - end + 4);
}
