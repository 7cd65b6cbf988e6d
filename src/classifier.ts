import { adviceFor } from "./advice.js";
import { featuresOf } from "./bayes/features.js";
import { scoreBayes } from "./bayes/score.js";
import { UserError } from "./errors.js";
import { type Draft, draftFlag, finish, fromMetadata, missedProbability } from "./flags.js";
import { createCite } from "./guidance/cite.js";
import type { Knowledge } from "./knowledge/knowledge.js";
import { KNOWLEDGE_DIRECTORY, loadKnowledge } from "./knowledge/load.js";
import { dayOf, instantOf, quietHours, unidentified } from "./metadata.js";
import { nearest } from "./nearest.js";
import { type LenderKind, lenderKindOf } from "./rates/caps.js";
import { rateFindings } from "./rates/findings.js";
import { createReading, GIVEN_SIGNALS } from "./reading.js";
import type { CompiledRule } from "./rules/compile.js";
import { createMatcher } from "./rules/match.js";
import type { Signals } from "./rules/subject.js";
import { loadSegmenter, type Segmenter } from "./segment/segmenter.js";
import { createDirectory, isLender } from "./senders/standing.js";
import { createHouseSeverities, refuseMistaken, type Severities, switchedOff } from "./severities.js";
import { createNormaliser } from "./text/normalise.js";
import { type FlagId, type Language, type Message, type Report, rank, TEXT_FLAGS } from "./types.js";
import { type FlagGrounds, type VerdictGrounds, verdictConfidence } from "./verdict/confidence.js";
import { decide } from "./verdict/decide.js";
import { type RelevanceGrounds, relevanceLogOdds } from "./verdict/relevance.js";
import { settle } from "./verdict/settle.js";

export interface ClassifierOptions {
  /** Judge by the law of this day (ISO date) whatever day a message was sent. */
  readonly asOf?: string;
  /** Directories of rules added to the built-in ones. */
  readonly rules?: readonly string[];
  /** Ids of rules (`threat/curse`) or flags (`threat`) that are not to be used. */
  readonly disable?: readonly string[];
  /**
   * How grave rules (`threat/curse`) and flags (`threat`) are to be held; verdicts follow. Confidences stay what
   * they are: they say how likely a flag is right, not how grave.
   */
  readonly severities?: Severities;
  /**
   * `required`: the text itself must name its creditor, or a way to reach one; where it does not, `unidentified` is
   * a warning. `required: false`: the flag is not used.
   */
  readonly unidentified?: { readonly required: boolean };
  /** Kind of the lender, where none we know is named: which caps on rates and which guidance apply. */
  readonly institution?: Exclude<LenderKind, "unknown">;
  /** For messages that do not say themselves. */
  readonly lender?: string;
  readonly overdueDays?: number;
  readonly sentAt?: string;
  readonly sender?: string;
  /** Cite everything in force that bears on a flag, not the first three only. */
  readonly allGuidance?: boolean;
  /** Language of advice and citations; `zh` by default. */
  readonly lang?: Language;
}

/** Judges one message: synchronous, silent, no file or network access. */
export type Classify = (message: Message) => Report;

/** What was weighed on the way to a report; for training, measuring and calibration. */
export interface Weighing {
  readonly flags: readonly (FlagGrounds & { readonly id: FlagId })[];
  readonly relevance: RelevanceGrounds;
  readonly verdict: VerdictGrounds;
  readonly features: () => readonly string[];
  readonly signals: Signals;
}

export interface Classifier {
  readonly classify: Classify;
  readonly weigh: (message: Message) => { readonly report: Report; readonly weighing: Weighing };
  /** Built-in and added rules, without the disabled ones, as grave as the options hold them to be. */
  readonly rules: readonly CompiledRule[];
  readonly knowledge: Knowledge;
  readonly segmenter: Segmenter;
}

/** Builds the classifier once; judging is then a plain function call. Throws UserError for broken rules. */
export async function buildClassifier(
  options: ClassifierOptions = {},
  knowledge: Knowledge = loadKnowledge(),
): Promise<Classifier> {
  const language = options.lang ?? "zh";
  const normalise = createNormaliser(knowledge.normaliser);
  const directory = createDirectory(knowledge.senders, (text) => normalise(text).text);
  if (options.lender !== undefined && !directory.byName(options.lender)) throw unknownLender(options.lender, knowledge);
  const rules = await rulesFor(options, knowledge);
  const matcher = createMatcher(rules, knowledge.matching);
  const cite = createCite(knowledge.guidance, language, options.allGuidance ?? false);
  let loaded: Segmenter | undefined;
  const segmenter = (): Segmenter => (loaded ??= loadSegmenter(KNOWLEDGE_DIRECTORY));
  const read = createReading(normalise, directory, segmenter);
  const { severities = {}, unidentified: naming } = options;
  const disabled = new Set([...(options.disable ?? []), ...switchedOff(severities)]);
  if (naming?.required === false) disabled.add("unidentified");
  const house = createHouseSeverities(naming?.required ? { unidentified: "warning", ...severities } : severities);

  function weigh(given: Message): { report: Report; weighing: Weighing } {
    const message = withDefaults(given, options);
    const { subject, sender } = read(message);
    const { text, entities } = subject;
    const creditor = sender && isLender(sender) ? sender : undefined;
    const lenderKind = creditor?.kind ?? options.institution;
    const { signals, flags: matches } = matcher.match(subject);
    const features = () => featuresOf(subject.segments(), entities, signals.keys());
    const bayes = scoreBayes(knowledge.model, features());
    const silenced = knowledge.matching.silencing.some((name) => signals.has(name));
    const relevance: RelevanceGrounds = {
      bayes: bayes.abstains ? null : bayes.of.collection.probability,
      collection: signals.has("collection"),
      unrelated: signals.has("unrelated"),
      silenced,
    };
    const collection = relevanceLogOdds(relevance);
    const day = options.asOf ?? dayOf((message.sentAt ? instantOf(message.sentAt) : null) ?? Date.now());
    const dear =
      collection > 0 && !silenced ? rateFindings(text.text, entities, lenderKindOf(lenderKind), day, knowledge.rates) : [];

    const drafts = settleBoth(
      TEXT_FLAGS.filter((id) => !disabled.has(id)).flatMap((id) =>
        draftFlag(
          id,
          matches.filter(({ rule }) => rule.flag === id),
          text,
          bayes,
          collection > 0 && !silenced,
          id === "false-legal" ? dear : [],
          house,
        ),
      ),
      relevance,
      bayes.known,
      signals.has("scripted"),
    );
    // A threat that a house holds to be a trifle is still about a debt.
    const isCollection =
      collection > 0 || drafts.some(({ severity, shipped }) => Math.max(rank(severity), rank(shipped)) >= rank("warning"));
    // What a record or an option says of the lender, the reader of the text does not know.
    const named = naming?.required ? signals.get("lender-named")?.some(({ end }) => end > 0) : creditor !== undefined;
    const metadata = isCollection
      ? [message.sentAt ? quietHours(message.sentAt) : null, unidentified(named ?? false, entities)]
          .filter((finding) => finding !== null)
          .filter(({ id }) => !disabled.has(id))
      : [];
    const flags = [...drafts, ...metadata.map((finding) => fromMetadata(finding, house))];
    const verdict = decide(
      flags.map(({ id, severity, grounds }) => ({ id, severity, bayesOnly: grounds.rules === 0 && grounds.bayes !== null })),
      isCollection,
    );
    const occasion = { day, lenderKind };
    const finished = flags.map((draft) => finish(draft, cite, occasion, knowledge.calibration));
    const verdictGrounds: VerdictGrounds = {
      verdict,
      flag: Math.max(
        0,
        ...finished.filter(({ severity }) => rank(severity) >= rank("warning")).map(({ confidence }) => confidence),
      ),
      collection,
      missed: missedProbability(bayes, flags),
    };
    const report: Report = {
      id: message.id ?? "message",
      verdict,
      confidence: verdictConfidence(knowledge.calibration, verdictGrounds),
      flags: finished,
      advice: adviceFor(knowledge.advice, { verdict, flags: finished, signals }, language),
      ...(message.sentAt === undefined ? {} : { sentAt: message.sentAt }),
      ...(message.sender === undefined ? {} : { sender: message.sender }),
      ...(creditor ? { lender: creditor.id } : message.lender === undefined ? {} : { lender: message.lender }),
    };
    return {
      report,
      weighing: {
        flags: flags.map(({ id, severity, grounds }) => ({ id, ...grounds, severity })),
        relevance,
        verdict: verdictGrounds,
        features,
        signals,
      },
    };
  }

  return {
    classify: (message) => weigh(message).report,
    weigh,
    rules: rules.map((rule) => ({ ...rule, severity: house.ofRule(rule) })),
    knowledge,
    get segmenter() {
      return segmenter();
    },
  };
}

/** Settles what a house makes of the flags and, for their confidence, what they would be without it. */
function settleBoth(drafts: readonly Draft[], ...about: [RelevanceGrounds, number, boolean]): Draft[] {
  const shipped = settle(
    drafts.map((draft) => ({ ...draft, severity: draft.shipped })),
    ...about,
  );
  return settle(drafts, ...about).map((draft, i) => ({ ...draft, shipped: shipped[i]?.severity ?? draft.shipped }));
}

/** The library's entry: a function that judges one message after another. */
export async function createClassifier(options: ClassifierOptions = {}): Promise<Classify> {
  const classifier = await buildClassifier(options);
  // Loads the dictionary now: judging reads no file.
  classifier.segmenter.segment("");
  return classifier.classify;
}

async function rulesFor(
  { rules: roots = [], disable = [], severities = {} }: ClassifierOptions,
  knowledge: Knowledge,
): Promise<CompiledRule[]> {
  const all = [...knowledge.rules];
  if (roots.length > 0) {
    const { loadRules } = await import("./rules/load.js");
    const known = {
      guidance: knowledge.guidance.map(({ id }) => id),
      signals: [...GIVEN_SIGNALS, ...knowledge.rules.flatMap(({ signal }) => signal ?? [])],
      suggestions: knowledge.suggestions,
    };
    for (const root of roots) all.push(...loadRules(root, knowledge.terms, { known, guarded: true }));
  }
  refuseMistaken(severities, disable, all);
  const off = new Set([...disable, ...switchedOff(severities)]);
  return all.filter(({ id, flag }) => !off.has(id) && !(flag && off.has(flag)));
}

function unknownLender(given: string, { senders }: Knowledge): UserError {
  const names = senders.filter(isLender).flatMap(({ id, name }) => [id, name]);
  const similar = nearest(given, names);
  return new UserError({
    code: "unknown-lender",
    message: `--lender ${given}: no lender of this id or name is known`,
    hint: `${similar === "" ? "" : `did you mean ${similar}? `}leave the option out for a lender that is not in rules/senders/`,
    given: ["lender", given],
  });
}

function withDefaults(message: Message, options: ClassifierOptions): Message {
  const { lender, overdueDays, sentAt, sender } = options;
  return {
    ...(lender === undefined ? {} : { lender }),
    ...(overdueDays === undefined ? {} : { overdueDays }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(sender === undefined ? {} : { sender }),
    ...message,
  };
}
