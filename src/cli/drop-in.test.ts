import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { jsonl, KINDS } from "./spawn.testing.js";

/*
 * What is offered for other people's CI is run here as they would run it: the steps in a shell, against a repository with
 * a good and a bad template. What needs a network (npm ci) is left out: the build under test takes its place.
 */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = <T>(name: string): T => parse(readFileSync(join(ROOT, name), "utf8")) as T;
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

/** A repository of templates that has cuijian among its dependencies. */
let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "cuijian-drop-in-"));
  made.push(repository);
  mkdirSync(join(repository, "templates"));
  mkdirSync(join(repository, "node_modules/.bin"), { recursive: true });
  symlinkSync(ROOT, join(repository, "node_modules/cuijian"));
  symlinkSync(join(ROOT, "bin/cuijian.js"), join(repository, "node_modules/.bin/cuijian"));
  template("good", KINDS.legitimate);
});

const template = (name: string, text: string): void =>
  writeFileSync(join(repository, "templates", `${name}.jsonl`), jsonl({ id: name, text }));

function shell(script: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
    cwd: repository,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", HOME: repository, LANG: "zh_CN.UTF-8", ...env },
  });
  return { status, stdout, stderr };
}

describe("the GitHub action", () => {
  interface Step {
    readonly id?: string;
    readonly run: string;
    readonly env?: Readonly<Record<string, string>>;
  }
  const action = read<{
    inputs: Record<string, { default?: string }>;
    outputs: { sarif: { value: string } };
    runs: { using: string; steps: Step[] };
  }>(".github/actions/check/action.yml");

  /** Runs the step that checks, with the inputs filled in as the runner does. */
  function step(inputs: Readonly<Record<string, string>>) {
    const { run, env = {} } = action.runs.steps.find(({ id }) => id === "check") as Step;
    const filled = Object.entries(env).map(([name, expression]) => {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] as string;
      return [name, inputs[input] ?? action.inputs[input]?.default ?? ""];
    });
    for (const file of ["summary.md", "output.txt"]) writeFileSync(join(repository, file), "");
    const result = shell(run, {
      ...Object.fromEntries(filled),
      GITHUB_ACTION_PATH: join(ROOT, ".github/actions/check"),
      GITHUB_STEP_SUMMARY: join(repository, "summary.md"),
      GITHUB_OUTPUT: join(repository, "output.txt"),
    });
    const left = (file: string): string => readFileSync(join(repository, file), "utf8");
    return { ...result, summary: left("summary.md"), output: left("output.txt"), sarif: JSON.parse(left("cuijian.sarif")) };
  }

  it("passes where all templates are good, and leaves its reports", () => {
    const { status, stdout, summary, output, sarif } = step({ files: "templates" });
    expect([status, stdout]).toEqual([0, ""]);
    expect(output).toBe("sarif=cuijian.sarif\n");
    expect(sarif.runs[0].results).toEqual([]);
    expect(summary).not.toBe("");
    expect(action.outputs.sarif.value).toContain("steps.check.outputs.sarif");
  });

  it("fails where one is bad, with an annotation at its line, a summary and SARIF; --fail-on and args count", () => {
    template("bad", KINDS.improper);
    const failed = step({ files: "templates" });
    expect(failed.status).toBe(1);
    expect(failed.stdout).toMatch(/^::error file=templates\/bad\.jsonl,line=1/m);
    expect(failed.stdout).not.toContain(KINDS.improper);
    expect(failed.summary).toContain("bad.jsonl");
    expect(failed.sarif.runs[0].results[0]).toMatchObject({ ruleId: "threat/maim-or-kill", level: "error" });
    expect(step({ files: "templates", "fail-on": "scam" }).status).toBe(0);
    expect(step({ files: "templates", args: "--disable threat" }).status).toBe(0);
    expect(step({ files: "templates/good.jsonl\ntemplates/bad.jsonl" }).status).toBe(1);
  });

  it("fails with 2 where it cannot read, and runs nothing that stands in an input", () => {
    expect(step({ files: "nowhere" }).status).toBe(2);
    expect(step({ files: "$(touch pwned) `touch pwned`;touch pwned" }).status).toBe(2);
    expect(() => readFileSync(join(repository, "pwned"))).toThrow();
  });

  it("builds what it runs from its own clone", () => {
    const [build] = action.runs.steps as [Step];
    expect(build.run.trim().split("\n")).toEqual(['cd "$GITHUB_ACTION_PATH/../../.."', "npm ci", "npm run build"]);
  });
});

describe("the GitLab job", () => {
  const { cuijian: job } = read<{
    cuijian: { variables: Record<string, string>; script: string[]; artifacts: { reports: Record<string, string> } };
  }>(".gitlab/cuijian.yml");
  const run = (variables: Readonly<Record<string, string>> = {}) =>
    shell(job.script.join("\n"), { ...job.variables, ...variables });

  it("passes and fails by the templates, and leaves the reports it names", () => {
    expect(run().status).toBe(0);
    template("bad", KINDS.scam);
    expect(run().status).toBe(1);
    expect(run({ CUIJIAN_FAIL_ON: "never" }).status).toBe(0);
    const { codequality, junit } = job.artifacts.reports as { codequality: string; junit: string };
    const findings = JSON.parse(readFileSync(join(repository, codequality), "utf8")) as { location: { path: string } }[];
    expect(findings.map(({ location }) => location.path)).toContain("templates/bad.jsonl");
    expect(readFileSync(join(repository, junit), "utf8")).toContain("<testsuites");
  });
});

describe("the pre-commit hook", () => {
  const [hook] = read<[{ entry: string; files: string }]>(".pre-commit-hooks.yaml");
  /** pre-commit puts the command on the path and adds the staged files that match. */
  const commit = (...files: readonly string[]) =>
    shell(`${hook.entry} ${files.filter((file) => new RegExp(hook.files).test(file)).join(" ")}`, {
      PATH: `${join(repository, "node_modules/.bin")}:${process.env["PATH"]}`,
    });

  it("lets a good template through and holds a bad one back; other files are not its business", () => {
    expect(commit("templates/good.jsonl", "logo.png").status).toBe(0);
    template("bad", KINDS.improper);
    const held = commit("templates/good.jsonl", "templates/bad.jsonl");
    expect(held.status).toBe(1);
    expect(held.stdout).toContain("bad  违规 improper");
  });
});

describe("an npm script", () => {
  it("runs the installed command", () => {
    writeFileSync(
      join(repository, "package.json"),
      JSON.stringify({ name: "templates", scripts: { "check:templates": "cuijian check templates --fail-on questionable" } }),
    );
    expect(shell("npm run --silent check:templates").status).toBe(0);
    template("bad", KINDS.questionable);
    expect(shell("npm run --silent check:templates").status).toBe(1);
  });
});
