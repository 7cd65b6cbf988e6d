import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Log } from "sarif";
import { afterAll, describe, expect, it } from "vitest";
import { REPORT_FORMATS } from "../report/reporters.js";
import { beside, desk, jsonl, KINDS } from "./spawn.testing.js";

const { file, folder, run, clear } = desk();
afterAll(clear);

const RECORDS = jsonl(...Object.entries(KINDS).map(([id, text]) => ({ id, text })));
const written = (name: string): string => readFileSync(join(folder, name), "utf8");

const EVERY = (name: string): string[] => REPORT_FORMATS.flatMap((format) => ["--output", `${format}=${name}.${format}`]);

describe.concurrent("several reports of one run", () => {
  file("templates.jsonl", RECORDS);
  const all = run(["templates.jsonl", "--format", "github", ...EVERY("all")]);

  it.each(REPORT_FORMATS)("have the bytes each has alone (%s)", async (format) => {
    const alone = await run(["templates.jsonl", "--format", format]);
    const { code, stdout, stderr } = await all;
    expect([code, beside(stderr), stdout]).toEqual([1, "", written("all.github")]);
    expect([alone.code, alone.stdout]).toEqual([1, written(`all.${format}`)]);
  });

  it("are written with --quiet, too, and nothing else is", async () => {
    const args = ["--quiet", "--output", "quiet.sarif", "--format", "sarif", "--output", "tap=quiet.tap"];
    expect(await run(args, { input: RECORDS })).toEqual({ code: 1, stdout: "", stderr: "" });
    expect(written("quiet.sarif")).toContain('"ruleId":"threat/');
    expect(written("quiet.tap")).toMatch(/^TAP version 14\nok 1 - unrelated\n[\s\S]*1\.\.5\n$/);
  });

  it("change no exit code, and have a place for what could not be read", async () => {
    const code = async (failOn: string): Promise<number | null> =>
      (await run(["--fail-on", failOn, ...EVERY(failOn)], { input: KINDS.improper })).code;
    expect(await Promise.all(["never", "scam", "questionable"].map(code))).toEqual([0, 0, 1]);
    const broken = await run(["--quiet", ...EVERY("broken")], { input: `${jsonl({ text: KINDS.unrelated })}oops\n` });
    expect(broken.code).toBe(2);
    for (const format of REPORT_FORMATS) expect(written(`broken.${format}`)).toContain("not a JSON object");
  });
});

describe.concurrent("--format sarif", () => {
  it("names rules, places and guidance, and says no word of a message", async () => {
    file("模板 1.jsonl", jsonl({ text: KINDS.legitimate }, { text: KINDS.improper }));
    const { code, stdout } = await run(["./模板 1.jsonl", "--format", "sarif", "--lang", "zh"]);
    expect(code).toBe(1);
    const [{ results = [], tool } = { tool: undefined }] = (JSON.parse(stdout) as Log).runs;
    const threat = results.find(({ ruleId }) => ruleId?.startsWith("threat/"));
    expect(threat?.level).toBe("error");
    expect(threat?.locations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: "%E6%A8%A1%E6%9D%BF%201.jsonl" },
      region: { startLine: 2 },
    });
    const rule = tool?.driver.rules?.[threat?.ruleIndex ?? -1];
    expect(rule?.id).toBe(threat?.ruleId);
    expect(rule?.help?.text).toMatch(/《.+》.*：/);
    expect(stdout).not.toMatch(/打断你的腿|再不还钱/);
    expect(new Set(results.map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine))).not.toContain(1);
  });

  it("has the same fingerprints when messages move in their file", async () => {
    const prints = async (input: string): Promise<unknown[]> =>
      (JSON.parse((await run(["--format", "sarif"], { input })).stdout) as Log).runs[0]?.results?.map(
        ({ partialFingerprints }) => partialFingerprints,
      ) ?? [];
    const before = await prints(jsonl({ text: KINDS.improper }));
    expect(before.length).toBeGreaterThan(0);
    expect(await prints(`\n${jsonl({ text: KINDS.unrelated }, { text: KINDS.improper })}`)).toEqual(before);
  });
});

describe.concurrent("--bom", () => {
  it("begins a CSV with a byte order mark, and no other report", async () => {
    const { stdout } = await run(["--bom", "--format", "csv", "--output", "json=bom.json"], { input: RECORDS });
    expect(stdout.startsWith("\ufeffid,file,line,")).toBe(true);
    expect(written("bom.json").startsWith("[")).toBe(true);
    const rows = parse(stdout, { columns: true, bom: true }) as unknown as Record<string, string>[];
    expect(rows.map(({ verdict }) => verdict)).toEqual(Object.keys(KINDS));
    expect((await run(["--format", "csv"], { input: RECORDS })).stdout).toBe(stdout.slice(1));
  });

  it("without a CSV is an error", async () => {
    expect(await run(["--bom"], { input: RECORDS })).toEqual({
      code: 2,
      stdout: "",
      stderr: "--bom has no effect: no report is a CSV\n  ask for one with --format csv or --output csv=FILE\n",
    });
  });
});
