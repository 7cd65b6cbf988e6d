import type { Readable } from "node:stream";
import { buildClassifier, type Classifier, type ClassifierOptions } from "../classifier.js";
import { type Problem, renderProblem, UserError } from "../errors.js";
import type { SkipReason } from "../inbox/draft.js";
import type { Encoding } from "../inbox/encoding.js";
import type { ColumnMap } from "../inbox/input.js";
import type { Limits } from "../inbox/limits.js";
import { type ReadOptions, readSource } from "../inbox/read.js";
import type { InboxRecord } from "../inbox/record.js";
import { type Source, sourcesOf } from "../inbox/source.js";
import type { Entry, Reporter, View, Writing } from "../report/entry.js";
import { json } from "../report/json.js";
import { jsonl } from "../report/jsonl.js";
import { pretty } from "../report/pretty.js";
import { MOST_PLACES, renderSummary } from "../report/summary.js";
import { type Language, rank, type Verdict } from "../types.js";
import { languageOf, wantsColour, widthOf } from "./environment.js";
import { type Interrupt, interruptible } from "./interrupt.js";
import { fileOutput, type Output, standardOutput } from "./output.js";
import { type Progress, progress } from "./progress.js";

export const REPORTERS = { pretty, json, jsonl } as const satisfies Record<string, Reporter>;
export type ReportFormat = keyof typeof REPORTERS;
export const FAIL_ON = ["scam", "improper", "questionable", "never"] as const;

export interface CheckOptions extends ClassifierOptions {
  readonly from: string;
  readonly encoding?: Encoding;
  readonly map?: ColumnMap;
  /** Zone of times that say none. */
  readonly tz?: string;
  readonly maxRecord?: number;
  readonly maxInflated?: number;
  readonly maxRows?: number;
  readonly format: ReportFormat;
  readonly output?: string;
  readonly failOn: (typeof FAIL_ON)[number];
  readonly mask: boolean;
  readonly onlyFlagged: boolean;
  readonly quiet: boolean;
  readonly passThrough: boolean;
  readonly color: boolean;
}

/** Verdicts that fail a run, by option; gravest last. */
const FAILING: Readonly<Record<CheckOptions["failOn"], readonly Verdict[]>> = {
  scam: ["scam"],
  improper: ["improper", "scam"],
  questionable: ["questionable", "improper", "scam"],
  never: [],
};

/** `cuijian check`: judges every message of every source, in order. Returns the exit code. */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const classifier = await buildClassifier(options);
  const output = options.quiet ? null : options.output === undefined ? standardOutput() : await fileOutput(options.output, files);
  // A bar in the middle of a report on the same terminal would help nobody.
  const bar = await progress(
    process.stderr,
    output && options.output === undefined && process.stdout.isTTY ? { TERM: "dumb" } : process.env,
  );
  const interrupt = interruptible();
  try {
    const run = new Run(classifier, options, output, bar, interrupt);
    for (const path of files.length > 0 ? files : ["-"]) {
      if (!(await run.path(path))) break;
    }
    return await run.finish();
  } finally {
    bar.done();
    interrupt.done();
  }
}

/** What a directory may hold beside messages: passed over there, an error where the user named the file. */
const NO_INBOX = ["unknown-format", "refused-format", "empty"];

class Run {
  readonly #classifier: Classifier;
  readonly #options: CheckOptions;
  readonly #output: Output | null;
  readonly #writing: Writing;
  readonly #view: View;
  readonly #bar: Progress;
  readonly #interrupt: Interrupt;
  #begun = false;
  #found = false;
  #failed = false;
  /** Nobody reads the report any more. */
  #left = false;
  /** The last record that is in the report, for whoever stops a run. */
  #last: string | undefined;
  readonly #hints = new Set<string>();
  readonly #noticed = new Map<string, number>();
  readonly #verdicts = new Map<Verdict, number>();
  readonly #skipped = new Map<SkipReason, number>();
  readonly #failedAt: string[] = [];
  #broken = 0;
  /** One message piped in as plain text needs no summary. */
  #plain = true;

  constructor(classifier: Classifier, options: CheckOptions, output: Output | null, bar: Progress, interrupt: Interrupt) {
    this.#classifier = classifier;
    this.#options = options;
    this.#output = output;
    this.#view = viewFor(classifier, options);
    this.#writing = REPORTERS[options.format](this.#view);
    this.#bar = bar;
    this.#interrupt = interrupt;
  }

  /** Judges what is behind one argument; false when the run is to end. */
  async path(path: string): Promise<boolean> {
    try {
      const sources = path === "-" ? [{ name: "stdin", chunks: process.stdin }] : sourcesOf(path);
      for (const source of sources) {
        if (!(await this.#source(source))) return false;
      }
    } catch (error) {
      this.#refused(error);
    }
    return !this.#stopped();
  }

  async #source(source: Source): Promise<boolean> {
    this.#noticed.clear();
    this.#interrupt.wake(() => (source.chunks as Readable).destroy());
    this.#bar.step(source.name, source.size, "bytes");
    try {
      for await (const record of readSource(source, this.#reading(source))) {
        await this.#record(record);
        await this.#interrupt.breathe();
        if (this.#stopped()) return false;
      }
    } catch (error) {
      if (source.found && error instanceof UserError && error.problems.some(({ code }) => NO_INBOX.includes(code))) {
        this.#plain = false;
        count(this.#skipped, "a file without messages");
        this.#notice(error.problems[0] as Problem);
      } else this.#refused(error);
    }
    return !this.#stopped();
  }

  #reading(source: Source): ReadOptions {
    const { from, encoding, map, tz, maxRecord, maxInflated, maxRows } = this.#options;
    const limits = Object.fromEntries(
      Object.entries({ maxRecord, maxInflated, maxRows }).filter(([, limit]) => limit !== undefined),
    ) as Partial<Limits>;
    let unit = "bytes";
    return {
      from,
      limits,
      ...(encoding === undefined ? {} : { encoding }),
      ...(map === undefined ? {} : { map }),
      ...(tz === undefined ? {} : { timeZone: tz }),
      onNotice: (notice) => this.#notice(notice),
      onProgress: (done, total, now) => {
        // A database is copied first, by bytes, and then read by records.
        if (now !== unit) this.#bar.step(source.name, total, now);
        unit = now;
        this.#bar.reach(done);
      },
    };
  }

  async #record(record: InboxRecord): Promise<void> {
    if (record.origin.format !== "text" || record.origin.record > 1) this.#plain = false;
    if (record.kind === "skipped") {
      count(this.#skipped, record.why);
      return;
    }
    if (record.kind === "broken") {
      this.#broken++;
      if (this.#failedAt.length < MOST_PLACES) this.#failedAt.push(record.problem.where);
      this.#complain(record.problem);
      await this.#write({ kind: "error", id: record.id, problem: record.problem });
    } else {
      const report = this.#classifier.classify(record.message);
      count(this.#verdicts, report.verdict);
      if (FAILING[this.#options.failOn].includes(report.verdict)) this.#found = true;
      if (!this.#options.onlyFlagged || report.flags.some(({ severity }) => rank(severity) >= rank("warning"))) {
        const extra = this.#options.passThrough ? { extra: record.extra } : {};
        await this.#write({ kind: "report", report, text: record.message.text, origin: record.origin, ...extra });
      }
    }
    this.#last = record.id;
  }

  /** Ends the report and says what became of the records. */
  async finish(): Promise<number> {
    this.#bar.done();
    const stopped = this.#interrupt.code();
    if (this.#begun || !this.#failed) {
      await this.#begin();
      await this.#output?.write(this.#writing.after());
    }
    await this.#output?.close();
    if (stopped !== null)
      process.stderr.write(
        `stopped on request ${this.#last === undefined ? "before the first record" : `after ${this.#last}`}: the report up to there is whole\n`,
      );
    if (!this.#plain && !this.#left && !this.#options.quiet)
      process.stderr.write(
        renderSummary(
          { verdicts: this.#verdicts, skipped: this.#skipped, failed: this.#broken, failedAt: this.#failedAt },
          this.#view.language,
        ),
      );
    return stopped ?? (this.#failed ? 2 : this.#found ? 1 : 0);
  }

  #stopped(): boolean {
    return this.#left || this.#interrupt.code() !== null;
  }

  async #write(entry: Entry): Promise<void> {
    if (!this.#output) return;
    await this.#begin();
    if (!(await this.#output.write(this.#writing.entry(entry)))) this.#left = true;
  }

  async #begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.#output?.write(this.#writing.before);
  }

  /** An argument that could not be read as a whole. */
  #refused(error: unknown): void {
    // Whoever is woken from waiting by a wish to stop finds the input gone.
    if (this.#interrupt.code() !== null) return;
    if (!(error instanceof UserError)) throw error;
    for (const problem of error.problems) this.#complain(problem);
  }

  /** Names what is wrong on standard error; the same advice is given once a run. */
  #complain({ hint, ...problem }: Problem): void {
    this.#failed = true;
    const isNew = hint !== undefined && !this.#hints.has(hint);
    if (isNew) this.#hints.add(hint);
    this.#bar.say(renderProblem(isNew ? { ...problem, hint } : problem));
  }

  /** Of each kind of doubt about a file the first few are told. */
  #notice({ hint, ...notice }: Problem): void {
    const told = (this.#noticed.get(notice.code) ?? 0) + 1;
    this.#noticed.set(notice.code, told);
    if (told > MOST_NOTICES) return;
    const more = told === MOST_NOTICES ? " (more of this kind in this file are not told)" : "";
    this.#bar.say(
      `note: ${renderProblem({ ...notice, message: `${notice.message}${more}`, ...(told === 1 && hint ? { hint } : {}) })}`,
    );
  }
}

const MOST_NOTICES = 3;

const count = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

function viewFor({ rules }: Classifier, { mask, color, output, lang }: CheckOptions): View {
  const language: Language = lang ?? languageOf(process.env);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return {
    colour: output === undefined && wantsColour(process.stdout, color, process.env),
    width: widthOf(process.stdout),
    mask,
    language,
    whyOf: (id) => byId.get(id)?.why[language] ?? "",
  };
}
