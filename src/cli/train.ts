import { type BayesModel, EMPTY_MODEL } from "../bayes/model.js";
import { trainBayes } from "../bayes/train.js";
import { buildClassifier } from "../classifier.js";
import { UserError } from "../errors.js";
import { loadKnowledge } from "../knowledge/load.js";
import { crossValidate, type Sample, withoutExample } from "../measure/cross-validate.js";
import { type Labelled, readLabelled, trainingDocument } from "../measure/fixtures.js";
import { dealFolds, nearIdentical } from "../measure/folds.js";
import { createNormaliser } from "../text/normalise.js";
import { refuseToErase } from "./output.js";
import { progress } from "./progress.js";
import { refuseUnwritable, replaceFile } from "./replace-file.js";
import { renderCrossValidation } from "./train-table.js";

export interface TrainOptions {
  /** Where the model goes. */
  readonly out: string;
  /** Parts for cross-validation; 0 for none. Left out: 5, or none where there are too few messages. */
  readonly folds?: number;
}

const USUAL_FOLDS = 5;

/**
 * `cuijian train CORPUS… --out FILE`: learns from labelled messages; the same messages give the same model, to the
 * byte. Gives what to print: how much was learnt, and how good such a model is on messages it has not seen.
 */
export async function train(files: readonly string[], { out, folds }: TrainOptions): Promise<string> {
  refuseToErase(out, files);
  refuseUnwritable(out);
  const labelled = await readLabelled([...files].sort());
  if (labelled.length === 0) throw noMessages(files);
  const knowledge = loadKnowledge();
  const foldOf = foldsFor(labelled, folds, nearIdentical(labelled, createNormaliser(knowledge.normaliser)));

  const bar = await progress();
  try {
    const classifier = await buildClassifier({}, { ...knowledge, model: EMPTY_MODEL });
    bar.step("reading", labelled.length);
    const samples = labelled.map((one): Sample => {
      // Weighing is what takes time: once for the features and for what the rules say alone.
      const weighed = classifier.weigh(one.message);
      bar.advance();
      return {
        labelled: one,
        document: trainingDocument({ ...classifier, weigh: () => weighed }, one),
        byRules: weighed.report,
      };
    });
    bar.step("training", 1);
    const documents = samples.map(({ document }) => document);
    const model = trainBayes(documents);
    bar.done();
    for (const name of withoutExample(documents)) warn(`no message is an example of "${name}": the model will not tell it`);
    replaceFile(out, serialise(model));
    const summary = `${labelled.length} messages, ${Object.keys(model.terms).length} terms → ${out}\n`;
    if (foldOf === null) return summary;
    return summary + renderCrossValidation(await crossValidate(samples, foldOf, knowledge, bar));
  } finally {
    bar.done();
  }
}

/** The fold of each message, or null for no cross-validation. Throws a UserError for more folds than there are texts. */
function foldsFor(
  labelled: readonly Labelled[],
  wanted: number | undefined,
  texts: readonly (readonly number[])[],
): number[] | null {
  const folds = wanted ?? USUAL_FOLDS;
  if (folds === 0) return null;
  if (texts.length >= folds) return dealFolds(labelled, texts, folds);
  const tooFew = `${texts.length} different ${texts.length === 1 ? "message is" : "messages are"} too few for ${folds} folds`;
  if (wanted !== undefined)
    throw new UserError({
      code: "too-few-messages",
      message: `--folds ${wanted}: ${tooFew}`,
      hint: `${texts.length < 2 ? "" : `give ${texts.length} or less, or `}--folds 0 to train without measuring`,
    });
  warn(`${tooFew}: the model is not measured`);
  return null;
}

const warn = (line: string): boolean => process.stderr.write(`warning: ${line}\n`);

const noMessages = (files: readonly string[]): UserError =>
  new UserError({
    code: "no-messages",
    message: "there is no labelled message to learn from",
    where: files.join(", "),
    hint: 'a line looks like {"text":"…","verdict":"improper","flags":["threat"]}; messages of "direction" "out" teach nothing',
  });

/** One term a line: a change in the model reads as a change in a diff. */
function serialise({ terms, ...rest }: BayesModel): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const lines = Object.entries(terms).map(([term, counts]) => `    ${JSON.stringify(term)}: ${JSON.stringify(counts)}`);
  return `${head},\n  "terms": {\n${lines.join(",\n")}\n  }\n}\n`;
}
