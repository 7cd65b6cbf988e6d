import { buildClassifier, type Classifier } from "../classifier.js";
import { loadKnowledge } from "../knowledge/load.js";
import { compileRule } from "../rules/compile.js";
import { ruleSchema } from "../rules/schema.js";
import type { Labelled } from "./fixtures.js";

const knowledge = loadKnowledge();

/** A rule as a file would have it, with all that is not the point of a test filled in. */
export function aRule(parts: Readonly<Record<string, unknown>>) {
  const named = { title: "标题", titleEn: "title", examples: { bad: ["一", "二"], ok: ["三", "四"] }, ...parts };
  const flagged = { severity: "serious", guidance: ["civil-1033"], why: { zh: "一句理由", en: "why so" } };
  const compiled = compileRule(ruleSchema.parse("signal" in parts ? named : { ...flagged, ...named }), {});
  if (Array.isArray(compiled)) throw new Error(compiled.map(({ message }) => message).join());
  return compiled;
}

/** The shipped classifier with these rules instead of its own. */
export const classifierOf = (rules: readonly ReturnType<typeof aRule>[]): Promise<Classifier> =>
  buildClassifier({}, { ...knowledge, rules });

/** The same with a model that takes every message for a collector's. */
export const amongCollectors = (rules: readonly ReturnType<typeof aRule>[]): Promise<Classifier> => {
  const { model } = knowledge;
  const scale = { ...model.scale, collection: { slope: 0, offset: 4 } };
  return buildClassifier({}, { ...knowledge, rules, model: { ...model, scale } });
};

export const labelled = (text: string, verdict: Labelled["verdict"], ...flags: Labelled["flags"]): Labelled => ({
  message: { text, id: text.slice(0, 4) },
  verdict,
  flags,
});
