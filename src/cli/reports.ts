import { fstatSync, type Stats, statSync } from "node:fs";
import type { Entry, View, Writing } from "../report/entry.js";
import { loadReporter, type ReportFormat } from "../report/reporters.js";
import { fileOutput, type Output, standardOutput } from "./output.js";

/** Where a report goes, and in what form. */
export interface Destination {
  readonly format: ReportFormat;
  /** Undefined: standard output. */
  readonly file?: string | undefined;
}

interface Opened {
  readonly writing: Writing;
  readonly output: Output;
  readonly isFile: boolean;
  /** Device and number of the file it goes to; empty for none. */
  readonly file: string;
}

/** The reports of one run, written side by side, each never faster than it is taken. */
export class Reports {
  readonly #reports: (Opened & { begun: boolean; taken: boolean })[];

  /** The files that are written, also by `>` in a shell. */
  readonly #files: ReadonlySet<string>;

  private constructor(reports: readonly Opened[]) {
    this.#reports = reports.map((report) => ({ ...report, begun: false, taken: true }));
    this.#files = new Set(reports.map(({ file }) => file));
  }

  /** Whether a file is one of the reports: whoever reads it would never come to its end. */
  isReport(file: string | undefined): boolean {
    const identity = file === undefined ? "" : identityOf(() => statSync(file));
    return identity !== "" && this.#files.has(identity);
  }

  /**
   * Opens every file. Throws a UserError where one cannot be written, or is among `inputs`.
   * @param viewOf how a report is to look there
   */
  static async open(
    destinations: readonly Destination[],
    inputs: readonly string[],
    viewOf: (destination: Destination) => View,
  ): Promise<Reports> {
    const reports = [];
    for (const destination of destinations) {
      const { format, file } = destination;
      const output = file === undefined ? standardOutput() : await fileOutput(file, inputs);
      const written = identityOf(() => (file === undefined ? fstatSync(process.stdout.fd) : statSync(file)));
      const reporter = await loadReporter(format);
      reports.push({ writing: reporter(viewOf(destination)), output, isFile: file !== undefined, file: written });
    }
    return new Reports(reports);
  }

  /** False once none of the reports is taken any more: there is no point in going on. */
  async write(entry: Entry): Promise<boolean> {
    for (const report of this.#reports) {
      const before = report.begun ? "" : report.writing.before;
      report.begun = true;
      if (!(await report.output.write(before + report.writing.entry(entry)))) report.taken = false;
    }
    return this.#reports.length === 0 || this.#reports.some(({ taken }) => taken);
  }

  /**
   * Ends the reports and waits for the last byte; throws a UserError where one could not be written.
   * @param empty whether a report without entries is to stand on standard output; in a file it always does, for
   * whatever reads that file expects its format
   */
  async close(empty: boolean): Promise<void> {
    for (const { writing, output, isFile, begun } of this.#reports) {
      if (begun || empty || isFile) await output.write(`${begun ? "" : writing.before}${writing.after()}`);
      await output.close();
    }
  }
}

/** What tells a file from all others, whatever it is called; empty for what is none. */
function identityOf(stats: () => Stats): string {
  try {
    const found = stats();
    return found.isFile() ? `${found.dev}:${found.ino}` : "";
  } catch {
    return "";
  }
}
