import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { VERDICTS } from "../types.js";
import { beside, desk, jsonl, KINDS, lines } from "./spawn.testing.js";

const { file, folder, run, clear } = desk();
afterAll(clear);

const RECORDS = jsonl(...Object.entries(KINDS).map(([id, text]) => ({ id, text })));

describe.concurrent("where messages come from", () => {
  it("standard input is one message, with - or without, check or not, whole or in a file", async () => {
    file("短信.txt", `${KINDS.improper}\n`);
    const runs = await Promise.all([
      run(["--format", "jsonl"], { input: KINDS.improper }),
      run(["check", "--format", "jsonl"], { input: `${KINDS.improper}\n` }),
      run(["-", "--format", "jsonl"], { input: KINDS.improper }),
      run(["check", "短信.txt", "--format=jsonl"]),
    ]);
    for (const { code, stderr } of runs) expect([code, stderr]).toEqual([1, ""]);
    const [first, second, third, fourth] = runs.map(({ stdout }) => stdout);
    expect(first).toBe(second);
    expect(first).toBe(third);
    expect(fourth).toBe(first?.replace("stdin:1", "短信.txt:1").replace('"file":"stdin"', '"file":"短信.txt"'));
  });

  it("several files, and standard input between them, come in the order given", async () => {
    file("a.txt", KINDS.legitimate);
    file("b.jsonl", RECORDS);
    const { code, stdout, stderr } = await run(["b.jsonl", "-", "a.txt", "--format", "jsonl"], { input: KINDS.unrelated });
    expect([code, beside(stderr)]).toEqual([1, ""]);
    expect(lines(stdout).map(({ id }) => id)).toEqual([...VERDICTS, "stdin:1", "a.txt:1"]);
  });

  it("lines are a message each only when asked for", async () => {
    const input = "今天天气不错\n一起吃饭吗\n";
    const [auto, text, each] = await Promise.all([
      run(["--format", "jsonl"], { input }),
      run(["--format", "jsonl", "--from", "text"], { input }),
      run(["--format", "jsonl", "--from", "lines"], { input }),
    ]);
    expect(auto.stdout).toBe(text.stdout);
    expect(lines(text.stdout)).toHaveLength(1);
    expect(lines(each.stdout).map(({ id }) => id)).toEqual(["stdin:1", "stdin:2"]);
  });

  it("JSON Lines and JSON are recognised, and read alike when named", async () => {
    const array = JSON.stringify(JSON.parse(`[${RECORDS.trim().replaceAll("\n", ",")}]`), null, 2);
    const runs = await Promise.all([
      run(["--format", "jsonl"], { input: RECORDS }),
      run(["--format", "jsonl", "--from", "jsonl"], { input: RECORDS }),
      run(["--format", "jsonl"], { input: array }),
      run(["--format", "jsonl", "--from", "json"], { input: array }),
      run(["--format", "jsonl", "--from", "text"], { input: RECORDS }),
    ]);
    const [first, ...others] = runs
      .slice(0, 4)
      .map(({ stdout }) => lines(stdout).map((line) => ({ ...line, origin: undefined })));
    for (const other of others) expect(other).toEqual(first);
    expect(lines(runs[0]?.stdout ?? "").map(({ id, verdict }) => [id, verdict])).toEqual(VERDICTS.map((id) => [id, id]));
    expect(lines(runs[4]?.stdout ?? "")).toHaveLength(1);
  });
});

describe.concurrent("the JSON report", () => {
  const TEXTS = [
    KINDS.improper,
    KINDS.scam,
    KINDS.questionable,
    "再不還錢，我找人打斷你的腿，弄死你全家",
    "😡再不还钱，我们明天上 门 清*收",
    "欠债不还，我们将上\u200b门走访您的村委会和单位领导",
    "再不还钱，\r\nＭＩＮＧ天ｓｈàng门，送你坐牢",
    "您的貸款已逾期，請將5000元轉到安全賬戶6222021234567890123，解凍後返還。",
  ];

  it("has the agreed shape, its offsets cut the evidence out of the text as it came, and it is the same twice", async () => {
    const input = jsonl(...TEXTS.map((text, i) => ({ id: `m${i}`, text, sentAt: "2026-03-01T23:30:00+08:00" })));
    const args = ["--format", "json", "--no-mask"];
    const [first, second, asLines] = await Promise.all([
      run(args, { input }),
      run(args, { input }),
      run(["--format", "jsonl", "--no-mask"], { input }),
    ]);
    expect(first.code).toBe(1);
    expect(first.stdout).toBe(second.stdout);
    const reports = JSON.parse(first.stdout) as ReturnType<typeof lines>;
    expect(reports).toEqual(lines(asLines.stdout));
    expect(reports.map(({ id }) => id)).toEqual(TEXTS.map((_, i) => `m${i}`));
    for (const [i, report] of reports.entries()) {
      expect(Object.keys(report)).toEqual(
        ["id", "verdict", "confidence", "flags", "advice", "sentAt", "lender", "origin"].filter((key) => key in report),
      );
      expect(report.flags.length).toBeGreaterThan(0);
      expect(report.advice.length).toBeGreaterThan(0);
      for (const { id, severity, confidence, evidence, guidance } of report.flags) {
        expect([typeof id, typeof severity]).toEqual(["string", "string"]);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(evidence.length).toBeGreaterThan(0);
        for (const one of evidence) {
          if (one.by !== "rule") continue;
          expect(one.end).toBeGreaterThan(one.start);
          expect(TEXTS[i]?.slice(one.start, one.end)).toBe(one.text);
        }
        expect(guidance.length).toBeGreaterThan(0);
        for (const { inForceFrom, title, says } of guidance) {
          expect(inForceFrom <= "2026-03-01").toBe(true);
          expect(title && says).toBeTruthy();
        }
      }
    }
  });
});

describe.concurrent("the exit code", () => {
  const FAILS = {
    scam: ["scam"],
    improper: ["improper", "scam"],
    questionable: ["questionable", "improper", "scam"],
    never: [],
  } as const satisfies Record<string, readonly string[]>;

  it.each(VERDICTS)("for a message that is %s follows --fail-on", async (verdict) => {
    const input = KINDS[verdict];
    const runs = Object.keys(FAILS).map(async (failOn) => {
      const { code, stdout, stderr } = await run(["--quiet", "--fail-on", failOn], { input });
      return [failOn, code, stdout + stderr];
    });
    expect(await Promise.all(runs)).toEqual(
      Object.entries(FAILS).map(([failOn, failing]) => [failOn, (failing as readonly string[]).includes(verdict) ? 1 : 0, ""]),
    );
  });

  it("without --fail-on follows improper", async () => {
    const codes = await Promise.all(
      (["questionable", "improper"] as const).map(async (verdict) => (await run(["--quiet"], { input: KINDS[verdict] })).code),
    );
    expect(codes).toEqual([0, 1]);
  });

  it("is 2 where a record could not be read, whatever was found", async () => {
    for (const failOn of ["scam", "never"]) {
      const { code, stdout, stderr } = await run(["--quiet", "--fail-on", failOn], { input: `${RECORDS}oops\n` });
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^stdin:6:1 {2}this line is not a JSON object\n/);
    }
  });
});

describe.concurrent("what is written", () => {
  it("--only-flagged leaves out what has no flag from warning up, and keeps errors", async () => {
    const { code, stdout } = await run(["--only-flagged", "--format", "jsonl"], { input: `${RECORDS}oops\n` });
    expect(code).toBe(2);
    expect(lines(stdout).map(({ id }) => id)).toEqual(["questionable", "improper", "scam", "stdin:6"]);
    const none = await run(["--only-flagged", "--format", "json"], { input: KINDS.unrelated });
    expect([none.code, JSON.parse(none.stdout)]).toEqual([0, []]);
  });

  it("--pass-through makes an error record of what nests too deep to be written, and goes on", async () => {
    const input = `{"text":"好","x":${"[".repeat(50_000)}${"]".repeat(50_000)}}\n{"text":"好"}\n`;
    const { code, stdout } = await run(["--pass-through", "--format", "jsonl"], { input });
    expect(code).toBe(2);
    expect(lines(stdout)).toMatchObject([{ id: "stdin:1", error: { code: "too-deep" } }, { id: "stdin:2" }]);
    expect((await run(["--format", "jsonl"], { input })).code).toBe(0);
  });

  it("--pass-through keeps unknown fields under extra, and nothing else does", async () => {
    const input = jsonl({ id: "a", text: "你好", thread: 7, raw: { x: [null] }, note: "n" }, { id: "b", text: "你好" });
    const [kept, left] = await Promise.all([
      run(["--pass-through", "--format", "jsonl"], { input }),
      run(["--format", "jsonl"], { input }),
    ]);
    expect(lines(kept.stdout).map(({ extra }) => extra)).toEqual([{ thread: 7, raw: { x: [null] } }, undefined]);
    expect(left.stdout).not.toContain("extra");
  });

  it.each(["pretty", "json", "jsonl"])("--output gets the bytes standard output would have got (%s)", async (format) => {
    const [shown, written] = await Promise.all([
      run(["--format", format], { input: RECORDS }),
      run(["--format", format, "--output", `report.${format}`], { input: RECORDS }),
    ]);
    expect([written.code, written.stdout, beside(written.stderr)]).toEqual([1, "", ""]);
    expect(readFileSync(join(folder, `report.${format}`), "utf8")).toBe(shown.stdout);
    expect(shown.stdout.length).toBeGreaterThan(500);
  });

  it("numbers of people are starred unless --no-mask, offsets stay", async () => {
    const text = "再不还钱，我找人打断你的腿，电话13812345678，卡号6222021234567890123";
    const input = jsonl({ text, sender: "13987654321" });
    const [masked, bare, asJson] = await Promise.all([
      run([], { input }),
      run(["--no-mask"], { input }),
      run(["--format", "jsonl", "--mask"], { input }),
    ]);
    expect(masked.stdout).toContain("138****5678");
    expect(masked.stdout + asJson.stdout).not.toMatch(/13812345678|6222021234567890123|13987654321/);
    expect(bare.stdout).toContain("13812345678");
    expect(lines(asJson.stdout)[0]?.sender).toBe("139****4321");
  });

  it("is coloured only when forced, as this is no terminal", async () => {
    const input = KINDS.improper;
    const runs = await Promise.all([
      run([], { input }),
      run([], { input, env: { NO_COLOR: "1" } }),
      run([], { input, env: { FORCE_COLOR: "0" } }),
      run(["--no-color"], { input, env: { FORCE_COLOR: "1" } }),
      run(["--output", "plain.txt"], { input, env: { FORCE_COLOR: "1" } }),
    ]);
    const plain = runs[0]?.stdout ?? "";
    expect(plain).toContain("⟦打断你的腿⟧");
    for (const { stdout } of runs.slice(0, 4)) expect(stdout).toBe(plain);
    expect(readFileSync(join(folder, "plain.txt"), "utf8")).toBe(plain);
    const forced = await run([], { input, env: { FORCE_COLOR: "1" } });
    expect(forced.stdout).toMatch(/\u001b\[[0-9;]*m打断你的腿/);
    expect((await run(["--format", "json"], { input, env: { FORCE_COLOR: "1" } })).stdout).not.toContain("\u001b");
  });

  it("is in the language asked for, else the locale's, else Chinese", async () => {
    const input = KINDS.improper;
    const [zh, en, ...others] = await Promise.all([
      run(["--lang", "zh"], { input, env: { LANG: "en_GB.UTF-8" } }),
      run(["--lang", "en"], { input }),
      run([], { input }),
      run([], { input, env: { LANG: "" } }),
      run([], { input, env: { LANG: "en_US.UTF-8", LC_ALL: "zh_TW.UTF-8" } }),
      run([], { input, env: { LANG: "C.UTF-8" } }),
      run([], { input, env: { LANG: "en_US.UTF-8" } }),
    ]);
    expect(zh.stdout).toMatch(/违规 improper[\s\S]*威胁恐吓[\s\S]*接下来怎么做/);
    expect(en.stdout).toMatch(/improper[\s\S]*What to do next/);
    expect(others.map(({ stdout }) => (stdout === zh.stdout ? "zh" : stdout === en.stdout ? "en" : stdout))).toEqual([
      "zh",
      "zh",
      "zh",
      "zh",
      "en",
    ]);
  });
});
