import { writeFileSync } from "node:fs";
import { trainBayes } from "../bayes/train.js";
import { buildClassifier } from "../classifier.js";
import { readLabelled, trainingDocument } from "../measure/fixtures.js";
import { cannotWrite, refuseToErase } from "./output.js";

/** `cuijian train CORPUS… --out FILE`: learns from labelled messages; the same files give the same model. */
export async function train(files: readonly string[], out: string): Promise<string> {
  refuseToErase(out, files);
  const classifier = await buildClassifier();
  const documents = (await readLabelled([...files].sort())).map((labelled) => trainingDocument(classifier, labelled));
  const model = trainBayes(documents);
  try {
    writeFileSync(out, serialise(model));
  } catch (error) {
    throw cannotWrite(out, error);
  }
  return `${documents.length} messages, ${Object.keys(model.terms).length} terms → ${out}\n`;
}

/** One term a line: a change in the model reads as a change in a diff. */
function serialise({ terms, ...rest }: ReturnType<typeof trainBayes>): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const lines = Object.entries(terms).map(([term, counts]) => `    ${JSON.stringify(term)}: ${JSON.stringify(counts)}`);
  return `${head},\n  "terms": {\n${lines.join(",\n")}\n  }\n}\n`;
}
