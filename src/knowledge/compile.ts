import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { type BayesModel, EMPTY_MODEL } from "../bayes/model.js";
import { type Problem, UserError } from "../errors.js";
import type { GuidanceEntry } from "../guidance/entry.js";
import type { Rates } from "../rates/caps.js";
import { unknownGuidance } from "../rates/load.js";
import { ratesFile } from "../rates/schema.js";
import { GIVEN_SIGNALS } from "../reading.js";
import { type CompiledRule, compilePattern, PatternError, type Suggestions, type Terms } from "../rules/compile.js";
import { loadRules } from "../rules/load.js";
import { type FlagId, TEXT_FLAGS } from "../types.js";
import { type Calibration, EMPTY_CALIBRATION } from "../verdict/confidence.js";
import { type Place, readYaml, yamlFilesBelow } from "../yaml-file.js";
import {
  adviceFile,
  guidanceFile,
  matchingFile,
  senderFile,
  suggestionsFile,
  termsFile,
  variantsFile,
  wordsFile,
} from "./files.js";
import type { Knowledge } from "./knowledge.js";

/** Something read from a file, and where it stands. */
interface Placed<T> {
  readonly value: T;
  readonly place: Place;
}

/**
 * Reads all of `rules/`, checks it and compiles it. Throws one UserError with every problem.
 * @param traditional pairs of traditional and simplified characters, as the normaliser takes them
 */
export function compileKnowledge(root: string, traditional: string): Knowledge {
  const problems: Problem[] = [];
  const read = <T>(file: string, schema: z.ZodType<T>): Placed<T>[] => {
    const result = readYaml(file, schema);
    if ("value" in result) return [result];
    problems.push(...result.problems);
    return [];
  };
  const readAll = <T>(folder: string, schema: z.ZodType<T>): Placed<T>[] => {
    const directory = join(root, folder);
    if (existsSync(directory)) return yamlFilesBelow(directory).flatMap(({ file }) => read(file, schema));
    problems.push({ code: "rules-missing", message: `no such directory: ${directory}` });
    return [];
  };

  const lists = readAll("lexicon/terms", termsFile);
  const terms = mergeTerms(lists, problems);
  // With a list missing, every rule that names it would seem broken.
  const termsComplete = problems.length === 0;
  const [variants] = read(join(root, "lexicon/variants.yml"), variantsFile);
  const [words] = read(join(root, "lexicon/words.yml"), wordsFile);
  const [fields] = read(join(root, "lexicon/fields.yml"), wordsFile);
  const [matching] = read(join(root, "lexicon/matching.yml"), matchingFile);
  const guidance = readAll("guidance", guidanceFile).flatMap(entriesOf);
  const advice = readAll("advice", adviceFile).flatMap(({ value, place }) => value.map((one, i) => placed(one, place, [i])));
  const senders = readAll("senders", senderFile);
  const listed = read(join(root, "suggestions.yml"), suggestionsFile).flatMap(({ value, place }) =>
    value.map((one, i) => placed(one, place, [i])),
  );
  const suggestions: Suggestions = Object.fromEntries(listed.map(({ value: { id, zh, en } }) => [id, { zh, en }]));
  for (const [kind, list] of Object.entries({ guidance, advice, senders, suggestions: listed }))
    problems.push(...duplicates(kind, list));
  problems.push(...brokenSuccessions(guidance));
  const [rates] = read(join(root, "rates.yml"), ratesFile);
  if (rates)
    problems.push(
      ...unknownGuidance(
        rates.value,
        rates.place,
        guidance.map(({ value }) => value.id),
      ),
    );

  let rules: readonly CompiledRule[] = [];
  let negation = "";
  if (termsComplete) {
    try {
      const known = { guidance: guidance.map(({ value }) => value.id), signals: GIVEN_SIGNALS, suggestions };
      rules = loadRules(root, terms, { folders: [...TEXT_FLAGS, "signals"], known });
      if (matching) problems.push(...unknownSilencing(matching, rules));
      problems.push(...unknownAdviceSignals(advice, rules));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
    if (matching) negation = compileNegation(matching, terms, problems);
  }
  const model = json<BayesModel>(join(root, "bayes/model.json"), problems);
  const calibration = json<Calibration>(join(root, "bayes/calibration.json"), problems);
  if (problems.length > 0) throw new UserError(problems);

  return {
    rules,
    terms,
    suggestions,
    matching: { negation, silencing: matching?.value.silencing ?? [] },
    normaliser: {
      traditional,
      words: words?.value ?? [],
      fields: fields?.value ?? [],
      variants: Object.fromEntries(
        Object.entries(variants?.value ?? {}).flatMap(([word, spellings]) => spellings.map((spelling) => [spelling, word])),
      ),
    },
    senders: senders.map(({ value: { domains = [], hotlines = [], id, name, nameEn, kind, aliases } }) => ({
      id,
      name,
      nameEn,
      kind,
      aliases,
      domains: domains.map(({ value, confidence }) => ({ value, confidence })),
      hotlines: hotlines.map(({ value, confidence }) => ({ value, confidence })),
    })),
    guidance: guidance.map(({ value }) => value),
    advice: advice
      .map(({ value: { id, when, order, zh, en } }) => ({
        id,
        flags: (when.flags ?? []) as FlagId[],
        verdicts: when.verdicts ?? [],
        signals: when.signals ?? [],
        without: when.without ?? [],
        order,
        zh,
        en,
      }))
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
    // A missing file was a problem above.
    rates: rates?.value as Rates,
    model: model ?? EMPTY_MODEL,
    calibration: calibration ?? EMPTY_CALIBRATION,
  };
}

/** One item of a file, its paths counted from the item. */
const placed = <T>(value: T, place: Place, inside: readonly PropertyKey[]): Placed<T> => ({
  value,
  place: (path) => place([...inside, ...path]),
});

function mergeTerms(files: readonly Placed<Terms>[], problems: Problem[]): Terms {
  const terms = new Map<string, readonly string[]>();
  for (const { value, place } of files) {
    for (const [name, words] of Object.entries(value)) {
      if (terms.has(name))
        problems.push({ code: "duplicate-id", message: `the list {${name}} stands in two files`, where: place([name]) });
      terms.set(name, words);
    }
  }
  return Object.fromEntries(terms);
}

function compileNegation({ value, place }: Placed<z.infer<typeof matchingFile>>, terms: Terms, problems: Problem[]): string {
  const patterns = value.negation.flatMap((pattern, i) => {
    try {
      return [compilePattern(pattern, terms)];
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      problems.push({ code: "rule-pattern", message: `negation.${i}: ${error.message}`, where: place(["negation", i]) });
      return [];
    }
  });
  return patterns.join("|");
}

function entriesOf({ value: { entries, ...instrument }, place }: Placed<z.infer<typeof guidanceFile>>): Placed<GuidanceEntry>[] {
  return entries.map(({ note, gap, aside, flags, title, titleEn, ...entry }, i) =>
    placed(
      {
        ...entry,
        title: title ?? instrument.title,
        titleEn: titleEn ?? instrument.titleEn,
        issuer: instrument.issuer,
        number: instrument.number,
        binding: instrument.binding,
        appliesTo: instrument.appliesTo,
        flags: flags as FlagId[],
        note: note ?? null,
        gap: gap ?? null,
        aside: aside ?? null,
      },
      place,
      ["entries", i],
    ),
  );
}

function duplicates(kind: string, list: readonly Placed<{ readonly id: string }>[]): Problem[] {
  const seen = new Set<string>();
  return list.flatMap(({ value: { id }, place }) => {
    if (seen.has(id)) return [{ code: "duplicate-id", message: `${kind}: the id "${id}" is used twice`, where: place(["id"]) }];
    seen.add(id);
    return [];
  });
}

/**
 * Each norm ends the day before its successor begins, or says why there was none for a time: on no day are
 * both in force, and no chain of successors is a ring.
 */
function brokenSuccessions(guidance: readonly Placed<GuidanceEntry>[]): Problem[] {
  const byId = new Map(guidance.map(({ value }) => [value.id, value]));
  return guidance.flatMap(({ value: { inForceFrom, inForceUntil, replaces, gap }, place }): Problem[] => {
    const problem = (code: string, message: string, key: string): Problem => ({ code, message, where: place([key]) });
    if (inForceUntil !== null && inForceUntil < inForceFrom) {
      return [
        problem("guidance-dates", `inForceUntil: ${inForceUntil} is before ${inForceFrom}, when it begins`, "inForceUntil"),
      ];
    }
    if (replaces === null) return [];
    const before = byId.get(replaces);
    if (!before) return [problem("unknown-id", `replaces: no guidance "${replaces}"`, "replaces")];
    if (before.inForceUntil !== null && before.inForceUntil < inForceFrom) {
      if (dayAfter(before.inForceUntil) === inForceFrom || gap !== null) return [];
      const message = `inForceFrom: "${replaces}" ends on ${before.inForceUntil}, this begins on ${inForceFrom}; say why under "gap"`;
      return [problem("guidance-gap", message, "inForceFrom")];
    }
    const end = before.inForceUntil === null ? "has no end" : `ends on ${before.inForceUntil}`;
    return [
      problem(
        "guidance-dates",
        `inForceFrom: begins on ${inForceFrom}, but "${replaces}", which it replaces, ${end}`,
        "inForceFrom",
      ),
    ];
  });
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

function unknownSilencing({ value, place }: Placed<z.infer<typeof matchingFile>>, rules: readonly CompiledRule[]): Problem[] {
  return value.silencing.flatMap((name, i) =>
    rules.some(({ signal }) => signal === name)
      ? []
      : [{ code: "unknown-id", message: `silencing.${i}: no rule gives the signal "${name}"`, where: place(["silencing", i]) }],
  );
}

function unknownAdviceSignals(
  advice: readonly Placed<z.infer<typeof adviceFile>[number]>[],
  rules: readonly CompiledRule[],
): Problem[] {
  const known = new Set([...GIVEN_SIGNALS, ...rules.flatMap(({ signal }) => signal ?? [])]);
  return advice.flatMap(({ value: { id, when }, place }) =>
    (["signals", "without"] as const).flatMap((key) =>
      (when[key] ?? []).flatMap((name, i) =>
        known.has(name)
          ? []
          : [{ code: "unknown-id", message: `${id}: no rule gives the signal "${name}"`, where: place(["when", key, i]) }],
      ),
    ),
  );
}

/** The content of a file that training writes; null before it has run. */
function json<T>(file: string, problems: Problem[]): T | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch (error) {
    problems.push({ code: "not-json", message: (error as Error).message.replaceAll("\n", " "), where: file });
    return null;
  }
}
