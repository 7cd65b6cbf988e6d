import { EMPTY_MODEL } from "../bayes/model.js";
import { scoreBayes } from "../bayes/score.js";
import { buildClassifier, type Classifier, type ClassifierOptions } from "../classifier.js";
import { type Message, TEXT_FLAGS } from "../types.js";
import { decide } from "../verdict/decide.js";
import type { Answer } from "./counts.js";
import { toAnswer } from "./score.js";

/** A part of the classifier that can be asked alone. */
export type Part = "rulesAlone" | "bayesAlone";

/** What each part alone says of a message; `features` are those the whole classifier weighed. */
export type AskParts = (message: Message, features: readonly string[]) => Readonly<Record<Part, Omit<Answer, "expected">>>;

/** As sure as this, and the model alone is taken at its word. */
const LIKELY = 0.5;

/**
 * Takes the classifier apart to see what each part is worth. Rules alone: a model that has learnt
 * nothing, which abstains. Bayes alone: a flag where its probability is one half or more, the
 * verdict from these flags and from the probability that a debt is collected.
 */
export async function createAblation({ knowledge }: Classifier, options: ClassifierOptions): Promise<AskParts> {
  const rules = await buildClassifier(options, { ...knowledge, model: EMPTY_MODEL });
  const asked = TEXT_FLAGS.filter((id) => !options.disable?.includes(id));
  return (message, features) => {
    const { abstains, of } = scoreBayes(knowledge.model, features);
    const flags = abstains ? [] : asked.filter((id) => of[id].probability >= LIKELY);
    const verdict = decide(
      flags.map((id) => ({ id, severity: "serious", bayesOnly: true })),
      !abstains && of.collection.probability >= LIKELY,
    );
    const { verdict: ruled, flags: raised } = toAnswer({ expected: {}, report: rules.classify(message) });
    return { rulesAlone: { verdict: ruled, flags: raised }, bayesAlone: { verdict, flags } };
  };
}
