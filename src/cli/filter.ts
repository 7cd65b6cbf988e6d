import { buildClassifier, type ClassifierOptions } from "../classifier.js";
import { type Problem, UserError } from "../errors.js";
import { decodeUtf8 } from "../inbox/decode.js";
import { notJson } from "../inbox/formats/jsonl.js";
import { LIMITS } from "../inbox/limits.js";
import { splitLines } from "../inbox/lines.js";
import { type InboxRecord, toRecord } from "../inbox/record.js";
import { toJson } from "../report/entry.js";
import type { Interrupt } from "./interrupt.js";
import type { Output } from "./output.js";

export interface FilterOptions extends ClassifierOptions {
  /** Bytes; a longer line becomes an error record. */
  readonly maxLine?: number;
  /** What a blank line gives: an error record (one line out for each line in), or nothing. */
  readonly blank: "error" | "skip";
  /** A line is `KEY<TAB>JSON`, as Hadoop streaming has it, and so is what comes out. */
  readonly keyTab: boolean;
  /** Counters for Hadoop on standard error, as `reporter:counter:GROUP,NAME,N`. */
  readonly counters: boolean;
  readonly mask: boolean;
}

/** Output is handed on when this much of it is waiting, and whenever the input pauses. */
const FLUSH = 64 * 1024;

/**
 * `cuijian filter`: one JSON object a line in, one out, in order; what cannot be read becomes an error in its place.
 * Neither findings nor bad records are failures: the engine that runs this looks at the records.
 */
export async function filter(
  chunks: AsyncIterable<Uint8Array>,
  options: FilterOptions,
  output: Output,
  interrupt: Interrupt,
): Promise<number> {
  const { classify } = await buildClassifier(options);
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const { maxLine = LIMITS.maxRecord, blank, keyTab, mask } = options;

  const answer = (key: string, record: InboxRecord): string => {
    const prefix = keyTab ? `${key}\t` : "";
    if (record.kind === "skipped") {
      count("skipped");
      return `${prefix}${JSON.stringify({ id: record.id, skipped: record.why })}\n`;
    }
    if (record.kind === "broken") {
      count("errors");
      return `${prefix}${toJson({ kind: "error", id: record.id, problem: record.problem }, mask)}\n`;
    }
    const report = classify(record.message);
    count(report.verdict);
    return `${prefix}${toJson({ kind: "report", report, text: record.message.text, extra: record.extra }, mask)}\n`;
  };

  let waiting = "";
  const flush = async (): Promise<boolean> => {
    const ready = waiting;
    waiting = "";
    return ready === "" || output.write(ready);
  };
  try {
    for await (const { bytes, number, offset, cut } of splitLines(flushing(chunks, flush), maxLine)) {
      const place = {
        id: `stdin:${number}`,
        where: `stdin:${number}`,
        origin: { file: "stdin", format: "jsonl", record: number, line: number },
      };
      const fail = (problem: Problem): InboxRecord => ({
        kind: "broken",
        id: place.id,
        origin: place.origin,
        problem: { ...problem, where: problem.where ?? place.where },
      });
      let key = "";
      let record: InboxRecord;
      if (cut) record = fail({ code: "over-max-line", message: `the line is longer than ${maxLine} bytes` });
      else {
        try {
          let text = decodeUtf8(bytes, place.where, offset);
          if (keyTab) {
            const tab = text.indexOf("\t");
            [key, text] = tab < 0 ? ["", text] : [text.slice(0, tab), text.slice(tab + 1)];
          }
          if (text.trim() === "") {
            if (blank === "skip") continue;
            record = fail({ code: "blank-line", message: "the line is blank" });
          } else record = parse(text, number, place, fail);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          record = fail({ ...(error.problems[0] as Problem), where: place.where });
        }
      }
      waiting += answer(key, record);
      if (waiting.length >= FLUSH && !(await flush())) break;
      await interrupt.breathe();
      if (interrupt.code() !== null) break;
    }
  } catch (error) {
    // Woken from waiting by a wish to stop.
    if (interrupt.code() === null) throw error;
  }
  await flush();
  if (options.counters)
    for (const [name, number] of [...counts].sort()) process.stderr.write(`reporter:counter:cuijian,${name},${number}\n`);
  return interrupt.code() ?? 0;
}

type Place = Parameters<typeof toRecord>[1];

function parse(text: string, line: number, place: Place, fail: (problem: Problem) => InboxRecord): InboxRecord {
  try {
    return toRecord(JSON.parse(text), place);
  } catch {
    const { code, message, column } = notJson(text, line);
    return fail({ code, message, where: `${place.where}:${column}` });
  }
}

/** Hands on what is waiting before it waits for more input: a live pipe gets its answers at once. */
async function* flushing(chunks: AsyncIterable<Uint8Array>, flush: () => Promise<boolean>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    if (!(await flush())) return;
  }
}
