import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { desk, KINDS } from "./spawn.testing.js";

const { run, clear } = desk();
afterAll(clear);

describe.concurrent("--help and --version", () => {
  it.each(["", "check", "rules", "guide", "test", "train"])("are there everywhere: cuijian %s", async (command) => {
    const at = command === "" ? [] : [command];
    const [help, version] = await Promise.all([run([...at, "--help"]), run([...at, "--version"])]);
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout).toContain(`Usage: cuijian ${command}`);
    const { version: packaged } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(version).toEqual({ code: 0, stdout: `${packaged}\n`, stderr: "" });
  });
});

describe.concurrent("a command line that cannot be right", () => {
  it.each([
    [["check", "--formt", "json"], "error: unknown option '--formt'\n(Did you mean --format?)\n"],
    [["--nope"], "error: unknown option '--nope'\n"],
    [["guide", "--asof", "2026-01-01"], "error: unknown option '--asof'\n(Did you mean --as-of?)\n"],
    [["rule"], '"rule" is neither a command nor a file\n  did you mean "cuijian rules"?\n'],
    [
      ["--format", "xml"],
      "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are pretty, json, jsonl, sarif, github, junit, tap, checkstyle, gitlab, csv, markdown.\n",
    ],
    [
      ["--fail-on", "bad"],
      "error: option '--fail-on <verdict>' argument 'bad' is invalid. Allowed choices are scam, improper, questionable, never.\n",
    ],
    [["--lang", "fr"], "error: option '--lang <lang>' argument 'fr' is invalid. Allowed choices are zh, en.\n"],
    [
      ["--sent-at", "2026-02-30"],
      "error: option '--sent-at <time>' argument '2026-02-30' is invalid. expected a time, such as 2026-01-31T09:30:00+08:00\n",
    ],
    [
      ["--as-of", "2026-1-1"],
      "error: option '--as-of <date>' argument '2026-1-1' is invalid. expected a day, such as 2026-01-01\n",
    ],
    [["--format"], "error: option '--format <format>' argument missing\n"],
    [
      ["test", "--min-f1", "1.1"],
      "error: option '--min-f1 <f1>' argument '1.1' is invalid. expected a number from 0 to 1, such as 0.9\n",
    ],
    [
      ["test", "--max-false-alarms", "few"],
      "error: option '--max-false-alarms <n>' argument 'few' is invalid. expected a number, such as 50\n",
    ],
    [["train", "a.jsonl"], "error: required option '--out <file>' not specified\n"],
    ...["1", "21", "-2", "2.5", "five"].map((folds): [string[], string] => [
      ["train", "a.jsonl", "--out", "b.json", "--folds", folds],
      `error: option '--folds <n>' argument '${folds}' is invalid. expected a whole number from 2 to 20, or 0 for no cross-validation\n`,
    ]),
    [["rules", "a", "b"], "error: too many arguments for 'rules'. Expected 1 argument but got 2.\n"],
  ])("%j is refused with a line on what to do", async (args, stderr) => {
    expect(await run(args, { input: KINDS.improper })).toEqual({ code: 2, stdout: "", stderr });
  });
});

describe.concurrent("rules", () => {
  it("lists them, explains one, and names the nearest to one that is not there", async () => {
    const [list, english, one, none] = await Promise.all([
      run(["rules"]),
      run(["rules", "--lang", "en"]),
      run(["rules", "threat/insult"]),
      run(["rules", "threat/insalt"]),
    ]);
    expect([list.code, list.stderr]).toEqual([0, ""]);
    const rows = list.stdout.trimEnd().split("\n");
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) expect(row).toMatch(/^[a-z-]+\/[a-z0-9-]+ +(?:notice|warning|serious|critical) +\S/);
    expect(english.stdout.split("\n")).toHaveLength(rows.length + 1);
    expect(english.stdout).not.toMatch(/\p{Script=Han}/u);
    expect([one.code, one.stderr]).toEqual([0, ""]);
    expect(one.stdout).toMatch(/^threat\/insult {2}威胁恐吓[\s\S]*会命中[\s\S]*不会命中[\s\S]*规范/);
    expect(none).toEqual({
      code: 2,
      stdout: "",
      stderr: 'there is no rule "threat/insalt"\n  did you mean threat/insult? "cuijian rules" lists them all\n',
    });
  });
});

describe.concurrent("guide", () => {
  it("lists what is in force, finds by words or flag, and shows an entry whole", async () => {
    const [all, found, both, flag, one] = await Promise.all([
      run(["guide"]),
      run(["guide", "上门"]),
      run(["guide", "上门", "催收"]),
      run(["guide", "quiet-hours", "--lang", "en"]),
      run(["guide", "crim-293-1"]),
    ]);
    for (const { code, stderr } of [all, found, both, flag, one]) expect([code, stderr]).toEqual([0, ""]);
    expect(all.stdout.length).toBeGreaterThan(found.stdout.length);
    expect(found.stdout.length).toBeGreaterThanOrEqual(both.stdout.length);
    expect(found.stdout).toContain("上门");
    expect(flag.stdout).toContain("22:00");
    expect(one.stdout).toMatch(/^crim-293-1 {2}《中华人民共和国刑法》第二百九十三条之一\n[\s\S]*施行期间: 2021-03-01 – 至今有效/);
  });

  it("--as-of shows the version of that day", async () => {
    const [before, after] = await Promise.all([
      run(["guide", "pshl-2025-50", "--as-of", "2025-12-31"]),
      run(["guide", "pshl-2025-50", "--as-of", "2026-01-01"]),
    ]);
    expect(before.stdout).toContain("第四十二条");
    expect(after.stdout).toContain("第五十条");
  });

  it("says when there is nothing, with the nearest id for what looks like one", async () => {
    const [words, id] = await Promise.all([
      run(["guide", "没有这回事", "--as-of", "2026-03-01"]),
      run(["guide", "crimm-293", "--as-of", "2026-03-01"]),
    ]);
    expect(words).toEqual({
      code: 2,
      stdout: "",
      stderr: 'no guidance in force on 2026-03-01 matches "没有这回事"\n  "cuijian guide" lists them all\n',
    });
    expect([id.code, id.stdout]).toEqual([2, ""]);
    expect(id.stderr).toContain('did you mean crim-293? "cuijian guide" lists them all');
  });
});
