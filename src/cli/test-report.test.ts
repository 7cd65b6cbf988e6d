import { afterAll, describe, expect, it } from "vitest";
import { desk, jsonl, KINDS } from "./spawn.testing.js";

const { file, run, clear } = desk();
afterAll(clear);

const FIXTURES = jsonl(
  { id: "met", text: KINDS.improper, verdict: "improper" },
  { id: "unmet", text: KINDS.improper, verdict: "legitimate", flags: [] },
  { id: "disputed", text: KINDS.improper, verdict: "scam", debatable: true },
);

describe.concurrent("cuijian test for CI", () => {
  it("as JUnit is a case a fixture: failed, skipped where people disagree", async () => {
    file("a.jsonl", FIXTURES);
    const { code, stdout, stderr } = await run(["test", "a.jsonl", "--format", "junit"]);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cuijian" tests="3" failures="1" errors="0" time="0">
  <testsuite name="a.jsonl" tests="3" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="a.jsonl" name="met" time="0" file="a.jsonl"/>
    <testcase classname="a.jsonl" name="unmet" time="0" file="a.jsonl">
      <failure message="verdict improper, expected legitimate" type="unmet">a.jsonl:2  verdict improper, expected legitimate; flag threat was not expected</failure>
    </testcase>
    <testcase classname="a.jsonl" name="disputed" time="0" file="a.jsonl">
      <skipped/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it("on GitHub is an annotation on the line of each unmet fixture", async () => {
    file("b.jsonl", FIXTURES);
    const { code, stdout } = await run(["test", "b.jsonl", "--format", "github"]);
    expect([code, stdout]).toEqual([
      1,
      "::error file=b.jsonl,line=2,title=cuijian test%3A unmet::verdict improper, expected legitimate; flag threat was not expected\n",
    ]);
  });

  it("says where a gate fails; single fixtures then are warnings", async () => {
    file("c.jsonl", FIXTURES);
    const args = ["test", "c.jsonl", "--max-false-alarms", "0"];
    const [github, junit, holds] = await Promise.all([
      run([...args, "--format", "github"]),
      run([...args, "--format", "junit"]),
      run(["test", "c.jsonl", "--min-f1", "0", "--format", "junit"]),
    ]);
    expect(github.code).toBe(1);
    expect(github.stdout).toMatch(/^::warning file=c\.jsonl,line=2,.*\n::error title=cuijian test%3A gate failed::.+\n$/);
    expect(junit.stdout).toContain('<testsuite name="gates" tests="1" failures="1" errors="0" skipped="0" time="0">');
    expect(holds.code).toBe(0);
    expect(holds.stdout).toContain('<testcase classname="gates" name="the gate holds" time="0"/>');
  });

  it("is empty of annotations where all is met", async () => {
    file("d.jsonl", jsonl({ text: KINDS.scam, verdict: "scam" }));
    const { code, stdout } = await run(["test", "d.jsonl", "--format", "github"]);
    expect([code, stdout]).toEqual([0, ""]);
  });
});
