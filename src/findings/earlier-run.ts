import { createReadStream } from "node:fs";
import { z } from "zod";
import { type Problem, reasonOf, UserError } from "../errors.js";
import { decodeUtf8 } from "../inbox/decode.js";
import { splitLines } from "../inbox/lines.js";
import { FLAGS, SEVERITIES, VERDICTS } from "../types.js";

/** What of a message's report is needed to compare it with another run. */
export interface EarlierReport {
  readonly id: string;
  /** Undefined: the record could not be read. */
  readonly verdict: (typeof VERDICTS)[number] | undefined;
  readonly flags: readonly EarlierFlag[];
}

export interface EarlierFlag {
  readonly id: (typeof FLAGS)[number];
  readonly severity: (typeof SEVERITIES)[number];
  readonly fingerprint: string;
  readonly rules: readonly string[];
}

const report = z.object({
  id: z.string(),
  verdict: z.enum(VERDICTS),
  flags: z.array(
    z.object({
      id: z.enum(FLAGS as [(typeof FLAGS)[number]]),
      severity: z.enum(SEVERITIES),
      fingerprint: z.string(),
      evidence: z.array(z.object({ by: z.string(), rule: z.string().optional() })),
    }),
  ),
});
const failed = z.object({ id: z.string(), error: z.object({ code: z.string() }) });

/**
 * Reads, a line at a time, a report that `cuijian check --format jsonl` wrote. Throws a UserError that names the
 * first line that is none of it.
 */
export async function* readEarlierRun(file: string): AsyncGenerator<EarlierReport> {
  let empty = true;
  try {
    for await (const { bytes, number, offset } of splitLines(createReadStream(file))) {
      const line = decodeUtf8(bytes, file, offset);
      if (line.trim() === "") continue;
      empty = false;
      yield toReport(line, `${file}:${number}`);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError({ code: "cannot-read", message: `cannot be read: ${reasonOf(error)}`, where: file });
  }
  // A run without findings is a run, but a file without lines is more likely a mistake.
  if (empty) throw noRun("is empty", file);
}

/** The fingerprints of all findings of an earlier run. Throws a UserError as {@link readEarlierRun} does. */
export async function fingerprintsOf(file: string): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for await (const { flags } of readEarlierRun(file)) for (const { fingerprint } of flags) known.add(fingerprint);
  return known;
}

function toReport(line: string, where: string): EarlierReport {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw noRun("this line is not JSON", where);
  }
  const read = report.safeParse(value);
  if (read.success) {
    const { id, verdict, flags } = read.data;
    return {
      id,
      verdict,
      flags: flags.map(({ evidence, ...flag }) => ({
        ...flag,
        rules: [...new Set(evidence.map(({ by, rule }) => rule ?? `${by}/${flag.id}`))],
      })),
    };
  }
  const broken = failed.safeParse(value);
  if (broken.success) return { id: broken.data.id, verdict: undefined, flags: [] };
  const [issue] = read.error.issues as [z.core.$ZodIssue];
  const field = issue.path.join(".");
  throw noRun(field === "" ? "this line is not a report" : `"${field}" is missing, or is none of a report`, where);
}

const noRun = (message: string, where: string): UserError => {
  const problem: Problem = {
    code: "not-a-run",
    message,
    where,
    hint: 'an earlier run is written by "cuijian check --format jsonl"',
  };
  return new UserError(problem);
};
