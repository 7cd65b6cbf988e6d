import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TrainingDocument } from "../bayes/train.js";
import type { Classifier } from "../classifier.js";
import { type Problem, UserError } from "../errors.js";
import { readSource } from "../inbox/read.js";
import type { InboxRecord } from "../inbox/record.js";
import { openFile } from "../inbox/source.js";
import type { Message, TextFlagId, Verdict } from "../types.js";
import type { Expected } from "./counts.js";
import { readYamlRecords } from "./yaml-records.js";

/** A message with what should come out, in whole or in part. */
export interface Fixture {
  readonly id: string;
  /** `FILE:LINE`. */
  readonly where: string;
  readonly message: Message & { readonly id: string };
  readonly expected: Expected;
  /** People disagree about the label. */
  readonly debatable: boolean;
}

/** The files of one of the project's own sets, sorted: `train` teaches the model, `gold` measures. */
export function fixtureFiles(set: "train" | "gold"): string[] {
  const folder = fileURLToPath(new URL(`../../fixtures/${set}/`, import.meta.url));
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .map((name) => `${folder}${name}`);
}

/** A message whose verdict and flags are known. */
export interface Labelled {
  readonly message: Fixture["message"];
  readonly verdict: Verdict;
  readonly flags: readonly TextFlagId[];
}

/**
 * Reads fixtures to test with, sent messages passed over: JSON Lines, a JSON array or, by its name,
 * YAML; `-` is standard input. Throws one UserError that names every record that cannot be used.
 */
export const readFixtures = (files: readonly string[]): Promise<Fixture[]> =>
  readAll(files, ({ verdict, flags }) => (verdict || flags ? null : 'a fixture needs a "verdict" or "flags"'));

/** Reads messages to learn or calibrate from in the same way; each needs its verdict and its flags. */
export async function readLabelled(files: readonly string[]): Promise<Labelled[]> {
  const fixtures = await readAll(files, ({ verdict, flags }) =>
    verdict && flags ? null : 'a labelled message needs "verdict" and "flags"',
  );
  return fixtures.map(({ message, expected }) => ({ message, ...(expected as Required<Expected>) }));
}

/** @param lacking what a label needs and does not have */
async function readAll(files: readonly string[], lacking: (expected: Expected) => string | null): Promise<Fixture[]> {
  const fixtures: Fixture[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    for await (const record of records(file)) {
      if (record.kind === "skipped") continue;
      if (record.kind === "broken") {
        problems.push(record.problem);
        continue;
      }
      const { id, where, message, expected, extra } = record;
      const debatable = extra["debatable"] ?? false;
      const lack = lacking(expected);
      if (typeof debatable !== "boolean")
        problems.push({ code: "bad-field", message: '"debatable" must be true or false', where });
      else if (lack !== null) problems.push({ code: "no-label", message: lack, where });
      else fixtures.push({ id, where, message: { ...message, id }, expected, debatable });
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return fixtures;
}

function records(file: string): AsyncIterable<InboxRecord> | Iterable<InboxRecord> {
  if (file === "-") return readSource({ name: "stdin", chunks: process.stdin });
  return /\.ya?ml$/i.test(file) ? readYamlRecords(file) : readSource(openFile(file));
}

/** A labelled message as the model learns from it: its flags, and that it collects a debt unless it is unrelated. */
export const trainingDocument = ({ weigh }: Classifier, { message, verdict, flags }: Labelled): TrainingDocument => ({
  features: weigh(message).weighing.features(),
  classes: new Set([...flags, ...(verdict === "unrelated" ? [] : (["collection"] as const))]),
});
