import { readFileSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import { afterAll, describe, expect, it } from "vitest";
import { desk, jsonl, KINDS } from "./spawn.testing.js";

const { file, folder, run, clear } = desk();
afterAll(clear);

const LABELLED = [
  { id: "threat", text: KINDS.improper, verdict: "improper", flags: ["threat"] },
  { id: "scam", text: KINDS.scam, verdict: "scam", flags: ["scam"] },
  { id: "film", text: KINDS.unrelated, verdict: "unrelated", flags: [] },
];
const MISLABELLED = { id: "wrong", text: KINDS.unrelated, verdict: "scam", flags: ["threat"] };
file("met.jsonl", jsonl(...LABELLED));
file("unmet.jsonl", jsonl(...LABELLED, MISLABELLED));

describe.concurrent("test", () => {
  it("shows how good the answers are", async ({ expect }) => {
    const { code, stdout, stderr } = await run(["test", "met.jsonl"]);
    expect([code, stderr]).toEqual([0, ""]);
    // Confidences move whenever the model does.
    expect(stdout.replace(/(?<=calibration error +)\d\.\d{3}/, "0.0xx")).toMatchInlineSnapshot(`
      "
      3 messages

      flag            precision (95 %)    recall (95 %)        F1 (95 %)  tp fp fn
      threat           1.000 0.21–1.00  1.000 0.21–1.00  1.000 1.00–1.00   1  0  0
      visit-bluff                    –                –                –   0  0  0
      false-legal                    –                –                –   0  0  0
      third-party                    –                –                –   0  0  0
      scam             1.000 0.21–1.00  1.000 0.21–1.00  1.000 1.00–1.00   1  0  0

      flagged or not   1.000 0.34–1.00  1.000 0.34–1.00  1.000 1.00–1.00   2  0  0

      verdict         precision (95 %)    recall (95 %)        F1 (95 %)  tp fp fn
      unrelated        1.000 0.21–1.00  1.000 0.21–1.00  1.000 1.00–1.00   1  0  0
      legitimate                     –                –                –   0  0  0
      questionable                   –                –                –   0  0  0
      improper         1.000 0.21–1.00  1.000 0.21–1.00  1.000 1.00–1.00   1  0  0
      scam             1.000 0.21–1.00  1.000 0.21–1.00  1.000 1.00–1.00   1  0  0

      macro-F1 of the flags    1.000   1.00–1.00
      verdict exact            1.000   0.44–1.00  3 of 3
      false alarms per 10,000    0.0  0.0–7934.5  0 of 1 unrelated or legitimate
      calibration error        0.0xx              of verdicts, over ten bins

      labelled \\ given  unrelated  legitimate  questionable  improper  scam
      unrelated                 1           0             0         0     0
      legitimate                0           0             0         0     0
      questionable              0           0             0         0     0
      improper                  0           0             0         1     0
      scam                      0           0             0         0     1
      "
    `);
  });

  it("reads JSON, YAML and standard input just as well", async () => {
    file("met.json", JSON.stringify(LABELLED));
    file("met.yml", LABELLED.map((one) => `- ${JSON.stringify(one)}\n`).join(""));
    const [lines, ...others] = await Promise.all([
      run(["test", "met.jsonl"]),
      run(["test", "met.json"]),
      run(["test", "met.yml"]),
      run(["test"], { input: jsonl(...LABELLED) }),
      run(["test", "-"], { input: JSON.stringify(LABELLED) }),
    ]);
    for (const other of others) expect(other).toEqual(lines);
  });

  it("names each label that is not met with what led to it, unless --quiet, and fails", async () => {
    const text = `${KINDS.improper}，打我手机13812345678`;
    file("shown.jsonl", jsonl(MISLABELLED, { text, verdict: "legitimate", flags: [] }));
    const [loud, quiet] = await Promise.all([run(["test", "shown.jsonl"]), run(["test", "shown.jsonl", "--quiet"])]);
    expect([loud.code, loud.stderr, quiet.code, quiet.stderr]).toEqual([1, "", 1, ""]);
    expect(loud.stdout).toMatch(
      /^shown\.jsonl:1 {2}verdict unrelated, expected scam; flag threat is missing\n {2}今晚一起去看电影吗？\nshown\.jsonl:2\n {2}verdict improper, expected legitimate\n {2}flag threat was not expected\n {2}再不还钱，我找人打断你的腿，打我手机138\*{4}5678\n {2}· critical threat: threat\/[a-z-]+ “/,
    );
    expect(loud.stdout).not.toContain("13812345678");
    expect(loud.stdout.endsWith(quiet.stdout)).toBe(true);
    expect(quiet.stdout).not.toContain("expected");
  });

  it("runs debatable messages without counting them", async () => {
    file("debatable.jsonl", jsonl(...LABELLED, { ...MISLABELLED, debatable: true }));
    const { code, stdout } = await run(["test", "debatable.jsonl"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\n3 messages, and 1 debatable left out of the figures \(0 as labelled\)\n/);
    expect(stdout).toMatch(/^verdict exact +1\.000 +0\.44–1\.00 +3 of 3$/m);
  });

  it("fits 80 columns, whatever the messages", async () => {
    file("wide.jsonl", jsonl({ text: KINDS.scam.repeat(3), verdict: "unrelated", flags: ["third-party"] }, MISLABELLED));
    const { stdout } = await run(["test", "wide.jsonl", "--ablation"]);
    expect(stdout.split("\n").filter((line) => stringWidth(line) > 80)).toEqual([]);
  });

  it("needs labels, and files that can be read", async () => {
    file("unlabelled.jsonl", jsonl(LABELLED[0], { text: "你好" }));
    file("mislabelled.jsonl", jsonl({ text: "你好", verdict: "bad" }));
    file("mislabelled.yml", "- text: 你好\n  verdict: bad\n");
    const names = ["unlabelled.jsonl", "mislabelled.jsonl", "mislabelled.yml", "nowhere.jsonl", "nowhere.yml"];
    const runs = await Promise.all([...names.map((name) => run(["test", name])), run(["test"])]);
    expect(runs.map(({ code, stdout }) => [code, stdout])).toEqual(Array(6).fill([2, ""]));
    expect(runs.map(({ stderr }) => stderr.split("\n")[0])).toEqual([
      'unlabelled.jsonl:2  a fixture needs a "verdict" or "flags"',
      'mislabelled.jsonl:1  "verdict" must be one of unrelated, legitimate, questionable, improper, scam',
      'mislabelled.yml:2:12  0.verdict: "bad" is not one of: unrelated, legitimate, questionable, improper, scam',
      "nowhere.jsonl  no such file",
      "nowhere.yml  cannot be read: no such file",
      "stdin  there is nothing to judge: the input is empty",
    ]);
  });
});

describe.concurrent("test as a gate", () => {
  it("holds or fails by the figures, whatever single expectations are unmet", async () => {
    const [holds, f1, alarms, met] = await Promise.all([
      run(["test", "unmet.jsonl", "--min-f1", "0.6", "--max-false-alarms", "0"]),
      run(["test", "unmet.jsonl", "--min-f1", "0.7", "--quiet"]),
      run(["test", "--max-false-alarms", "50"], { input: jsonl({ text: KINDS.improper, verdict: "unrelated", flags: [] }) }),
      run(["test", "met.jsonl", "--min-f1", "1", "--max-false-alarms", "0"]),
    ]);
    expect([holds, f1, alarms, met].map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ""],
      [1, ""],
      [1, ""],
      [0, ""],
    ]);
    expect(holds.stdout).toMatch(/flag threat is missing[\s\S]*\n\nthe gate holds\n$/);
    expect(f1.stdout).toMatch(/\n\ngate failed: F1 of threat is 0\.667, below 0\.7\n$/);
    expect(alarms.stdout).toMatch(/\n\ngate failed: 10000 false alarms per 10,000 \(1 of 1\), more than 50\n$/);
  });
});

describe.concurrent("test --output and --compare", () => {
  it("write a run, and show what changed since", async ({ expect }) => {
    file("first.jsonl", jsonl(...LABELLED, MISLABELLED, { id: "gone", text: "你好", verdict: "unrelated" }));
    file(
      "second.jsonl",
      jsonl({ id: "new", text: "你好", verdict: "unrelated" }, { ...MISLABELLED, verdict: "unrelated", flags: [] }, ...LABELLED),
    );
    const first = await run(["test", "first.jsonl", "--output", "first.run"]);
    expect([first.code, first.stderr]).toEqual([1, ""]);
    const written = readFileSync(join(folder, "first.run"), "utf8");
    expect(written.split("\n")[3]).toMatch(
      /^\{"id":"wrong","where":"first\.jsonl:4","expected":\{"verdict":"scam","flags":\["threat"\]\},"verdict":"unrelated","confidence":0\.\d+,"flags":\[\]\}$/,
    );
    expect(written).not.toContain("电影");
    const [second, quiet] = await Promise.all([
      run(["test", "second.jsonl", "--disable", "threat", "--compare", "first.run"]),
      run(["test", "second.jsonl", "--disable", "threat", "--compare", "first.run", "--quiet"]),
    ]);
    expect([second.code, second.stderr, quiet.code]).toEqual([1, "", 1]);
    const compared = second.stdout.slice(second.stdout.indexOf("compared with"));
    expect(compared.replace(/(?<=calibration error +)\d.*/, "0.0xx→0.0xx +0.0xx")).toMatchInlineSnapshot(`
      "compared with first.run
      became right: 1
        wrong  unrelated → unrelated, and its label changed
      became wrong: 1
        threat  improper (threat) → legitimate
      changed otherwise: 0
      only in the run before: 1
        gone
      only in this run: 1
        new

      flag                     precision              recall                  F1
      threat                     1.000→–  0.500→0.000 -0.500  0.667→0.000 -0.667
      visit-bluff                      –                   –                   –
      false-legal                      –                   –                   –
      third-party                      –                   –                   –
      scam                         1.000               1.000               1.000

      flagged or not               1.000  0.667→0.500 -0.167  0.800→0.667 -0.133

      verdict                  precision              recall                  F1
      unrelated       0.667→1.000 +0.333               1.000  0.800→1.000 +0.200
      legitimate                 –→0.000                   –             –→0.000
      questionable                     –                   –                   –
      improper                   1.000→–  1.000→0.000 -1.000  1.000→0.000 -1.000
      scam                         1.000  0.500→1.000 +0.500  0.667→1.000 +0.333

      messages                                  5
      macro-F1 of the flags    0.833→0.500 -0.333
      verdict exact                         0.800
      false alarms per 10,000                 0.0
      calibration error        0.0xx→0.0xx +0.0xx
      "
    `);
    expect(quiet.stdout).toContain("became right: 1\nbecame wrong: 1\nchanged otherwise: 0\n");
  });

  it("may replace the run compared with, but not a fixture", async () => {
    file("again.jsonl", jsonl(...LABELLED));
    expect((await run(["test", "again.jsonl", "--output", "again.run"])).code).toBe(0);
    const again = await run(["test", "again.jsonl", "--compare", "again.run", "--output", "again.run"]);
    expect([again.code, again.stdout.includes("became wrong: 0\n")]).toEqual([0, true]);
    expect(readFileSync(join(folder, "again.run"), "utf8").split("\n")).toHaveLength(4);
    expect(await run(["test", "again.jsonl", "--output", "again.jsonl"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "again.jsonl  is also an input: writing it would erase what is to be read\n  choose another file for the output\n",
    });
  });

  it("refuse what is no run", async () => {
    expect(await run(["test", "met.jsonl", "--compare", "unmet.jsonl"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'unmet.jsonl:1  "where" is missing, or is none of a run\n  a run to compare with is written by "cuijian test --output FILE"\n',
    });
  });
});

describe.concurrent("test --ablation", () => {
  it("sets rules, model and both side by side", async () => {
    const { code, stdout } = await run(["test", "met.jsonl", "--ablation"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ablation +rules \+ Bayes +rules alone +Bayes alone\nmacro-F1 of the flags +1\.000 +1\.000 +\d\.\d{3}\n/m,
    );
    expect(stdout).toMatch(
      /^F1 of threat( +\d\.\d{3}){3}\nF1 of scam( +\d\.\d{3}){3}\nF1 of flagged or not( +\d\.\d{3}){3}\nverdict exact/m,
    );
  });
});
