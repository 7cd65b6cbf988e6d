import { REPORT_FORMATS, type ReportFormat } from "./reporters.js";

/** `--output FILE`, or `--output FORMAT=FILE`. */
export interface OutputFile {
  readonly file: string;
  readonly format: ReportFormat | undefined;
}

/** `FORMAT=FILE` where FORMAT is one; anything else is a file of that name. */
export function outputFileOf(value: string): OutputFile {
  const [, name, rest] = /^([a-z]+)=(.+)$/s.exec(value) ?? [];
  const format = REPORT_FORMATS.find((one) => one === name);
  return format === undefined || rest === undefined ? { file: value, format: undefined } : { file: rest, format };
}

/** What is wrong with several of them together; undefined where nothing is. */
export const tooManyOutputs = (outputs: readonly OutputFile[]): string | undefined =>
  outputs.filter(({ format }) => format === undefined).length > 1
    ? "one file takes the place of standard output; further ones need a format, such as jsonl=FILE"
    : undefined;
