import { buildClassifier, type Classifier, type ClassifierOptions } from "../classifier.js";
import { type Problem, renderProblem, UserError } from "../errors.js";
import { readSource } from "../inbox/read.js";
import { openFile, type Source } from "../inbox/source.js";
import type { Entry, Reporter, View } from "../report/entry.js";
import { json } from "../report/json.js";
import { jsonl } from "../report/jsonl.js";
import { pretty } from "../report/pretty.js";
import { type Language, rank, type Verdict } from "../types.js";
import { languageOf, wantsColour, widthOf } from "./environment.js";
import { fileOutput, type Output, standardOutput } from "./output.js";

export const REPORTERS = { pretty, json, jsonl } as const satisfies Record<string, Reporter>;
export type ReportFormat = keyof typeof REPORTERS;
export const FAIL_ON = ["scam", "improper", "questionable", "never"] as const;

export interface CheckOptions extends ClassifierOptions {
  readonly from: string;
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
  const run = new Run(classifier, options, output);
  for (const name of files.length > 0 ? files : ["-"]) {
    if (!(await run.source(name))) break;
  }
  return run.finish();
}

class Run {
  readonly #classifier: Classifier;
  readonly #options: CheckOptions;
  readonly #output: Output | null;
  readonly #reporter: Reporter;
  readonly #view: View;
  #written = 0;
  #begun = false;
  #found = false;
  #failed = false;
  readonly #hints = new Set<string>();

  constructor(classifier: Classifier, options: CheckOptions, output: Output | null) {
    this.#classifier = classifier;
    this.#options = options;
    this.#output = output;
    this.#reporter = REPORTERS[options.format];
    this.#view = viewFor(classifier, options);
  }

  /** Judges one source; false when no more output is taken. */
  async source(name: string): Promise<boolean> {
    try {
      const source: Source = name === "-" ? { name: "stdin", chunks: process.stdin } : openFile(name);
      for await (const record of readSource(source, { from: this.#options.from })) {
        if (record.kind === "skipped") continue;
        if (record.kind === "broken") {
          this.#complain(record.problem);
          if (!(await this.#write({ kind: "error", id: record.id, problem: record.problem }))) return false;
          continue;
        }
        const report = this.#classifier.classify(record.message);
        if (FAILING[this.#options.failOn].includes(report.verdict)) this.#found = true;
        if (this.#options.onlyFlagged && !report.flags.some(({ severity }) => rank(severity) >= rank("warning"))) continue;
        const extra = this.#options.passThrough ? { extra: record.extra } : {};
        if (!(await this.#write({ kind: "report", report, text: record.message.text, ...extra }))) return false;
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const problem of error.problems) this.#complain(problem);
    }
    return true;
  }

  async finish(): Promise<number> {
    if (this.#begun || !this.#failed) {
      await this.#begin();
      await this.#output?.write(this.#reporter.after);
    }
    await this.#output?.close();
    return this.#failed ? 2 : this.#found ? 1 : 0;
  }

  async #write(entry: Entry): Promise<boolean> {
    if (!this.#output) return true;
    await this.#begin();
    return this.#output.write(this.#reporter.entry(entry, this.#view, this.#written++));
  }

  async #begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.#output?.write(this.#reporter.before);
  }

  /** Names a problem on standard error; the same advice is given once a run. */
  #complain({ hint, ...problem }: Problem): void {
    this.#failed = true;
    const isNew = hint !== undefined && !this.#hints.has(hint);
    if (isNew) this.#hints.add(hint);
    process.stderr.write(`${renderProblem(isNew ? { ...problem, hint } : problem)}\n`);
  }
}

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
