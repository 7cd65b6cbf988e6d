import { afterAll, describe, expect, it } from "vitest";
import { desk, jsonl, KINDS, lines } from "./spawn.testing.js";

const { file, run, clear } = desk();
afterAll(clear);

const TEMPLATES = { improper: KINDS.improper, scam: KINDS.scam, fine: KINDS.legitimate };
const records = (texts: Readonly<Record<string, string>>): string =>
  jsonl(...Object.entries(texts).map(([id, text]) => ({ id, text })));
type Printed = { readonly fingerprint: string; readonly id: string; readonly accepted?: { readonly reason: string } };

describe("findings that are lived with", () => {
  it("are marked in the report, fail nothing, and are told of when they run out or are not needed", async () => {
    const templates = file("templates.jsonl", records({ improper: TEMPLATES.improper }));
    const before = await run([templates, "--format", "jsonl"]);
    expect(before.code).toBe(1);
    const [flag] = (lines(before.stdout)[0]?.flags ?? []) as unknown as Printed[];
    const entry = (fingerprint: string | undefined, until: string) =>
      `- {fingerprint: '${fingerprint}', reason: 法务确认保留, until: '${until}'}\n`;
    file("accepted.yml", entry(flag?.fingerprint, "2999-01-01") + entry("0000000000000000", "2999-01-01"));
    const accepted = await run([templates, "--format", "jsonl", "--accepted", "accepted.yml", "--lang", "en"]);
    expect(accepted.code).toBe(0);
    const [marked, other] = (lines(accepted.stdout)[0]?.flags ?? []) as unknown as Printed[];
    expect(marked?.accepted).toEqual({ reason: "法务确认保留", until: "2999-01-01" });
    expect(other?.accepted).toBeUndefined();
    expect(accepted.stderr).toContain("note: accepted.yml:2:3  no finding has the fingerprint 0000000000000000 any more");
    const pretty = await run([templates, "--accepted", "accepted.yml", "--lang", "en"]);
    expect(pretty.stdout).toContain("accepted until 2999-01-01: 法务确认保留");

    file("expired.yml", entry(flag?.fingerprint, "2020-01-01"));
    const expired = await run([templates, "--quiet", "--accepted", "expired.yml"]);
    expect(expired.code).toBe(1);
    expect(expired.stderr).toContain("note: expired.yml:1:3  was accepted until 2020-01-01 (“法务确认保留”)");
  });

  it("are read from a file that must be one", async () => {
    file("broken.yml", "- {fingerprint: x}\n");
    const { code, stdout, stderr } = await run(["--accepted", "broken.yml"], { input: KINDS.improper });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^broken\.yml:1:\d+ {2}0\.fingerprint: must be sixteen hexadecimal digits/);
  });
});

describe("--baseline and diff", () => {
  it("report only what an earlier run did not; lines that move change nothing", async () => {
    const old = file("old.jsonl", records({ improper: TEMPLATES.improper, fine: TEMPLATES.fine }));
    const baseline = file("baseline.jsonl", (await run([old, "--format", "jsonl"])).stdout);
    const same = await run([old, "--baseline", baseline, "--format", "jsonl"]);
    expect([same.code, same.stdout]).toEqual([0, ""]);
    const now = file("new.jsonl", `\n\n${records({ fine: TEMPLATES.fine, scam: TEMPLATES.scam, improper: TEMPLATES.improper })}`);
    const fresh = await run([now, "--baseline", baseline, "--format", "jsonl"]);
    expect(fresh.code).toBe(1);
    expect(lines(fresh.stdout).map(({ id }) => id)).toEqual(["scam"]);

    const after = file("after.jsonl", (await run([now, "--format", "jsonl", "--disable", "threat"])).stdout);
    const difference = await run(["diff", baseline, after]);
    expect(difference.code).toBe(1);
    expect(difference.stdout).toContain("1 judged differently");
    expect(difference.stdout).toMatch(/improper → (?:unrelated|legitimate) {2}1/);
    expect(difference.stdout).toMatch(/threat\/[a-z-]+ {2}\+0 −1/);
    expect(difference.stdout).toMatch(/improper {2}improper → \w+ {2}-threat:critical/);
    expect(difference.stdout).toContain("only now\n  scam\n");
    const nothing = await run(["diff", baseline, baseline]);
    expect([nothing.code, nothing.stdout]).toEqual([0, "2 messages, 0 judged differently\n"]);
  });

  it("take nothing else for a run", async () => {
    file("text.txt", "你好\n");
    file("empty.jsonl", "");
    const runs = await Promise.all([
      run(["--baseline", "text.txt"], { input: KINDS.improper }),
      run(["diff", "empty.jsonl", "empty.jsonl"]),
      run(["diff", "nowhere.jsonl", "text.txt"]),
    ]);
    expect(runs.map(({ code, stdout, stderr }) => [code, stdout, stderr.split("\n")[0]])).toEqual([
      [2, "", "text.txt:1  this line is not JSON"],
      [2, "", "empty.jsonl  is empty"],
      [2, "", "nowhere.jsonl  cannot be read: no such file or directory"],
    ]);
  });
});
