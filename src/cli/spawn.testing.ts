import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Origin } from "../inbox/record.js";
import type { Report } from "../types.js";

/** For tests that run the built program as its users do. */
const PROGRAM = fileURLToPath(new URL("../../bin/cuijian.js", import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Closes the program's standard output after its first bytes, as `| head -1` does. */
  readonly hangUp?: boolean;
  /** Sent after the first bytes of output; standard input stays open, as a terminal or a live pipe does. */
  readonly signal?: NodeJS.Signals;
}

/** A folder of its own for a test file, and the program run in it. */
export interface Desk {
  readonly folder: string;
  /** Writes a file and returns its name, relative to the folder. */
  readonly file: (name: string, content: string | Uint8Array) => string;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Result>;
  readonly clear: () => void;
}

export function desk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), "cuijian-cli-"));
  return {
    folder,
    file: (name, content) => {
      writeFileSync(join(folder, name), content);
      return name;
    },
    run: (args, options = {}) => run(folder, args, options),
    clear: () => rmSync(folder, { recursive: true }),
  };
}

function run(
  cwd: string,
  args: readonly string[],
  { input = "", env = {}, hangUp = false, signal }: RunOptions,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", LANG: "zh_CN.UTF-8", ...env },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => {
      if (signal && out.length === 0) child.kill(signal);
      out.push(chunk);
      if (hangUp) child.stdout.destroy();
    });
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // The program may end before it has read everything.
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
    if (signal) child.stdin.write(input);
    else child.stdin.end(input);
  });
}

/** A record of `--format jsonl`: a report, or an error in its place. */
export type Line = Report & {
  readonly origin?: Origin;
  readonly error?: { readonly code: string; readonly message: string; readonly where: string };
  readonly extra?: Readonly<Record<string, unknown>>;
};

export const lines = (stdout: string): Line[] =>
  stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);

export const jsonl = (...records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");

/** One message of each verdict, whatever else changes in the rules. */
export const KINDS = {
  unrelated: "今晚一起去看电影吗？",
  legitimate: "【招联金融】您的贷款已逾期3天，应还1200元，请登录招联金融App还款，客服95786。",
  questionable: "您的白条账单已过期3天，请尽快还款，避免不必要的麻烦。",
  improper: "再不还钱，我找人打断你的腿",
  scam: "您的贷款已逾期，请将5000元转到安全账户6222021234567890123，解冻后返还。",
} as const;

/** What stands on standard error beside the summary of a run. */
export const beside = (stderr: string): string => stderr.replace(/^(?:读取|read) \d.*\n(?:(?:非催收 )?unrelated \d.*\n)?/m, "");
