import { existsSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { renderProblem, UserError } from "../errors.js";
import { encodingNamed } from "../inbox/encoding.js";
import { type ColumnMap, MAPPED_FIELDS } from "../inbox/input.js";
import { FORMAT_IDS } from "../inbox/read.js";
import { dayOf, instantOf } from "../metadata.js";
import { nearest } from "../nearest.js";
import { type OutputFile, outputFileOf, tooManyOutputs } from "../report/output-file.js";
import { REPORT_FORMATS } from "../report/reporters.js";
import type { Language } from "../types.js";
import { FAIL_ON } from "../verdict/fail-on.js";
import { type CheckOptions, check } from "./check.js";
import { languageOf, widthOf } from "./environment.js";
import type { FilterOptions } from "./filter.js";
import { type HouseOptions, houseOf } from "./house.js";
import type { Given } from "./house-with.js";
import { interruptible } from "./interrupt.js";
import { atLeastNothing, byteCount, share, wholeNumber } from "./number-arguments.js";
import { standardOutput } from "./output.js";
import type { TestOptions } from "./test.js";
import { TEST_FORMATS } from "./test-report.js";
import type { TrainOptions } from "./train.js";
import { programVersion } from "./version.js";

const EXAMPLES = `
Examples:
  echo "【XX金融】再不还款，明天就去你单位找领导谈" | cuijian
  cuijian inbox.jsonl --format jsonl --only-flagged
  cuijian check templates.jsonl --fail-on questionable
  cuijian check templates --format github --output sarif=cuijian.sarif
  cuijian rules visit-bluff/team-already-out
  cuijian guide 上门

Exit codes:
  0  nothing at or above --fail-on
  1  something is
  2  the job could not be done, wholly or in part`;

const TEST_EXIT_CODES = `
Exit codes:
  0  every expectation is met or, with a gate, the gate holds
  1  it is not so
  2  the job could not be done`;

const DIFF_EXIT_CODES = `
Exit codes:
  0  every message got the same verdict and flags
  1  it is not so
  2  a file is no report`;

const REVIEW_EXIT_CODES = `
Exit codes:
  0  nothing to mend
  1  something is
  2  the rules could not be read`;

/** Where own rules go unless told otherwise; the name says whose they are, as it may stand among many others. */
const OWN_RULES = "cuijian-rules";

const CONFIG_HELP = "the file of settings, in place of the cuijian.config.{json,yaml,yml,js,mjs} found upwards";
const NO_CONFIG_HELP = "go by no file of settings";

/** Runs the command line; returns the exit code and leaves ending the process to the caller. */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  // A reader who left is no reason for a stack trace; what else can go wrong with a report, its output tells.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  try {
    await program((result) => {
      code = result;
    }).parseAsync(argv as string[]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UserError) {
      process.stderr.write(`${error.problems.map(renderProblem).join("\n")}\n`);
      return 2;
    }
    process.stderr.write(`cuijian failed on something it should have handled; please report this:\n${(error as Error).stack}\n`);
    return 2;
  }
}

function program(finish: (code: number) => void): Command {
  const cuijian = new Command("cuijian")
    .description("Tells a lawful Chinese debt-collection message from a bluff, a threat or a scam.")
    .version(programVersion())
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", EXAMPLES)
    .exitOverride();

  cuijian
    .command("check", { isDefault: true })
    .description("judge messages; without FILE, or with -, reads standard input")
    .argument("[FILE...]", "files of messages")
    .addOption(new Option("--from <format>", "what the input is").choices(FORMAT_IDS).default("auto"))
    .addOption(new Option("--format <format>", "what the report is").choices(REPORT_FORMATS).default("pretty"))
    .option(
      "--output <[format=]file>",
      "write the report there instead of standard output; with a format (sarif=out.sarif), beside it (repeatable)",
      outputFile,
    )
    .option(
      "--encoding <name>",
      "how the input is encoded, where it is not told rightly (gb18030, big5, utf-16le …)",
      encodingNamed,
    )
    .option("--map <field=column>", "which column of a table is the text, sentAt, sender … (repeatable)", columnMap)
    .option("--tz <zone>", "zone of times that say none: a name or an offset (default: Asia/Shanghai)")
    .option("--max-record <bytes>", "the longest record that is read (default: 16M)", byteCount)
    .option("--max-inflated <bytes>", "the most that may come out of a compressed file (default: 4G)", byteCount)
    .option("--max-rows <n>", "the most rows of a spreadsheet (default: 1048576)", wholeNumber)
    .addOption(
      new Option("--fail-on <verdict>", "the mildest verdict that makes the exit code 1").choices(FAIL_ON).default("improper"),
    )
    .option("--lender <id>", "the lender, where a message does not say (id or any known name)")
    .option("--overdue-days <days>", "days overdue, where a message does not say", wholeDays)
    .option("--sent-at <time>", "when the messages were sent (ISO 8601), where they do not say", isoTime)
    .option("--sender <sender>", "who sent them, where they do not say")
    .option("--as-of <date>", "judge by the law of this day (YYYY-MM-DD)", isoDay)
    .option("--all-guidance", "cite everything in force that bears on a flag, not the first three only", false)
    .option("--rules <dir>", "add the rules in this directory (repeatable)", collect)
    .option("--disable <id>", "leave out a rule or a flag (repeatable)", collect)
    .option("--config <file>", CONFIG_HELP)
    .option("--no-config", NO_CONFIG_HELP)
    .addOption(new Option("--lang <lang>", "language of the report").choices(["zh", "en"]))
    .option("--mask", "star out mobile, card and identity numbers", true)
    .option("--no-mask", "show them")
    .option("--pass-through", 'keep unknown fields of a record under "extra"', false)
    .option("--accepted <file>", "findings that are lived with: a YAML list of fingerprint, reason, by, until")
    .option("--baseline <file>", "report only what an earlier run (check --format jsonl) did not")
    .option("--only-flagged", "leave out messages without a flag from warning up", false)
    .option("--suggest", "with each flag, a wording that may be used instead, for whoever writes templates", false)
    .option("--quiet", "no report, only the exit code", false)
    .option("--no-color", "no colour")
    .option("--bom", "begin a CSV with a byte order mark, without which Excel takes it for another encoding", false)
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], options: CheckOptions & HouseOptions, command: Command) => {
      if (files.length === 0 && process.stdin.isTTY) return command.help();
      refuseMistypedCommand(
        files[0],
        cuijian.commands.map((one) => one.name()),
      );
      const house = await houseOf(files, options);
      const told = house.forCheck(options, isGiven(command));
      finish(await house.run(() => check(files, { ...told, lang: told.lang ?? languageOf(process.env) })));
    });

  cuijian
    .command("filter")
    .description("one JSON object a line in, one out, for engines and pipes; findings and bad records never change the exit code")
    .option("--max-line <bytes>", "the longest line that is read (default: 16M)", byteCount)
    .addOption(new Option("--blank <what>", "what a blank line gives").choices(["error", "skip"]).default("error"))
    .option("--key-tab", "lines are KEY, a tab and JSON, in and out (Hadoop streaming)", false)
    .option("--counters", "counters for Hadoop on standard error", false)
    .option("--lender <id>", "the lender, where a message does not say (id or any known name)")
    .option("--as-of <date>", "judge by the law of this day (YYYY-MM-DD)", isoDay)
    .option("--rules <dir>", "add the rules in this directory (repeatable)", collect)
    .option("--disable <id>", "leave out a rule or a flag (repeatable)", collect)
    .addOption(new Option("--lang <lang>", "language of advice and citations").choices(["zh", "en"]))
    .option("--mask", "star out mobile, card and identity numbers", true)
    .option("--no-mask", "show them")
    .action(async (options: FilterOptions) => {
      const { filter } = await import("./filter.js");
      const output = standardOutput();
      const interrupt = interruptible();
      interrupt.wake(() => process.stdin.destroy());
      const result = await filter(
        process.stdin,
        { ...options, lang: options.lang ?? languageOf(process.env) },
        output,
        interrupt,
      );
      interrupt.done();
      await output.close();
      finish(result);
    });

  const rules = cuijian
    .command("rules")
    .description("list the rules, or explain one; write, test and lint your own")
    .argument("[ID]", "a rule, such as threat/insult")
    .option("--rules <dir>", "add the rules in this directory (repeatable)", collect)
    .option("--config <file>", CONFIG_HELP)
    .option("--no-config", NO_CONFIG_HELP)
    .addOption(new Option("--lang <lang>", "language").choices(["zh", "en"]))
    .action(async (id: string | undefined, options: { rules?: string[]; lang?: Language } & HouseOptions, command: Command) => {
      const { describeRules } = await import("./rules.js");
      const house = await houseOf([], options);
      const told = house.forRules(id, options.rules ? { rules: options.rules } : {}, isGiven(command));
      const language = options.lang ?? languageOf(process.env);
      await print(await house.run(() => describeRules(id, told, language, widthOf(process.stdout))));
    });

  rules
    .command("new")
    .description(`write a rule file to begin with, in the directory of --rules (default: ${OWN_RULES})`)
    .argument("<ID>", "flag and short name, such as threat/gongs-at-the-door")
    .action(async (id: string, _: unknown, command: Command) => {
      const { newRule } = await import("./rules-new.js");
      await print(newRule(id, oneDirectory(undefined, command) ?? OWN_RULES));
    });
  for (const [name, does] of [
    ["test", "run the examples of rules; find duplicates, patterns that cannot match or are never needed, and slow ones"],
    ["lint", "look at how rules are written; runs no example"],
  ] as const) {
    rules
      .command(name)
      .description(does)
      .argument("[DIR]", "a directory of rules, as for --rules; without it, the built-in rules")
      .addHelpText("after", REVIEW_EXIT_CODES)
      .action(async (given: string | undefined, _: unknown, command: Command) => {
        const { testRules, lintRules } = await import("./rules-review.js");
        const directory = oneDirectory(given, command);
        const { text, code } = name === "test" ? testRules(directory) : lintRules(directory);
        await print(text);
        finish(code);
      });
  }

  cuijian
    .command("guide")
    .description("list or find guidance, or show one entry")
    .argument("[QUERY...]", "an id, or words in Chinese or English, or a flag")
    .option("--as-of <date>", "what was in force on this day (YYYY-MM-DD)", isoDay)
    .addOption(new Option("--lang <lang>", "language").choices(["zh", "en"]))
    .action(async (query: string[], { asOf, lang }: { asOf?: string; lang?: Language }) => {
      const { describeGuidance } = await import("./guide.js");
      await print(describeGuidance(query, asOf ?? dayOf(Date.now()), lang ?? languageOf(process.env), widthOf(process.stdout)));
    });

  cuijian
    .command("test")
    .description("run labelled fixtures: each unmet expectation, then how good the answers are, with 95 % intervals")
    .argument("[FIXTURE...]", "labelled messages: JSON Lines, JSON or YAML; without FIXTURE, or with -, standard input")
    .option("--min-f1 <f1>", "a gate: the least F1 (0 to 1) of every flag in the labels, and of flagged or not", share)
    .option(
      "--max-false-alarms <n>",
      "a gate: the most flagged messages per 10,000 labelled unrelated or legitimate",
      atLeastNothing,
    )
    .addOption(new Option("--format <format>", "for people, or for CI").choices(TEST_FORMATS).default("pretty"))
    .option("--output <file>", "write the run there, as JSON Lines, to compare with later")
    .option("--compare <file>", "show what changed since the run in this file")
    .option("--ablation", "also what rules and Bayes model are worth alone", false)
    .option("--rules <dir>", "add the rules in this directory (repeatable)", collect)
    .option("--disable <id>", "leave out a rule or a flag (repeatable)", collect)
    .option("--config <file>", CONFIG_HELP)
    .option("--no-config", NO_CONFIG_HELP)
    .option("--quiet", "only the figures", false)
    .addHelpText("after", TEST_EXIT_CODES)
    .action(async (files: string[], options: TestOptions & HouseOptions, command: Command) => {
      if (files.length === 0 && process.stdin.isTTY) return command.help();
      const { testFixtures } = await import("./test.js");
      const output = standardOutput();
      const house = await houseOf(files, options);
      const told = house.forJudging(options, isGiven(command));
      const result = await house.run(() => testFixtures(files, told, output, widthOf(process.stdout)));
      await output.close();
      finish(result);
    });

  cuijian
    .command("diff")
    .description("show what changed between two runs, by verdict, rule and message")
    .argument("<BEFORE>", "a report written by check --format jsonl")
    .argument("<AFTER>", "another one, of the same messages")
    .addHelpText("after", DIFF_EXIT_CODES)
    .action(async (before: string, after: string) => {
      const { diff } = await import("./diff.js");
      const output = standardOutput();
      const result = await diff(before, after, output);
      await output.close();
      finish(result);
    });

  cuijian
    .command("train")
    .description("train the naive-Bayes model from labelled messages, and measure it by cross-validation")
    .argument("<CORPUS...>", "labelled messages, as JSON Lines")
    .requiredOption("--out <file>", "where the model goes")
    .option(
      "--folds <n>",
      "parts the messages are cut into to measure the model, 2 to 20; 0: not measured (default: 5)",
      foldCount,
    )
    .action(async (files: string[], options: TrainOptions) => {
      const { train } = await import("./train.js");
      await print(await train(files, options));
    });

  for (const command of cuijian.commands) command.exitOverride();
  return cuijian;
}

/** `--map text=内容`: throws a UserError for a field that is none. */
function columnMap(value: string, before: ColumnMap = {}): ColumnMap {
  const [field = "", ...rest] = value.split("=");
  const column = rest.join("=");
  if (column === "") throw new InvalidArgumentError("expected FIELD=COLUMN, such as text=内容");
  if (!(MAPPED_FIELDS as readonly string[]).includes(field))
    throw new InvalidArgumentError(
      `there is no field "${field}": did you mean ${nearest(field, MAPPED_FIELDS)}? (${MAPPED_FIELDS.join(", ")})`,
    );
  return { ...before, [field]: column };
}

/** One more `--output`. */
function outputFile(value: string, before: readonly OutputFile[] = []): OutputFile[] {
  const outputs = [...before, outputFileOf(value)];
  const wrong = tooManyOutputs(outputs);
  if (wrong) throw new InvalidArgumentError(wrong);
  return outputs;
}

/** `--rules` of the command above does as well; throws a UserError for several. */
function oneDirectory(given: string | undefined, command: Command): string | undefined {
  const { rules = [] } = command.optsWithGlobals<{ rules?: string[] }>();
  const [directory, ...others] = given === undefined ? rules : [given, ...rules];
  if (others.length > 0)
    throw new UserError({
      code: "one-directory",
      message: `one directory at a time, not ${[directory, ...others].join(" and ")}`,
    });
  return directory;
}

/** Whether an option was given on the command line: settings fill in for what was not. */
const isGiven =
  (command: Command): Given =>
  (option) =>
    command.getOptionValueSource(option) === "cli";

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

async function print(text: string): Promise<void> {
  const output = standardOutput();
  await output.write(text);
  await output.close();
}

/** "cuijian rule" reads as `check rule`: throws a UserError where a file that is not there looks like a command. */
function refuseMistypedCommand(file: string | undefined, commands: readonly string[]): void {
  if (file === undefined || !/^[a-z]+$/.test(file) || existsSync(file)) return;
  const command = nearest(file, commands);
  if (command[0] !== file[0] || Math.abs(command.length - file.length) > 2) return;
  throw new UserError({
    code: "unknown-command",
    message: `"${file}" is neither a command nor a file`,
    hint: `did you mean "cuijian ${command}"?`,
  });
}

function isoDay(value: string): string {
  const instant = Date.parse(value);
  // Date.parse takes 31 February for 3 March: a real day comes back as it went in.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError("expected a day, such as 2026-01-01");
  return value;
}

function isoTime(value: string): string {
  if (instantOf(value) === null) throw new InvalidArgumentError("expected a time, such as 2026-01-31T09:30:00+08:00");
  return value;
}

function wholeDays(value: string): number {
  if (!/^\d{1,5}$/.test(value)) throw new InvalidArgumentError("expected a whole number of days, such as 3");
  return Number(value);
}

function foldCount(value: string): number {
  const folds = Number(value);
  if (!/^\d{1,2}$/.test(value) || folds === 1 || folds > 20)
    throw new InvalidArgumentError("expected a whole number from 2 to 20, or 0 for no cross-validation");
  return folds;
}
