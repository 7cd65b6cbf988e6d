import type { Readable } from "node:stream";
import type { Classify } from "../classifier.js";
import { type Problem, UserError } from "../errors.js";

import type { Accepted, createSift } from "../findings/sift.js";
import { type ReadOptions, readSource, whyNoInbox } from "../inbox/read.js";

import type { InboxRecord } from "../inbox/record.js";
import { type Source, sourcesOf } from "../inbox/source.js";
import { Tally } from "../report/summary.js";
import { oneLine } from "../report/visible.js";
import { type Language, rank, type Verdict } from "../types.js";
import { Complaints } from "./complaints.js";
import type { Interrupt } from "./interrupt.js";
import type { LeftOut } from "./left-out.js";
import type { Progress } from "./progress.js";
import type { Reports } from "./reports.js";

/** What a run asks of each message. */
export interface Judge {
  readonly classify: Classify;
  /** To be asked about every report, in order: equal findings are numbered. */
  readonly sift: ReturnType<typeof createSift>;
  /** What to say at the end about findings that were accepted. */
  readonly stale: Accepted["stale"];
}

export interface RunOptions {
  readonly reading: ReadOptions;
  /** Verdicts that make the exit code 1. */
  readonly failing: readonly Verdict[];
  readonly onlyFlagged: boolean;
  readonly passThrough: boolean;
  /** No summary at the end. */
  readonly quiet: boolean;
  readonly language: Language;
  readonly leftOut: LeftOut;
}

/** Lists and objects within one another; writing them down takes the stack. */
const DEEPEST = 1000;

/** Whether a value of JSON has lists or objects more than so many deep. */
function isDeeper(value: unknown, deepest: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return deepest === 0 || Object.values(value).some((one) => isDeeper(one, deepest - 1));
}

/** One run over inboxes: reads, judges, reports and counts. */
export class Run {
  readonly #judge: Judge;
  readonly #options: RunOptions;
  readonly #reports: Reports;
  readonly #bar: Progress;
  readonly #interrupt: Interrupt;
  readonly #complaints: Complaints;
  readonly #tally = new Tally();
  readonly #stop = new AbortController();
  /** Something at or above the verdict that fails a run. */
  #found = false;
  #failed = false;
  /** Nobody reads the report any more. */
  #left = false;
  /** The last record that is in the report, for whoever stops a run. */
  #last: string | undefined;
  /** One message piped in as plain text needs no summary. */
  #plain = true;

  constructor(judge: Judge, options: RunOptions, reports: Reports, bar: Progress, interrupt: Interrupt) {
    this.#judge = judge;
    this.#options = options;
    this.#reports = reports;
    this.#bar = bar;
    this.#interrupt = interrupt;
    this.#complaints = new Complaints(bar.say);
  }

  /** Judges what is behind one argument: a file, a directory or, as `-`, standard input; false when the run is to end. */
  async path(path: string): Promise<boolean> {
    try {
      const { ignored, own, by } = this.#options.leftOut;
      if (path !== "-" && ignored(path)) {
        this.#complaints.nextFile();
        this.#complaints.notice({ code: "ignored", message: `is left out, as "ignore" in ${by} says`, where: path });
        return true;
      }
      const leaveOut = (file: string): boolean => ignored(file) || own(file);
      const sources: Iterable<Source> = path === "-" ? [{ name: "stdin", chunks: process.stdin }] : sourcesOf(path, leaveOut);
      for (const source of sources) {
        if (this.#reports.isReport(source.file)) this.#passOver(source);
        else await this.#source(source);
        if (this.#ended()) return false;
      }
    } catch (error) {
      this.#refused(error);
    }
    return !this.#ended();
  }

  /** A report among what is read: one that was found there, or was named. */
  #passOver({ name, found }: Source): void {
    const problem = { code: "output-is-input", message: "is where the report goes, and is not read", where: name };
    if (!found) this.#complain(problem);
    else {
      this.#tally.skipped("a file without messages");
      this.#complaints.notice(problem);
    }
  }

  async #source(source: Source): Promise<void> {
    this.#complaints.nextFile();
    this.#interrupt.wake(() => {
      this.#stop.abort();
      (source.chunks as Readable).destroy();
    });
    this.#bar.step(oneLine(source.name), source.size, "bytes");
    try {
      for await (const record of readSource(source, this.#reading(source))) {
        await this.#record(this.#passable(record));
        await this.#interrupt.breathe();
        if (this.#ended()) return;
      }
    } catch (error) {
      const problem = whyNoInbox(source, error);
      if (!problem) return this.#refused(error);
      this.#plain = false;
      this.#tally.skipped("a file without messages");
      this.#complaints.notice(problem);
    }
  }

  #reading({ name }: Source): ReadOptions {
    let unit = "bytes";
    return {
      ...this.#options.reading,
      signal: this.#stop.signal,
      onNotice: (notice) => this.#complaints.notice(notice),
      onProgress: (done, total, now) => {
        // A database is copied first, by bytes, and then read by records.
        if (now !== unit) this.#bar.step(oneLine(name), total, now);
        unit = now;
        this.#bar.reach(done);
      },
    };
  }

  /** A record whose fields can be passed through: what nests too deep cannot be written. */
  #passable(record: InboxRecord): InboxRecord {
    if (!this.#options.passThrough || record.kind !== "message" || !isDeeper(record.extra, DEEPEST)) return record;
    const { id, origin, where } = record;
    const problem = {
      code: "too-deep",
      message: `a field has lists or objects more than ${DEEPEST} deep, which cannot be passed through`,
      where,
      hint: "leave out --pass-through to have it judged",
    };
    return { kind: "broken", id, origin, problem };
  }

  async #record(record: InboxRecord): Promise<void> {
    if (record.origin.format !== "text" || record.origin.record > 1) this.#plain = false;
    if (record.kind === "skipped") return this.#tally.skipped(record.why);
    if (record.kind === "broken") {
      this.#tally.failed(record.problem.where);
      this.#complain(record.problem);
      this.#left ||= !(await this.#reports.write({
        kind: "error",
        id: record.id,
        problem: record.problem,
        origin: record.origin,
      }));
    } else {
      await this.#message(record);
    }
    this.#last = record.id;
  }

  async #message({ message, origin, locate, extra }: Extract<InboxRecord, { kind: "message" }>): Promise<void> {
    const { onlyFlagged, passThrough, failing } = this.#options;
    const { text } = message;
    const judged = this.#judge.classify(message);
    const { report, findings, counting } = this.#judge.sift(judged, text, origin.file);
    this.#tally.judged(judged.verdict);
    if (failing.includes(counting)) this.#found = true;
    if (onlyFlagged && !report.flags.some(({ severity }) => rank(severity) >= rank("warning"))) return;
    const optional = { ...(locate ? { locate } : {}), ...(passThrough ? { extra } : {}) };
    this.#left ||= !(await this.#reports.write({ kind: "report", report, text, origin, findings, ...optional }));
  }

  /** Ends the reports, says what became of the records, and returns the exit code. */
  async finish(): Promise<number> {
    this.#bar.done();
    await this.#reports.close(!this.#failed);
    const stopped = this.#interrupt.code();
    // Of a run that was cut short nobody knows what it would have found.
    if (stopped === null && !this.#left) for (const note of this.#judge.stale()) this.#complaints.note(note);
    if (stopped !== null) {
      const where = this.#last === undefined ? "before the first record" : `after ${oneLine(this.#last)}`;
      process.stderr.write(`stopped on request ${where}: the report up to there is whole\n`);
    }
    if (!this.#plain && !this.#left && !this.#options.quiet) process.stderr.write(this.#tally.summary(this.#options.language));
    return stopped ?? (this.#failed ? 2 : this.#found ? 1 : 0);
  }

  #ended(): boolean {
    return this.#left || this.#interrupt.code() !== null;
  }

  /** An argument that could not be read as a whole. */
  #refused(error: unknown): void {
    // Whoever is woken from waiting by a wish to stop finds the input gone.
    if (this.#interrupt.code() !== null) return;
    if (!(error instanceof UserError)) throw error;
    for (const problem of error.problems) this.#complain(problem);
  }

  #complain(problem: Problem): void {
    this.#failed = true;
    this.#complaints.problem(problem);
  }
}
