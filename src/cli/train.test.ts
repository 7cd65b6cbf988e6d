import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { desk, jsonl, KINDS } from "./spawn.testing.js";

const { file, folder, run, clear } = desk();
afterAll(clear);
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

const NAMES = ["李", "王", "张", "刘", "陈", "杨"];
/** Six messages of each class. */
const CORPUS = NAMES.flatMap((name) => [
  { text: `${name}先生，${KINDS.unrelated}`, verdict: "unrelated", flags: [] },
  { text: `${name}先生，${KINDS.legitimate}`, verdict: "legitimate", flags: [] },
  { text: `${name}某，${KINDS.improper}`, verdict: "improper", flags: ["threat"] },
  { text: `${name}某，外访人员今天上门到你家`, verdict: "improper", flags: ["visit-bluff"] },
  { text: `${name}某，再不还款就判你诈骗罪坐牢`, verdict: "improper", flags: ["false-legal"] },
  { text: `${name}某欠债不还，请转告他的父母和单位`, verdict: "improper", flags: ["third-party"] },
  { text: `${name}女士，${KINDS.scam}`, verdict: "scam", flags: ["scam"] },
]);
const [FIRST, SECOND] = [CORPUS.slice(0, 25), CORPUS.slice(25)];

// One after another: each of these trains several models, and all at once would starve one another.
describe("train", () => {
  it("makes the same model and the same figures of the same messages, whatever files they stand in", async () => {
    file("one.jsonl", jsonl(...FIRST));
    file("two.jsonl", jsonl(...SECOND));
    file("turned.json", JSON.stringify(CORPUS.toReversed()));
    const runs = await Promise.all([
      run(["train", "one.jsonl", "two.jsonl", "--out", "a.json", "--folds", "2"]),
      run(["train", "two.jsonl", "one.jsonl", "--out", "b.json", "--folds", "2"]),
      run(["train", "turned.json", "--out", "c.json", "--folds", "2"]),
    ]);
    for (const { code, stderr } of runs) expect([code, stderr]).toEqual([0, ""]);
    expect(runs[0]?.stdout).toMatch(/^42 messages, \d+ terms → a\.json\n/);
    expect(new Set(runs.map(({ stdout }) => stdout.replace(/[abc]\.json/, "")))).toHaveProperty("size", 1);
    expect(new Set(["a.json", "b.json", "c.json"].map(read))).toHaveProperty("size", 1);
    expect(Object.keys(JSON.parse(read("a.json")))).toEqual(["documents", "positives", "scale", "terms"]);
  });

  it("measures by cross-validation unless told not to; the model is the same", async () => {
    file("corpus.jsonl", jsonl(...CORPUS));
    const [{ stdout }, none] = await Promise.all([
      run(["train", "corpus.jsonl", "--out", "usual.json"]),
      run(["train", "corpus.jsonl", "--out", "none.json", "--folds", "0"]),
    ]);
    for (const name of ["threat", "visit-bluff", "false-legal", "third-party", "scam"])
      expect(stdout).toMatch(new RegExp(`^${name} +6( +(\\d\\.\\d{3}|–)){4}$`, "m"));
    expect(stdout).toMatch(/^collection +36/m);
    expect(stdout).toMatch(/^abstained on +\d+$/m);
    expect(stdout).toMatch(/^rules alone +42( +\d\.\d{3}){3}$/m);
    expect(stdout).toMatch(/^rules and model +42( +\d\.\d{3}){3}$/m);
    expect(stdout).toMatch(/^what the model adds( +[+−]\d\.\d{3}){3}$/m);
    expect(none.stdout).toMatch(/^42 messages, \d+ terms → none\.json\n$/);
    expect(read("none.json")).toBe(read("usual.json"));
  });

  // A pseudo-terminal, as util-linux makes one: elsewhere the command takes other options.
  it.runIf(process.platform === "linux")("shows a bar on a terminal, and clears it away", async () => {
    file("shown.jsonl", jsonl(...CORPUS));
    const program = fileURLToPath(new URL("../../bin/cuijian.js", import.meta.url));
    const command = `'${process.execPath}' '${program}' train shown.jsonl --out shown.json --folds 2 >report.txt`;
    const { stdout: screen } = await promisify(execFile)("script", ["-qec", command, "/dev/null"], {
      cwd: folder,
      env: { PATH: process.env["PATH"], TERM: "xterm" },
    });
    for (const name of ["reading", "training", "fold 1/2", "fold 2/2"]) expect(screen).toContain(`${name}  [-`);
    expect(screen.endsWith("\x1b[2K")).toBe(true);
    expect(read("report.txt")).toMatch(/^42 messages/);
    expect(read("report.txt")).not.toContain("\x1b");
  });

  it("warns of what cannot be learnt, and makes the model all the same", async () => {
    file("half.jsonl", jsonl(...CORPUS.filter(({ verdict }) => verdict !== "scam")));
    const { code, stdout, stderr } = await run(["train", "half.jsonl", "--out", "half.json", "--folds", "2"]);
    expect([code, stderr]).toEqual([0, 'warning: no message is an example of "scam": the model will not tell it\n']);
    expect(stdout).toMatch(/^scam +0 +– +– +– +\d/m);
    expect(existsSync(join(folder, "half.json"))).toBe(true);
  });

  it("measures nothing where messages are too few, and is clear about it", async () => {
    // Eleven messages, but three texts.
    file(
      "few.jsonl",
      jsonl(...Array.from({ length: 9 }, (_, i) => ({ ...CORPUS[2], text: `还款${i}元` })), CORPUS[0], CORPUS[1]),
    );
    const [usual, wanted] = await Promise.all([
      run(["train", "few.jsonl", "--out", "few.json"]),
      run(["train", "few.jsonl", "--out", "wanted.json", "--folds", "4"]),
    ]);
    expect([usual.code, usual.stdout]).toEqual([0, expect.stringMatching(/^11 messages, \d+ terms → few\.json\n$/)]);
    expect(usual.stderr).toContain("warning: 3 different messages are too few for 5 folds: the model is not measured\n");
    expect(wanted).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "--folds 4: 3 different messages are too few for 4 folds\n  give 3 or less, or --folds 0 to train without measuring\n",
    });
    expect(existsSync(join(folder, "wanted.json"))).toBe(false);
  });
});

describe.concurrent("a training that cannot be done", () => {
  it.each<[string, string[], string]>([
    ["a message without labels", ["bare.jsonl"], 'bare.jsonl:1  a labelled message needs "verdict" and "flags"'],
    ["no message", ["sent.jsonl"], "sent.jsonl  there is no labelled message to learn from"],
    ["an empty file", ["empty.jsonl"], "empty.jsonl  there is nothing to judge: the input is empty"],
    ["a file that is not there", ["nowhere.jsonl"], "nowhere.jsonl  no such file"],
    ["a broken record", ["broken.jsonl"], "broken.jsonl:1:2  this line is not a JSON object"],
  ])("refuses %s, and writes nothing", async (what, files, stderr) => {
    file("bare.jsonl", jsonl({ text: "你好", verdict: "unrelated" }));
    file("sent.jsonl", jsonl({ text: "你好", verdict: "unrelated", flags: [], direction: "out" }));
    file("empty.jsonl", "");
    file("broken.jsonl", `{text}\n${jsonl(CORPUS[0])}`);
    const out = `${what}.json`;
    const result = await run(["train", ...files, "--out", out]);
    expect([result.code, result.stdout, result.stderr.split("\n")[0]]).toEqual([2, "", stderr]);
    expect(readdirSync(folder).filter((name) => name.startsWith(what))).toEqual([]);
  });

  it("refuses an output that cannot be written, or is one of the inputs", async () => {
    file("input.jsonl", jsonl(...CORPUS));
    const results = await Promise.all(
      ["nowhere/x.json", ".", "./input.jsonl"].map((out) => run(["train", "input.jsonl", "--out", out])),
    );
    expect(results.map(({ code, stdout, stderr }) => [code, stdout, stderr.split("\n")[0]])).toEqual([
      [2, "", "nowhere/x.json  cannot be written: no such file or directory"],
      [2, "", ".  cannot be written: illegal operation on a directory"],
      [2, "", "./input.jsonl  is also an input: writing it would erase what is to be read"],
    ]);
    expect(read("input.jsonl")).toBe(jsonl(...CORPUS));
  });
});
