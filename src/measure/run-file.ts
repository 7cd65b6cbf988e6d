import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Problem, reasonOf, UserError } from "../errors.js";
import { decodeUtf8 } from "../inbox/decode.js";
import { FLAGS, TEXT_FLAGS, VERDICTS } from "../types.js";
import { makeOutcome, type Outcome } from "./outcome.js";

/** One line of a run: what was expected of a message and what it got, without its text. */
export function runLine({ id, where, expected, verdict, confidence, flags, debatable }: Outcome): string {
  return `${JSON.stringify({ id, where, expected, verdict, confidence, flags, ...(debatable ? { debatable } : {}) })}\n`;
}

const line = z.object({
  id: z.string(),
  where: z.string(),
  expected: z.object({
    verdict: z.enum(VERDICTS).exactOptional(),
    flags: z.array(z.enum(TEXT_FLAGS)).exactOptional(),
  }),
  verdict: z.enum(VERDICTS),
  confidence: z.number().min(0).max(1),
  flags: z.array(z.enum(FLAGS as [(typeof FLAGS)[number]])),
  debatable: z.boolean().default(false),
});

/** Reads a run that {@link runLine} wrote; throws a UserError that names the first line that is none of it. */
export function readRun(file: string): Outcome[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UserError({ code: "cannot-read", message: `cannot be read: ${reasonOf(error)}`, where: file });
  }
  const outcomes = decodeUtf8(bytes, file)
    .split("\n")
    .flatMap((source, i) => (source.trim() === "" ? [] : [readLine(source, `${file}:${i + 1}`)]));
  if (outcomes.length === 0) throw noRun(file, "is empty");
  return outcomes;
}

function readLine(source: string, where: string): Outcome {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw noRun(where, "this line is not JSON");
  }
  const read = line.safeParse(value);
  if (read.success) return makeOutcome(read.data);
  const [issue] = read.error.issues as [z.core.$ZodIssue];
  const field = issue.path.join(".");
  throw noRun(where, field === "" ? "this line is not a message of a run" : `"${field}" is missing, or is none of a run`);
}

const noRun = (where: string, message: string): UserError =>
  new UserError({
    code: "not-a-run",
    message,
    where,
    hint: 'a run to compare with is written by "cuijian test --output FILE"',
  } satisfies Problem);
