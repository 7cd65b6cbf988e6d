import { BAYES_CLASSES, type BayesClass, perClass } from "../bayes/model.js";
import { type BayesScore, scoreBayes } from "../bayes/score.js";
import { type TrainingDocument, trainBayes } from "../bayes/train.js";
import { buildClassifier } from "../classifier.js";
import type { Knowledge } from "../knowledge/knowledge.js";
import type { Report } from "../types.js";
import type { Labelled } from "./fixtures.js";
import { type Judged, type Score, score } from "./score.js";

/** A labelled message, what the model learns from it, and what the rules make of it without a model. */
export interface Sample {
  readonly labelled: Labelled;
  readonly document: TrainingDocument;
  readonly byRules: Report;
}

/** How well the model alone tells one class from the rest. */
export interface ClassFigures {
  /** Messages that are in the class. */
  readonly examples: number;
  /** `null` where nothing was said to be in the class, and so on: a share of nothing. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Mean of −ln of the probability given to what is so, over the messages the model answered on. */
  readonly logLoss: number | null;
}

export interface CrossValidation {
  readonly classes: Readonly<Record<BayesClass, ClassFigures>>;
  /** Messages with too few known terms for the model to answer on. */
  readonly abstained: number;
  readonly rulesAlone: Score;
  readonly rulesAndModel: Score;
}

/** Told of each fold as it begins, with the messages held out, and of each message judged. */
export interface Watch {
  step(name: string, parts: number): void;
  advance(): void;
}

/**
 * Measures on messages a model has not seen: for each fold, a model learns from the other folds and is asked about this one.
 * @param foldOf the fold of each sample, from 0; see `dealFolds`
 */
export async function crossValidate(
  samples: readonly Sample[],
  foldOf: readonly number[],
  knowledge: Knowledge,
  watch: Watch,
): Promise<CrossValidation> {
  const folds = Math.max(...foldOf) + 1;
  const answers: Answer[] = [];
  const judged: Judged[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const heldOut = samples.filter((_, i) => foldOf[i] === fold);
    watch.step(`fold ${fold + 1}/${folds}`, heldOut.length);
    const model = trainBayes(samples.filter((_, i) => foldOf[i] !== fold).map(({ document }) => document));
    const { classify } = await buildClassifier({}, { ...knowledge, model });
    for (const { labelled, document } of heldOut) {
      answers.push({ classes: document.classes, score: scoreBayes(model, document.features) });
      judged.push({ expected: labelled, report: classify(labelled.message) });
      watch.advance();
    }
  }
  return {
    classes: perClass((name) => figuresOf(name, answers)),
    abstained: answers.filter(({ score }) => score.abstains).length,
    rulesAlone: score(samples.map(({ labelled, byRules }) => ({ expected: labelled, report: byRules }))),
    rulesAndModel: score(judged),
  };
}

/** What a message is, and what the model of the other folds says. */
interface Answer {
  readonly classes: ReadonlySet<BayesClass>;
  readonly score: BayesScore;
}

/** From this probability on, the model alone is taken to say yes. */
export const YES = 0.5;
/** Keeps the loss of one message finite, however wrong and sure of it the model was. */
const LEAST_PROBABILITY = 1e-15;

/** The model that abstains has not said yes; what it would have said costs it nothing. */
function figuresOf(name: BayesClass, answers: readonly Answer[]): ClassFigures {
  let right = 0;
  let said = 0;
  let examples = 0;
  const losses: number[] = [];
  for (const { classes, score } of answers) {
    const isIn = classes.has(name);
    const { probability } = score.of[name];
    const saidYes = !score.abstains && probability >= YES;
    if (isIn) examples++;
    if (saidYes) said++;
    if (isIn && saidYes) right++;
    if (!score.abstains) losses.push(-Math.log(Math.max(isIn ? probability : 1 - probability, LEAST_PROBABILITY)));
  }
  // Sorted, so that the sum comes out the same whatever order the messages came in.
  const loss = losses.sort((a, b) => a - b).reduce((sum, one) => sum + one, 0);
  return {
    examples,
    precision: share(right, said),
    recall: share(right, examples),
    f1: share(2 * right, said + examples),
    logLoss: share(loss, losses.length),
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Classes that no message is an example of: a model cannot learn them. */
export const withoutExample = (documents: readonly TrainingDocument[]): BayesClass[] =>
  BAYES_CLASSES.filter((name) => !documents.some(({ classes }) => classes.has(name)));
