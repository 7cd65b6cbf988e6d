import { createRequire } from "node:module";
import { UserError } from "../errors.js";
import { fitLogistic } from "./logistic.js";
import { BAYES_CLASSES, type BayesClass, type BayesModel, EMPTY_MODEL, perClass, SMOOTHING } from "./model.js";
import { perLength, scoreBayes } from "./score.js";

/** A labelled message as the model learns from it. */
export interface TrainingDocument {
  /** Each once. */
  readonly features: readonly string[];
  readonly classes: ReadonlySet<BayesClass>;
}

/** A term seen in fewer messages than this says more about the messages than about the language. */
const FEWEST_DOCUMENTS = 3;
/** The most telling terms are kept, by how much they lower the uncertainty about some class. */
const MOST_TERMS = 6_000;

/** The part of natural's classifier that training needs. */
interface NaturalBayes {
  addDocument(tokens: readonly string[], label: string): void;
  train(): void;
  readonly features: Readonly<Record<string, number>>;
  readonly classifier: {
    readonly classFeatures: Readonly<Record<string, Readonly<Record<number, number>>>>;
    readonly classTotals: Readonly<Record<string, number>>;
    readonly smoothing: number;
  };
}

/** natural, of which only this file is loaded: its entry costs a second and prints to standard output. */
export function loadNatural(): new (stemmer: undefined, smoothing: number) => NaturalBayes {
  try {
    return createRequire(import.meta.url)("natural/lib/natural/classifiers/bayes_classifier.js") as new (
      stemmer: undefined,
      smoothing: number,
    ) => NaturalBayes;
  } catch {
    throw new UserError({
      code: "natural-missing",
      message: "training needs the package natural",
      hint: "npm install natural, then run the command again",
    });
  }
}

/**
 * Trains on labelled documents; the same documents, in whatever order, give the same model. natural learns the counts
 * once, with a message's whole set of classes as its label; each class against the rest is then a
 * sum over labels, exactly what six one-versus-rest classifiers would have counted.
 */
export function trainBayes(documents: readonly TrainingDocument[]): BayesModel {
  if (documents.length === 0) return EMPTY_MODEL;
  const kept = new Set(selectTerms(documents));
  const Natural = loadNatural();
  const natural = new Natural(undefined, SMOOTHING);
  for (const { features, classes } of documents) {
    const tokens = features.filter((term) => kept.has(term));
    // natural passes over a document without tokens; the constant one keeps the totals right.
    natural.addDocument([...tokens, CONSTANT], labelOf(classes));
  }
  natural.train();
  const unscaled = modelFrom(natural, documents.length);
  return { ...unscaled, scale: fitScale(unscaled, documents) };
}

const CONSTANT = "<message>";
const labelOf = (classes: ReadonlySet<BayesClass>): string =>
  BAYES_CLASSES.filter((name) => classes.has(name)).join("+") || "none";

function modelFrom({ features, classifier }: NaturalBayes, documents: number): BayesModel {
  const labels = Object.keys(classifier.classFeatures);
  const has = (label: string, name: BayesClass): boolean => label.split("+").includes(name);
  // natural starts every total at one and every seen count at one plus its smoothing.
  const total = (label: string): number => (classifier.classTotals[label] as number) - 1;
  const count = (label: string, index: number): number => {
    const stored = classifier.classFeatures[label]?.[index];
    return stored === undefined ? 0 : Math.round(stored - classifier.smoothing);
  };
  const terms = Object.keys(features)
    .map((term, index) => ({ term, index }))
    .filter(({ term }) => term !== CONSTANT)
    .sort((a, b) => (a.term < b.term ? -1 : 1))
    .map(({ term, index }) => {
      const sum = (wanted: readonly string[]): number => wanted.reduce((all, label) => all + count(label, index), 0);
      return [term, [sum(labels), ...BAYES_CLASSES.map((name) => sum(labels.filter((label) => has(label, name))))]] as const;
    });
  return {
    documents,
    positives: perClass((name) => labels.filter((label) => has(label, name)).reduce((all, label) => all + total(label), 0)),
    terms: Object.fromEntries(terms),
    scale: EMPTY_MODEL.scale,
  };
}

/** Platt scaling on leave-one-out scores: naive Bayes counts, so leaving a message out is a subtraction. */
function fitScale(model: BayesModel, documents: readonly TrainingDocument[]): BayesModel["scale"] {
  const scores = documents.map((document) => leaveOneOut(model, document));
  return perClass((name) => {
    // Sorted, so that sums of fractions come out the same whatever order the messages came in.
    const pairs = documents
      .map(({ classes }, i) => ({ score: (scores[i] as Record<BayesClass, number>)[name], isIn: classes.has(name) }))
      .sort((a, b) => a.score - b.score || Number(a.isIn) - Number(b.isIn));
    const [offset, slope] = fitLogistic(
      pairs.map(({ score }) => [1, score]),
      pairs.map(({ isIn }) => isIn),
      0.01,
    ) as [number, number];
    return { slope, offset };
  });
}

function leaveOneOut(model: BayesModel, { features, classes }: TrainingDocument): Record<BayesClass, number> {
  const known = features.filter((term) => Object.hasOwn(model.terms, term));
  const terms = Object.fromEntries(
    known.map((term) => [
      term,
      (model.terms[term] as readonly number[]).map(
        (count, i) => count - (i === 0 || classes.has(BAYES_CLASSES[i - 1] as BayesClass) ? 1 : 0),
      ),
    ]),
  );
  const without: BayesModel = {
    documents: model.documents - 1,
    positives: perClass((name) => model.positives[name] - (classes.has(name) ? 1 : 0)),
    terms,
    scale: EMPTY_MODEL.scale,
  };
  const { of } = scoreBayes(without, known);
  return perClass((name) => perLength(of[name].rawLogOdds, known.length));
}

/** Terms ranked by the most they tell about any one class (mutual information), ties by name. */
function selectTerms(documents: readonly TrainingDocument[]): string[] {
  const counts = new Map<string, number[]>();
  for (const { features, classes } of documents) {
    for (const term of features) {
      const row = counts.get(term) ?? new Array<number>(BAYES_CLASSES.length + 1).fill(0);
      row[0] = (row[0] as number) + 1;
      BAYES_CLASSES.forEach((name, i) => {
        if (classes.has(name)) row[i + 1] = (row[i + 1] as number) + 1;
      });
      counts.set(term, row);
    }
  }
  const positives = BAYES_CLASSES.map((name) => documents.filter(({ classes }) => classes.has(name)).length);
  return [...counts]
    .filter(([, row]) => (row[0] as number) >= FEWEST_DOCUMENTS)
    .map(([term, row]) => ({
      term,
      told: Math.max(...positives.map((n, i) => information(row[0] as number, row[i + 1] as number, n, documents.length))),
    }))
    .sort((a, b) => b.told - a.told || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_TERMS)
    .map(({ term }) => term);
}

/** Mutual information of "term occurs" and "message is in the class", in nats. */
function information(occurs: number, together: number, inClass: number, all: number): number {
  const cell = (joint: number, a: number, b: number): number =>
    joint === 0 ? 0 : (joint / all) * Math.log((joint * all) / (a * b));
  return (
    cell(together, occurs, inClass) +
    cell(occurs - together, occurs, all - inClass) +
    cell(inClass - together, all - occurs, inClass) +
    cell(all - occurs - inClass + together, all - occurs, all - inClass)
  );
}
