import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { UserError } from "../errors.js";
import { anOutcome } from "./outcome.testing.js";
import { readRun, runLine } from "./run-file.js";

const folder = mkdtempSync(join(tmpdir(), "cuijian-run-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (content: string): string => {
  const path = join(folder, "run.jsonl");
  writeFileSync(path, content);
  return path;
};

const refusal = (content: string): string => {
  const path = file(content);
  try {
    readRun(path);
  } catch (error) {
    return (error as UserError).problems.map(({ where, message }) => `${where}  ${message}`.replace(path, "run")).join("\n");
  }
  return "";
};

const GOOD = runLine(anOutcome("scam", ["scam"]));

describe("a run", () => {
  it("comes back as it was written", () => {
    const run = [
      anOutcome("scam", ["scam"], { id: "甲", verdict: "improper", flags: ["threat", "quiet-hours"], confidence: 0.123 }),
      anOutcome("legitimate", [], { debatable: true }),
      { ...anOutcome("unrelated"), expected: { verdict: "unrelated" as const } },
    ];
    expect(readRun(file(run.map(runLine).join("")))).toEqual(run);
  });

  it("has one line a message, without its text", () => {
    expect(runLine({ ...anOutcome("legitimate"), id: "a", where: "f:1" })).toBe(
      '{"id":"a","where":"f:1","expected":{"verdict":"legitimate","flags":[]},"verdict":"legitimate","confidence":0.9,"flags":[]}\n',
    );
  });

  it.each([
    [`${GOOD}oops\n`, "run:2  this line is not JSON"],
    [`${GOOD}\n[1]\n`, "run:3  this line is not a message of a run"],
    ['{"text":"你好","verdict":"scam","flags":["scam"]}\n', 'run:1  "id" is missing, or is none of a run'],
    [
      GOOD.replace('"verdict":"scam","confidence"', '"verdict":"bad","confidence"'),
      'run:1  "verdict" is missing, or is none of a run',
    ],
    [GOOD.replace('"flags":["scam"]}\n', '"flags":["no"]}\n'), 'run:1  "flags.0" is missing, or is none of a run'],
    ["\n", "run  is empty"],
  ])("is not %j", (content, message) => {
    expect(refusal(content)).toBe(message);
  });

  it("that is not there cannot be read", () => {
    expect(() => readRun(join(folder, "nowhere.jsonl"))).toThrow(/nowhere\.jsonl {2}cannot be read: no such file or directory/);
  });
});
