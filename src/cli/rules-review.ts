import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../errors.js";
import { KNOWLEDGE_DIRECTORY, loadKnowledge } from "../knowledge/load.js";
import { createReading, GIVEN_SIGNALS } from "../reading.js";
import { createTrials } from "../rules/examples.js";
import { lintRule } from "../rules/lint.js";
import { type Loaded, PATTERN_PROBLEMS, readRules } from "../rules/load.js";
import { createReview, type Fault, type Reviewed } from "../rules/review.js";
import { loadSegmenter, type Segmenter } from "../segment/segmenter.js";
import { createDirectory } from "../senders/standing.js";
import { createNormaliser } from "../text/normalise.js";
import { TEXT_FLAGS } from "../types.js";

/** What a command prints, and its exit code. */
export interface Outcome {
  readonly text: string;
  readonly code: 0 | 1;
}

/** `cuijian rules test [DIR]`: the rules of a directory among the built-in ones, or these. Throws a UserError for what cannot be read. */
export function testRules(directory: string | undefined): Outcome {
  const opened = open(directory);
  const review = createReview(opened);
  return outcome(opened, (one) => review(one), "tested");
}

/** `cuijian rules lint [DIR]`: how the rules are written; runs no example. Throws a UserError for what cannot be read. */
export function lintRules(directory: string | undefined): Outcome {
  const opened = open(directory);
  return outcome(
    opened,
    (one) => lintRule(one, readFileSync(one.file, "utf8"), one.rule ? opened.trials.touches(one.rule) : () => true),
    "read",
  );
}

interface Opened extends Reviewed {
  readonly loaded: readonly Loaded[];
  /** Patterns that are broken or slow, by the file they stand in. */
  readonly broken: readonly Fault[];
}

/** Where the package has the built-in rules as files. */
const BUILT_IN = fileURLToPath(new URL("../../rules", import.meta.url));

function open(directory: string | undefined): Opened {
  const knowledge = loadKnowledge();
  const { loaded, problems } =
    directory === undefined
      ? readRules(relativeToHere(BUILT_IN), knowledge.terms, { folders: [...TEXT_FLAGS, "signals"] })
      : readRules(directory, knowledge.terms, {
          known: {
            guidance: knowledge.guidance.map(({ id }) => id),
            signals: [...GIVEN_SIGNALS, ...knowledge.rules.flatMap(({ signal }) => signal ?? [])],
            suggestions: knowledge.suggestions,
          },
          guarded: true,
        });
  const isFault = (problem: (typeof problems)[number]): problem is Fault =>
    PATTERN_PROBLEMS.includes(problem.code) && problem.where !== undefined;
  if (!problems.every(isFault)) throw new UserError(problems);
  const own = loaded.flatMap(({ rule }) => rule ?? []);
  const rules = directory === undefined ? own : [...knowledge.rules, ...own];
  const normalise = createNormaliser(knowledge.normaliser);
  const senders = createDirectory(knowledge.senders, (text) => normalise(text).text);
  let segmenter: Segmenter | undefined;
  const read = createReading(normalise, senders, () => (segmenter ??= loadSegmenter(KNOWLEDGE_DIRECTORY)));
  const trials = createTrials(rules, knowledge.matching, (text) => read({ text }).subject);
  return { loaded, broken: problems, rules, trials, terms: knowledge.terms, traditional: knowledge.normaliser.traditional };
}

/** Faults rule by rule, in the order of their files, and how many there are. */
function outcome({ loaded, broken }: Opened, look: (one: Loaded) => readonly Fault[], done: string): Outcome {
  const byId = loaded.toSorted((a, b) => (a.source.id < b.source.id ? -1 : 1));
  let faults = 0;
  const blocks = byId.flatMap((one) => {
    const own = [...broken.filter(({ where }) => where.startsWith(`${one.file}:`)), ...look(one)];
    faults += own.length;
    return own.length === 0 ? [] : [[one.source.id, ...own.map(({ where, message }) => `  ${where}  ${message}`), ""].join("\n")];
  });
  const summary = `${count(loaded.length, "rule")} ${done}: ${faults === 0 ? "nothing to mend" : `${count(faults, "thing")} to mend`}`;
  return { text: `${[...blocks, summary].join("\n")}\n`, code: faults === 0 ? 0 : 1 };
}

const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? "" : "s"}`;

/** As short as a path to it can be. */
function relativeToHere(directory: string): string {
  const path = relative(process.cwd(), directory);
  return path.startsWith(`..${sep}..`) ? directory : path;
}
