import { buildClassifier, type Classifier, type ClassifierOptions } from "../classifier.js";
import { UserError } from "../errors.js";
import { createFinder } from "../findings/finding.js";
import { type Accepted, createSift, NOTHING_ACCEPTED } from "../findings/sift.js";
import type { GuidanceEntry } from "../guidance/entry.js";
import type { Encoding } from "../inbox/encoding.js";
import type { ColumnMap } from "../inbox/input.js";
import type { Limits } from "../inbox/limits.js";
import type { ReadOptions } from "../inbox/read.js";
import { filesBehind } from "../inbox/source.js";
import { dayOf } from "../metadata.js";
import type { View } from "../report/entry.js";
import type { OutputFile } from "../report/output-file.js";
import type { ReportFormat } from "../report/reporters.js";
import { citedName, PHRASES } from "../report/words.js";
import type { Language, Verdict } from "../types.js";
import type { FailOn } from "../verdict/fail-on.js";
import { languageOf, wantsColour, widthOf } from "./environment.js";
import { interruptible } from "./interrupt.js";
import type { LeftOut } from "./left-out.js";
import { progress } from "./progress.js";
import { type Destination, Reports } from "./reports.js";
import { Run } from "./run.js";
import { programVersion } from "./version.js";

export interface CheckOptions extends ClassifierOptions, Partial<Limits> {
  readonly from: string;
  readonly encoding?: Encoding;
  readonly map?: ColumnMap;
  /** Zone of times that say none. */
  readonly tz?: string;
  readonly format: ReportFormat;
  /** Files: beside standard output with a format of their own, or in its place. */
  readonly output?: readonly OutputFile[];
  readonly failOn: FailOn;
  /** A file of findings that are lived with. */
  readonly accepted?: string;
  /** The report of an earlier run: only what is new counts, and is reported. */
  readonly baseline?: string;
  readonly mask: boolean;
  readonly onlyFlagged: boolean;
  /** Whoever wrote a flagged message is offered another wording. */
  readonly suggest: boolean;
  readonly quiet: boolean;
  readonly passThrough: boolean;
  readonly color: boolean;
  /** A byte order mark before a CSV. */
  readonly bom: boolean;
  /** Which files are not judged. */
  readonly leftOut: LeftOut;
}

/** Verdicts that fail a run, by option; gravest last. */
const FAILING: Readonly<Record<FailOn, readonly Verdict[]>> = {
  scam: ["scam"],
  improper: ["improper", "scam"],
  questionable: ["questionable", "improper", "scam"],
  never: [],
};

/** `cuijian check`: judges every message of every source, in order. Returns the exit code. */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const language = options.lang ?? languageOf(process.env);
  const classifier = await buildClassifier(options);
  const accepted = await acceptedIn(options.accepted);
  const known = await knownFrom(options.baseline);
  const destinations = destinationsOf(options);
  if (options.bom && !destinations.some(({ format }) => format === "csv"))
    throw new UserError({
      code: "bom-without-csv",
      message: "--bom has no effect: no report is a CSV",
      hint: "ask for one with --format csv or --output csv=FILE",
    });
  const viewOf = viewsFor(classifier, options, language);
  const inputs = [
    ...files.flatMap((file) => (file === "-" ? [] : filesBehind(file))),
    ...[options.accepted, options.baseline].filter((file) => file !== undefined),
  ];
  const reports = await Reports.open(destinations, inputs, viewOf);
  // A bar in the middle of a report on the same terminal would help nobody.
  const shared = destinations.some(({ file }) => file === undefined) && process.stdout.isTTY;
  const bar = await progress(process.stderr, shared ? { TERM: "dumb" } : process.env);
  const interrupt = interruptible();
  try {
    const { passThrough, quiet, leftOut } = options;
    const onlyFlagged = options.onlyFlagged || options.baseline !== undefined;
    const failing = FAILING[options.failOn];
    const settings = { reading: readingOf(options), failing, onlyFlagged, passThrough, quiet, language, leftOut };
    const rules = new Map(classifier.rules.map((rule) => [rule.id, rule]));
    const find = createFinder((id) => rules.get(id)?.severity, options.suggest ? (id) => rules.get(id)?.suggest : undefined);
    const judge = { classify: classifier.classify, sift: createSift(find, accepted, known), stale: accepted.stale };
    const run = new Run(judge, settings, reports, bar, interrupt);
    for (const path of files.length > 0 ? files : ["-"]) {
      if (!(await run.path(path))) break;
    }
    return await run.finish();
  } finally {
    bar.done();
    interrupt.done();
  }
}

// Reading either file takes a schema and a parser: only those who have one wait for them.
async function acceptedIn(file: string | undefined): Promise<Accepted> {
  if (file === undefined) return NOTHING_ACCEPTED;
  const { readAccepted } = await import("../findings/accepted.js");
  return readAccepted(file, dayOf(Date.now()));
}

async function knownFrom(baseline: string | undefined): Promise<ReadonlySet<string>> {
  if (baseline === undefined) return new Set();
  const { fingerprintsOf } = await import("../findings/earlier-run.js");
  return fingerprintsOf(baseline);
}

/** A file without a format of its own takes what would go to standard output. */
function destinationsOf({ format, output = [], quiet }: CheckOptions): Destination[] {
  const instead = output.some((one) => one.format === undefined);
  const files = output.map(({ file, format: own }) => ({ file, format: own ?? format }));
  return quiet || instead ? files : [{ format }, ...files];
}

function readingOf({ from, encoding, map, tz, maxRecord, maxInflated, maxRows }: CheckOptions): ReadOptions {
  const limits = { maxRecord, maxInflated, maxRows };
  return {
    from,
    limits: Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)),
    ...(encoding === undefined ? {} : { encoding }),
    ...(map === undefined ? {} : { map }),
    ...(tz === undefined ? {} : { timeZone: tz }),
  };
}

/** How reports look, by where they go: colours are for standard output only. */
function viewsFor(
  { rules, knowledge }: Classifier,
  { mask, color, bom }: CheckOptions,
  language: Language,
): (to: Destination) => View {
  const guidance = new Map(knowledge.guidance.map((entry) => [entry.id, guidanceLine(entry, language)]));
  const words = new Map(
    rules.map((rule) => [
      rule.id,
      {
        title: language === "en" ? rule.titleEn : rule.title,
        why: rule.why[language],
        severity: rule.severity,
        guidance: rule.guidance.flatMap((id) => guidance.get(id) ?? []),
      },
    ]),
  );
  return ({ file }) => ({
    colour: file === undefined && wantsColour(process.stdout, color, process.env),
    width: widthOf(process.stdout),
    mask,
    language,
    ruleOf: (id) => words.get(id),
    version: programVersion(),
    folder: process.cwd(),
    bom,
  });
}

function guidanceLine(entry: GuidanceEntry, language: Language): string {
  const { colon } = PHRASES[language];
  const { article, title, titleEn, says, saysEn } = entry;
  return language === "zh"
    ? `${citedName({ title, article }, language)}${colon}${says}`
    : `${citedName({ title: titleEn, article }, language)}${colon}${saysEn}`;
}
