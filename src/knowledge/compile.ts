import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { type BayesModel, EMPTY_MODEL } from "../bayes/model.js";
import { type Problem, UserError } from "../errors.js";
import type { GuidanceEntry } from "../guidance/entry.js";
import { compilePattern } from "../rules/compile.js";
import { loadRules } from "../rules/load.js";
import { type FlagId, TEXT_FLAGS } from "../types.js";
import { type Calibration, EMPTY_CALIBRATION } from "../verdict/confidence.js";
import { readYaml, yamlFilesBelow } from "../yaml-file.js";
import { adviceFile, guidanceFile, matchingFile, senderFile, termsFile, variantsFile, wordsFile } from "./files.js";
import type { Knowledge } from "./knowledge.js";

/**
 * Reads all of `rules/`, checks it and compiles it. Throws one UserError with every problem.
 * @param traditional pairs of traditional and simplified characters, as the normaliser takes them
 */
export function compileKnowledge(root: string, traditional: string): Knowledge {
  const problems: Problem[] = [];
  const read = <T>(file: string, schema: z.ZodType<T>): T | undefined => {
    const result = readYaml(file, schema);
    if ("value" in result) return result.value;
    problems.push(...result.problems);
    return undefined;
  };
  const readAll = <T>(folder: string, schema: z.ZodType<T>): T[] =>
    yamlFilesBelow(join(root, folder)).flatMap(({ file }) => read(file, schema) ?? []);

  const terms: Record<string, readonly string[]> = {};
  for (const { file } of yamlFilesBelow(join(root, "lexicon/terms"))) {
    for (const [name, words] of Object.entries(read(file, termsFile) ?? {})) {
      if (terms[name]) problems.push({ code: "duplicate-id", message: `the list {${name}} stands in two files`, where: file });
      terms[name] = words;
    }
  }
  const variants = read(join(root, "lexicon/variants.yml"), variantsFile) ?? {};
  const words = read(join(root, "lexicon/words.yml"), wordsFile) ?? [];
  const matching = read(join(root, "lexicon/matching.yml"), matchingFile);
  const guidance = readAll("guidance", guidanceFile).flatMap(entriesOf);
  const advice = readAll("advice", adviceFile).flat();
  const senders = readAll("senders", senderFile);
  if (problems.length > 0 || !matching) throw new UserError(problems);

  const rules = loadRules(root, terms, [...TEXT_FLAGS, "signals"]);
  const knowledge: Knowledge = {
    rules,
    terms,
    matching: {
      negation: matching.negation.map((pattern) => compilePattern(pattern, terms)).join("|"),
      silencing: matching.silencing,
    },
    normaliser: {
      traditional,
      words,
      variants: Object.fromEntries(Object.entries(variants).flatMap(([word, spellings]) => spellings.map((s) => [s, word]))),
    },
    senders: senders.map(({ domains = [], hotlines = [], id, name, nameEn, kind, aliases }) => ({
      id,
      name,
      nameEn,
      kind,
      aliases,
      domains: domains.map(({ value, confidence }) => ({ value, confidence })),
      hotlines: hotlines.map(({ value, confidence }) => ({ value, confidence })),
    })),
    guidance,
    advice: advice
      .map(({ id, when, order, zh, en }) => ({
        id,
        flags: (when.flags ?? []) as FlagId[],
        verdicts: when.verdicts ?? [],
        order,
        zh,
        en,
      }))
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
    model: json<BayesModel>(join(root, "bayes/model.json")) ?? EMPTY_MODEL,
    calibration: json<Calibration>(join(root, "bayes/calibration.json")) ?? EMPTY_CALIBRATION,
  };
  checkReferences(knowledge);
  return knowledge;
}

function entriesOf(file: z.infer<typeof guidanceFile>): GuidanceEntry[] {
  const { entries, ...instrument } = file;
  return entries.map(({ note, flags, title, titleEn, ...entry }) => ({
    ...entry,
    title: title ?? instrument.title,
    titleEn: titleEn ?? instrument.titleEn,
    issuer: instrument.issuer,
    number: instrument.number,
    binding: instrument.binding,
    appliesTo: instrument.appliesTo,
    flags: flags as FlagId[],
    note: note ?? null,
  }));
}

/** Ids used once, and every id that is cited or built upon is there. */
function checkReferences({ rules, guidance, advice, senders, matching }: Knowledge): void {
  const problems: Problem[] = [];
  const ids = new Set(guidance.map(({ id }) => id));
  const unknown = (where: string, what: string, id: string) =>
    problems.push({ code: "unknown-id", message: `${what} "${id}" does not exist`, where });
  for (const rule of rules) for (const id of rule.guidance) if (!ids.has(id)) unknown(`${rule.id}.yml`, "guidance", id);
  for (const { id, replaces } of guidance)
    if (replaces && !ids.has(replaces)) unknown(`guidance ${id}`, "replaced entry", replaces);
  const signals = new Set(rules.flatMap(({ signal }) => signal ?? []));
  for (const rule of rules) {
    const named = [...rule.any, ...rule.where, ...rule.unless, ...(rule.near?.any ?? [])].flatMap(({ signal }) => signal ?? []);
    for (const signal of [...named, ...rule.despite]) if (!signals.has(signal)) unknown(`${rule.id}.yml`, "signal", signal);
  }
  for (const signal of matching.silencing) if (!signals.has(signal)) unknown("lexicon/matching.yml", "signal", signal);
  for (const [kind, list] of Object.entries({ rules, guidance, advice, senders })) {
    const seen = new Set<string>();
    for (const { id } of list) {
      if (seen.has(id)) problems.push({ code: "duplicate-id", message: `${kind}: the id "${id}" is used twice` });
      seen.add(id);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
}

const json = <T>(file: string): T | null => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null);
