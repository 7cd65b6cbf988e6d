import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { beside, desk, jsonl, KINDS, lines } from "./spawn.testing.js";

const desks: (() => void)[] = [];
afterAll(() => {
  for (const clear of desks) clear();
});

/** A folder with these files, folders included. */
function house(files: Readonly<Record<string, string>>) {
  const { folder, run, clear } = desk();
  desks.push(clear);
  const file = (name: string, content: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, content] of Object.entries(files)) file(name, content);
  return { folder, run };
}

/** Each message's id, verdict and flags. */
const judged = (stdout: string): string[] =>
  lines(stdout).map(({ id, verdict, flags = [] }) =>
    [id, verdict, ...flags.map((flag) => `${flag.id}:${flag.severity}`)].join(" "),
  );

const TEMPLATES = jsonl(
  { id: "visit", text: "您的借款已逾期，如仍不处理，不排除安排人员上门走访，请尽快还款。" },
  { id: "due", text: KINDS.legitimate },
);

const RULE = `id: house/our-tone
flag: threat
severity: serious
title: 自家用语
titleEn: House words
why: { zh: 本公司模板不用这种说法, en: Our own templates do not say so }
guidance: [crim-293-1]
any:
  - re: 最后通牒
examples:
  bad: [这是给您的最后通牒, 最后通牒已发出]
  ok: [这是最后一次提醒, 通牒二字不用]
`;

describe.concurrent("settings", () => {
  it("are found upwards from the first file, and act on the judgement and on the exit code", async () => {
    const { run } = house({
      "letters/cuijian.config.yaml":
        "format: jsonl\nfailOn: questionable\nseverities: { visit-bluff: critical }\nunidentified: { required: false }\n",
      "letters/2026/a.jsonl": TEMPLATES,
      "b.jsonl": TEMPLATES,
    });
    const found = await run(["letters/2026/a.jsonl", "b.jsonl"]);
    expect([found.code, judged(found.stdout)]).toEqual([
      1,
      ["visit improper visit-bluff:critical", "due legitimate", "visit improper visit-bluff:critical", "due legitimate"],
    ]);
    const none = await run(["b.jsonl", "letters/2026/a.jsonl", "--format", "jsonl"]);
    expect([none.code, judged(none.stdout).slice(0, 2)]).toEqual([
      0,
      ["visit questionable visit-bluff:warning unidentified:notice", "due legitimate"],
    ]);
  });

  it.each(["json", "yaml", "yml", "js", "mjs"])(
    "work as .%s, for standard input from the working directory, in silence",
    async (ending) => {
      const settings = '{"format": "jsonl", "severities": {"visit-bluff": "off"}}';
      const content = { js: `module.exports = ${settings}`, mjs: `export default ${settings}` }[ending] ?? settings;
      const { run } = house({ [`cuijian.config.${ending}`]: content });
      const { code, stdout, stderr } = await run([], { input: TEMPLATES });
      expect([code, judged(stdout), beside(stderr)]).toEqual([0, ["visit legitimate unidentified:notice", "due legitimate"], ""]);
    },
  );

  it("give way to the command line, and to --no-config", async () => {
    const { run } = house({
      "cuijian.config.json": JSON.stringify({
        format: "jsonl",
        failOn: "questionable",
        lang: "en",
        disable: ["visit-bluff"],
        map: { text: "甲", id: "丙" },
      }),
      "a.jsonl": TEMPLATES,
      "t.csv": "甲,乙,丙\n今晚一起去看电影吗？,您的贷款已逾期3天，请尽快还款。,a1\n明天见,好的,a2\n",
      "other.yaml": "format: jsonl\nunidentified: {required: true}\n",
    });
    const [settled, told, none, other] = await Promise.all([
      run(["a.jsonl"]),
      run(["a.jsonl", "--disable", "unidentified", "--fail-on", "never"]),
      run(["a.jsonl", "--no-config", "--format", "json"]),
      run(["a.jsonl", "--config", "other.yaml"]),
    ]);
    expect([settled.code, judged(settled.stdout)]).toEqual([0, ["visit legitimate unidentified:notice", "due legitimate"]]);
    // What is left out adds up.
    expect([told.code, judged(told.stdout)]).toEqual([0, ["visit legitimate", "due legitimate"]]);
    expect(JSON.parse(none.stdout)).toHaveLength(2);
    expect(none.stdout).toContain("visit-bluff");
    expect(judged(other.stdout)[0]).toBe("visit improper visit-bluff:warning unidentified:warning");
    const [mapped, remapped] = await Promise.all([run(["t.csv"]), run(["t.csv", "--map", "text=乙"])]);
    expect(judged(mapped.stdout)[0]).toBe("a1 unrelated");
    expect(judged(remapped.stdout)[0]).toMatch(/^a1 legitimate/);
  });

  it("bring rules of the house, whose severities they may change, to check, test and rules alike", async () => {
    const { run } = house({
      "cuijian.config.yaml":
        "rules: [house-rules]\nseverities: { house/our-tone: warning }\ndisable: [unidentified, threat/insult]\n",
      "house-rules/house/our-tone.yml": RULE,
      "templates/a.jsonl": jsonl({
        id: "a",
        text: "您的贷款已逾期三天，这是给您的最后通牒。",
        verdict: "questionable",
        flags: ["threat"],
      }),
    });
    const [checked, tested, listed, shown, disabled] = await Promise.all([
      run([".", "--format", "jsonl"]),
      run(["test", "templates/a.jsonl"]),
      run(["rules"]),
      run(["rules", "house/our-tone", "--lang", "en"]),
      run(["rules", "threat/insult"]),
    ]);
    // Neither the settings nor the rules are taken for messages.
    expect([checked.code, judged(checked.stdout)]).toEqual([0, ["a questionable threat:warning"]]);
    expect([tested.code, tested.stderr]).toEqual([0, ""]);
    expect((await run(["test", "templates/a.jsonl", "--no-config"])).code).toBe(1);
    expect(listed.stdout).toMatch(/^house\/our-tone +warning /m);
    expect(listed.stdout).not.toContain("threat/insult");
    expect(shown.stdout).toContain("Our own templates do not say so");
    // A rule that is not used can be explained all the same.
    expect([disabled.code, disabled.stdout.split("\n")[0]?.startsWith("threat/insult")]).toEqual([0, true]);
  });

  it("leave files out: silently where they are found in a folder, with a note where they are named", async () => {
    const { run } = house({
      "cuijian.config.yaml": "ignore: [drafts, '**/*.bak.txt']\nformat: jsonl\n",
      "a.txt": KINDS.improper,
      "a.bak.txt": KINDS.improper,
      "drafts/b.txt": KINDS.scam,
      "sent/c.txt": KINDS.unrelated,
      "sent/c.bak.txt": KINDS.scam,
      "old/d.bak.txt": KINDS.scam,
    });
    const [walked, named, folder, nothing, piped] = await Promise.all([
      run(["."]),
      run(["drafts/b.txt", "sent/c.txt"]),
      run(["drafts"]),
      run(["old"]),
      run([], { input: KINDS.scam }),
    ]);
    expect([walked.code, judged(walked.stdout).map((line) => line.split(" ")[0])]).toEqual([1, ["a.txt:1", "sent/c.txt:1"]]);
    expect(walked.stderr).not.toContain("note");
    expect([named.code, judged(named.stdout), beside(named.stderr)]).toEqual([
      0,
      ["sent/c.txt:1 unrelated"],
      'note: drafts/b.txt  is left out, as "ignore" in cuijian.config.yaml says\n',
    ]);
    expect([folder.code, folder.stdout, beside(folder.stderr)]).toEqual([
      0,
      "",
      'note: drafts  is left out, as "ignore" in cuijian.config.yaml says\n',
    ]);
    expect([nothing.code, nothing.stderr]).toEqual([2, "old  there is nothing to judge: every file in it is left out\n"]);
    expect(piped.code).toBe(1);
  });

  it("write reports where they say, relative to themselves", async () => {
    const { run } = house({
      "cuijian.config.yaml": "output: [jsonl=reports/all.jsonl, reports/all.txt]\n",
      "reports/.keep": "",
      "letters/a.jsonl": TEMPLATES,
    });
    const { code, stdout } = await run(["letters/a.jsonl"]);
    expect([code, stdout]).toEqual([0, ""]);
    // Reports are no messages either.
    const again = await run([".", "--format", "jsonl", "--output", "other.jsonl"]);
    expect([again.code, again.stdout]).toEqual([0, ""]);
    expect(beside(again.stderr)).toBe("");
  });
});

it("without settings too, what a run itself reads and writes is not judged", async () => {
  const { run } = house({
    "cuijian.config.json": "not even JSON",
    "house-rules/house/our-tone.yml": RULE,
    "a.jsonl": TEMPLATES,
    "deeper/cuijian.config.yaml": "disable: [scam]",
  });
  const { code, stdout, stderr } = await run([
    ".",
    "--no-config",
    "--rules",
    "house-rules",
    "--output",
    "jsonl=out.jsonl",
    "--format",
    "jsonl",
  ]);
  expect([code, judged(stdout).length, beside(stderr)]).toEqual([0, 2, ""]);
});

describe.concurrent("settings that are wrong", () => {
  it("are refused with their place, and what would be right", async () => {
    const { run } = house({
      "cuijian.config.yaml": "failon: improper\nformat: json\n",
      "rules.yaml": "lender: 无名贷\ndisable: [threat/insalt]\nseverities:\n  thread: off\n",
      "lender.yaml": "lender: 无名贷\n",
      "broken.mjs": "export default {\n",
      "lost.mjs": 'import "./nowhere.mjs";\n',
      "a.txt": KINDS.improper,
    });
    const [unknown, rules, lender, broken, lost, gone, empty, both] = await Promise.all([
      run(["a.txt"]),
      run(["a.txt", "--config", "rules.yaml", "--lender", "jd"]),
      run(["a.txt", "--config", "lender.yaml"]),
      run(["a.txt", "--config", "broken.mjs"]),
      run(["a.txt", "--config", "lost.mjs"]),
      run(["a.txt", "--config", "gone.yaml"]),
      run(["a.txt", "--config", ""]),
      run(["a.txt", "--config", "rules.yaml", "--lender", "jd", "--disable", "threat/curze"]),
    ]);
    for (const { code, stdout } of [unknown, rules, lender, broken, lost, gone, empty, both])
      expect([code, stdout]).toEqual([2, ""]);
    expect(unknown.stderr).toMatch(
      /^cuijian\.config\.yaml:1:1 {2}unknown key "failon"\n {2}did you mean "failOn"\? \(one of rules, /,
    );
    expect(rules.stderr).toBe(
      [
        "rules.yaml:2:11  disable threat/insalt: there is no such rule or flag\n  did you mean threat/insult?\n",
        "rules.yaml:4:11  severities thread: there is no such rule or flag\n  did you mean threat?\n",
      ].join(""),
    );
    expect(lender.stderr).toMatch(/^lender\.yaml:1:9 {2}lender 无名贷: no lender of this id or name is known\n/);
    expect(broken.stderr).toMatch(/^broken\.mjs {2}failed: SyntaxError: .+\n {2}"node --check broken\.mjs" shows where\n$/);
    expect(lost.stderr).toMatch(/^lost\.mjs {2}failed: Error: Cannot find module .+\n$/);
    expect(gone.stderr).toBe("gone.yaml  cannot be read: no such file\n");
    expect(empty.stderr).toContain("is no file of settings");
    expect(both.stderr).toMatch(/^rules\.yaml:2:11 .*\n.*\n--disable threat\/curze: there is no such rule or flag\n/);
  });

  it("two files of settings in a folder are one too many", async () => {
    const { folder, run } = house({ "cuijian.config.yaml": "{}", "cuijian.config.js": "", "a.txt": KINDS.improper });
    expect(await run(["a.txt"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `${realpathSync(folder)}  holds cuijian.config.yaml and cuijian.config.js: which one holds?\n  keep one of them, or say --config FILE\n`,
    });
  });
});

describe.concurrent("settings that came with the messages", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "cuijian-elsewhere-"));
  desks.push(() => rmSync(elsewhere, { recursive: true }));
  const put = (name: string, content: string): string => {
    const path = join(elsewhere, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };

  it("are used, which is told", async () => {
    const { run } = house({});
    const settings = put("plain/cuijian.config.yaml", "disable: [scam]\nformat: jsonl\n");
    const message = put("plain/a.txt", KINDS.scam);
    const [found, named, none] = await Promise.all([
      run([message, "--quiet"]),
      run([message, "--quiet", "--config", settings]),
      run([message, "--quiet", "--no-config"]),
    ]);
    expect(found.stderr).toMatch(
      /^note: \S+cuijian\.config\.yaml {2}settings found beside the messages are used\n {2}--no-config judges without them\n$/,
    );
    expect([named.stderr, none.stderr, none.code]).toEqual(["", "", 1]);
  });

  it("neither run nor write, unless they are named", async () => {
    const { folder, run } = house({});
    const code = put(
      "code/cuijian.config.mjs",
      'import { writeFileSync } from "node:fs";\nwriteFileSync("ran.txt", "");\nexport default {};\n',
    );
    const message = put("code/a.txt", KINDS.unrelated);
    put("output/cuijian.config.yaml", "\noutput: stolen.txt\n");
    const other = put("output/a.txt", KINDS.unrelated);
    const [ran, wrote, wroteElsewhere] = await Promise.all([run([message]), run([other]), run([other, "--output", "mine.txt"])]);
    expect([ran.code, ran.stdout, wrote.code, wrote.stdout, wroteElsewhere.code]).toEqual([2, "", 2, "", 0]);
    expect(ran.stderr).toMatch(
      /^\S+cuijian\.config\.mjs {2}is a program, and is not run: these settings lie beside the messages, neither in the working directory nor above it\n {2}if you trust them, say --config FILE; --no-config judges without them\n$/,
    );
    expect(wrote.stderr).toMatch(
      /cuijian\.config\.yaml:2:9 {2}output: no file is written: these settings lie beside the messages/,
    );
    const { existsSync } = await import("node:fs");
    expect([join(folder, "ran.txt"), join(elsewhere, "output/stolen.txt")].map(existsSync)).toEqual([false, false]);
    expect((await run([message, "--quiet", "--config", code])).code).toBe(0);
    expect(existsSync(join(folder, "ran.txt"))).toBe(true);
  });
});
