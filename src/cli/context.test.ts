import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { desk, jsonl, KINDS, lines } from "./spawn.testing.js";

const { file, folder, run, clear } = desk();
afterAll(clear);

const OWN_RULE = `id: threat/own-test
flag: threat
severity: serious
title: 自己的规则
titleEn: A rule of one's own
why:
  zh: 这是测试用的规则
  en: "This rule is for a test"
guidance: [crim-293]
any:
  - re: '紫色大象'
negatable: false
examples:
  bad: [还钱，否则紫色大象, 紫色大象来了]
  ok: [动物园有大象, 紫色的花]
`;

/** The first report's flags, with the guidance each cites. */
const cited = (stdout: string): Record<string, string[]> =>
  Object.fromEntries(
    (lines(stdout)[0]?.flags ?? []).map(({ id, guidance }) => [id, guidance.map(({ title, article }) => `${title} ${article}`)]),
  );

describe.concurrent("the time", () => {
  it("of the message decides the quiet hours, and what it says itself goes before --sent-at", async () => {
    const times = [
      "2026-03-01T22:00",
      "2026-03-01T21:59:59",
      "2026-03-01T07:59:59",
      "2026-03-01T08:00:00",
      "2026-03-01T15:30:00Z",
    ];
    const input = jsonl({ text: KINDS.improper }, ...times.map((sentAt) => ({ text: KINDS.improper, sentAt })));
    const quiet = async (time: string): Promise<boolean[]> =>
      lines((await run(["--format", "jsonl", "--sent-at", time], { input })).stdout).map(({ flags }) =>
        flags.some(({ id }) => id === "quiet-hours"),
      );
    const own = [true, false, true, false, true];
    const [night, dateOnly] = await Promise.all([quiet("2026-03-01T23:30:00+08:00"), quiet("2026-03-01")]);
    expect(night).toEqual([true, ...own]);
    expect(dateOnly).toEqual([false, ...own]);
  });

  it("decides what else is cited with --all-guidance: all of it, and only what was in force", async () => {
    const all = async (...args: string[]): Promise<string[]> =>
      cited((await run(["--format", "jsonl", ...args], { input: KINDS.improper })).stdout)["threat"] ?? [];
    const [three, today, before] = await Promise.all([
      all("--as-of", "2026-06-01"),
      all("--all-guidance", "--as-of", "2026-06-01"),
      all("--all-guidance", "--as-of", "2019-06-01"),
    ]);
    expect(three).toHaveLength(3);
    expect(today.length).toBeGreaterThan(10);
    expect(today).toEqual(expect.arrayContaining(three));
    expect(today.filter((one) => one.includes("民法典"))).not.toEqual([]);
    expect(before.filter((one) => one.includes("民法典"))).toEqual([]);
    expect(before.length).toBeGreaterThan(3);
  });

  it("decides which law is cited; --as-of goes before both", async () => {
    const law = async (...args: string[]): Promise<string> => {
      const { stdout } = await run(["--format", "jsonl", ...args], { input: KINDS.improper });
      return cited(stdout)["threat"]?.find((one) => one.includes("治安管理处罚法")) ?? "";
    };
    const [old, today, asOf, asOfBefore] = await Promise.all([
      law("--sent-at", "2025-12-31T12:00:00+08:00"),
      law("--sent-at", "2026-01-01T00:00:00+08:00"),
      law("--sent-at", "2025-12-31T12:00:00+08:00", "--as-of", "2026-01-01"),
      law("--as-of", "2025-12-31"),
    ]);
    expect(old).toContain("第四十二条");
    expect(today).toContain("第五十条");
    expect(asOf).toBe(today);
    expect(asOfBefore).toBe(old);
  });
});

describe.concurrent("the lender and the sender", () => {
  it("must be known where --lender names it", async () => {
    expect(await run(["--lender", "jdd"], { input: KINDS.improper })).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "--lender jdd: no lender of this id or name is known\n  did you mean jd? leave the option out for a lender that is not in rules/senders/\n",
    });
  });

  it("are taken from the options where a message does not say", async () => {
    const input = jsonl(
      { id: "a", text: KINDS.improper },
      { id: "b", text: KINDS.improper, lender: "京东金条", sender: "95118" },
    );
    const { stdout } = await run(["--format", "jsonl", "--lender", "招联金融", "--sender", "1069001"], { input });
    const [a, b] = lines(stdout);
    expect([a?.sender, b?.sender]).toEqual(["1069001", "95118"]);
    expect(a?.lender).toMatch(/^[a-z0-9-]+$/);
    expect(b?.lender).toMatch(/^[a-z0-9-]+$/);
    expect(a?.lender).not.toBe(b?.lender);
    expect(a?.flags.map(({ id }) => id)).not.toContain("unidentified");
    const byId = await run(["--format", "jsonl", "--lender", a?.lender ?? ""], { input: KINDS.improper });
    expect(lines(byId.stdout)[0]?.lender).toBe(a?.lender);
  });
});

describe.concurrent("--rules", () => {
  it("adds rules to the built-in ones, also to the list", async () => {
    mkdirSync(join(folder, "own/threat"), { recursive: true });
    file("own/threat/own-test.yml", OWN_RULE);
    const input = "还钱，否则紫色大象，打断你的腿";
    const [without, judged, list, one] = await Promise.all([
      run(["--format", "jsonl"], { input }),
      run(["--format", "jsonl", "--rules", "own"], { input }),
      run(["rules", "--rules", "own"]),
      run(["rules", "threat/own-test", "--rules", "own"]),
    ]);
    expect(without.stdout).not.toContain("threat/own-test");
    expect(judged.stdout).toContain('"rule":"threat/own-test"');
    expect(judged.stdout).toContain('"rule":"threat/maim-or-kill"');
    expect(list.stdout).toMatch(/^threat\/own-test +serious +自己的规则$/m);
    expect([one.code, one.stdout.includes("紫色大象来了"), one.stderr]).toEqual([0, true, ""]);
  });

  it("that are broken are all named with file, line and column, and nothing is judged", async () => {
    mkdirSync(join(folder, "broken/threat"), { recursive: true });
    file("broken/threat/a.yml", OWN_RULE.replace("own-test", "a").replace("severity: serious", "severity: grave"));
    file("broken/threat/b.yml", OWN_RULE.replace("own-test", "b").replace("'紫色大象'", "'紫色('"));
    file("broken/threat/c.yml", OWN_RULE.replace("own-test", "other").replace("crim-293", "crim-29"));
    const { code, stdout, stderr } = await run(["--rules", "broken", "--output", "never.txt"], { input: KINDS.improper });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^broken\/threat\/a\.yml:3:11 {2}severity: "grave" is not one of/m);
    expect(stderr).toMatch(/^broken\/threat\/b\.yml:11:\d+ {2}any\.0\.re: /m);
    expect(stderr).toMatch(/^broken\/threat\/c\.yml:1:5 {2}id: .*expected "threat\/c"/m);
    expect(stderr).toMatch(/^broken\/threat\/c\.yml:9:12 {2}.*"crim-29"; did you mean "crim-2/m);
    expect(stderr).not.toMatch(/^ +at /m);
    const missing = await run(["--rules", "nowhere"], { input: KINDS.improper });
    expect(missing).toEqual({
      code: 2,
      stdout: "",
      stderr: "no such directory: nowhere\n  --rules takes a directory of .yml rule files\n",
    });
  });
});

describe.concurrent("--disable", () => {
  it("leaves out a rule or a flag, again and again", async () => {
    const input = KINDS.improper;
    const [rule, flag, both] = await Promise.all([
      run(["--format", "jsonl", "--disable", "threat/maim-or-kill"], { input }),
      run(["--format", "jsonl", "--disable", "unidentified"], { input }),
      run(["--format", "jsonl", "--disable", "threat", "--disable", "unidentified"], { input }),
    ]);
    expect(rule.stdout).not.toContain('"rule":"threat/maim-or-kill"');
    expect(Object.keys(cited(flag.stdout))).toEqual(["threat"]);
    expect(Object.keys(cited(both.stdout))).toEqual([]);
  });

  it("of what does not exist is refused with the nearest name", async () => {
    expect(await run(["--disable", "threat/insalt"], { input: KINDS.improper })).toEqual({
      code: 2,
      stdout: "",
      stderr: "--disable threat/insalt: there is no such rule or flag\n  did you mean threat/insult?\n",
    });
  });
});
