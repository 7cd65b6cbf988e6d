import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEXT_FLAGS } from "../types.js";
import { desk, KINDS } from "./spawn.testing.js";

const { file, folder, run, clear } = desk();
afterAll(clear);

/** A rule of one's own, parts of it as given. */
const rule = (id: string, any: string, { bad = "明晚去你家楼下敲锣", negatable = "", extra = "" } = {}): string => `id: ${id}
flag: threat
severity: warning
title: 以敲锣相威胁
titleEn: Threatens with gongs
why: { zh: 以扰民相威胁, en: "Threatens to disturb others" }
guidance: [pshl-2025-50]
any:
${any}
${negatable}examples:
  bad: [再不还款就${bad}, 不还钱，${bad}！]
  ok: [锣鼓队今晚在楼下演出, 楼下有人敲门]
${extra}`;

const PATTERN = "  - re: '楼下{..9}敲锣'";

beforeAll(() => {
  for (const [name, content] of Object.entries({
    "good/threat/gongs.yml": rule("threat/gongs", PATTERN),
    "bad/threat/double.yml": rule(
      "threat/double",
      "  - re: '楼下敲锣.{0,12}！|楼下敲锣'\n  - re: '楼下{..9}敲锣'\n  - re: '楼下{..3}敲锣'",
      {
        negatable: "negatable: false\n",
      },
    ),
    "bad/threat/gongs.yml": rule("threat/gongs", "  - re: '楼下{..9}敲锣'\n  - re: '楼下敲鑼'", { bad: "去你家门口敲锣" }),
    "slow/threat/gongs.yml": rule("threat/gongs", "  - re: '[0-9]+天后楼下敲锣'\n  - re: '(敲|锣)\\1'"),
    "slow/threat/steps.yml": rule("threat/steps", "  - re: '楼.{0,99}下.{0,99}.{0,99}敲.{0,99}锣'"),
    "untidy/threat/gongs.yml": rule("threat/gongs", `${PATTERN}\n  - re: '楼下\\b敲锣'`, {}).replace(
      /flag: threat\nseverity: warning\n/,
      "severity: warning\nflag: threat\n",
    ),
    "untidy/threat/far.yml": rule("threat/far", PATTERN).replace("楼下有人敲门", "今天天气好"),
    "broken/threat/gongs.yml": "id: threat/gongs\n",
  })) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    file(name, content);
  }
});

describe.concurrent("rules new", () => {
  it("writes a rule that tests and lints well as it stands, for every flag, and says what is next", async () => {
    const made = await Promise.all(TEXT_FLAGS.map((flag) => run(["rules", "new", `${flag}/my-own`])));
    for (const [i, { code, stdout, stderr }] of made.entries()) {
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toBe(`cuijian-rules/${TEXT_FLAGS[i]}/my-own.yml
Next:
  1. put your own words and examples in it
  2. cuijian rules test cuijian-rules
  3. cuijian rules lint cuijian-rules
  4. cuijian check FILE --rules cuijian-rules
`);
    }
    expect(readFileSync(join(folder, "cuijian-rules/scam/my-own.yml"), "utf8")).toMatch(
      /^# TODO: .*\nid: scam\/my-own\nflag: scam\n/,
    );
    const elsewhere = await run(["rules", "new", "threat/my-own", "--rules", "house"]);
    expect(elsewhere.stdout).toMatch(/^house\/threat\/my-own\.yml\n/);
    const [tested, linted, used] = await Promise.all([
      run(["rules", "test", "house"]),
      run(["rules", "lint", "cuijian-rules"]),
      run(["--rules", "house", "--format", "jsonl"], { input: "欠款不还，我们明天就敲锣催债，让街坊都听见。" }),
    ]);
    expect(tested).toEqual({ code: 0, stdout: "1 rule tested: nothing to mend\n", stderr: "" });
    expect(linted).toEqual({ code: 0, stdout: "5 rules read: nothing to mend\n", stderr: "" });
    expect(used.stdout).toContain('"rule":"threat/my-own"');
  });

  it("takes one directory, as an argument or as --rules", async () => {
    const [argument, option, both] = await Promise.all([
      run(["rules", "test", "good"]),
      run(["rules", "test", "--rules", "good"]),
      run(["rules", "lint", "good", "--rules", "bad"]),
    ]);
    expect(argument.code).toBe(0);
    expect(option).toEqual(argument);
    expect(both).toEqual({ code: 2, stdout: "", stderr: "one directory at a time, not good and bad\n" });
  });

  it("writes over nothing, and takes no id that could not be one", async () => {
    mkdirSync(join(folder, "kept/threat"), { recursive: true });
    file("kept/threat/kept.yml", "kept");
    const [kept, flag, name, two, builtIn, none] = await Promise.all([
      run(["rules", "new", "threat/kept", "--rules", "kept"]),
      run(["rules", "new", "treat/gongs"]),
      run(["rules", "new", "threat/敲锣"]),
      run(["rules", "new", "threat/a/b"]),
      run(["rules", "new", "threat/insult"]),
      run(["rules", "new"]),
    ]);
    expect(kept.stderr).toBe("kept/threat/kept.yml  is there already\n  choose another short name, or edit it\n");
    expect(readFileSync(join(folder, "kept/threat/kept.yml"), "utf8")).toBe("kept");
    expect(flag.stderr).toBe(
      '"treat/gongs": there is no flag "treat"\n  did you mean threat/gongs? Flags are threat, visit-bluff, false-legal, third-party, scam\n',
    );
    expect(name.stderr).toBe(
      '"threat/敲锣" is no id of a rule\n  write threat/short-name, in lower-case letters, digits and hyphens\n',
    );
    expect(two.code).toBe(2);
    expect(builtIn.stderr).toBe('there is a built-in rule "threat/insult"\n  choose another short name\n');
    expect([kept, flag, name, two, builtIn, none].map(({ code, stdout }) => [code, stdout])).toEqual(Array(6).fill([2, ""]));
  });
});

describe.concurrent("rules test", () => {
  it("says rule by rule what is wrong, and where", async () => {
    expect(await run(["rules", "test", "bad"])).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "",
        "stdout": "threat/double
        bad/threat/double.yml:10:5  any.1: looks for the same as threat/gongs, any.0
        bad/threat/double.yml:11:5  any.2: never needed: any.1 finds whatever it finds

      threat/gongs
        bad/threat/gongs.yml:12:9  examples.bad.0: is not matched: none of its \`any\` is in the text
        bad/threat/gongs.yml:12:23  examples.bad.1: is not matched: none of its \`any\` is in the text
        bad/threat/gongs.yml:9:5  any.0: looks for the same as threat/double, any.1
        bad/threat/gongs.yml:10:5  any.1: "鑼" never stands in normalised text: write "锣"

      2 rules tested: 6 things to mend
      ",
      }
    `);
  });

  it("finds nothing to mend in the built-in rules", async () => {
    const { code, stdout, stderr } = await run(["rules", "test"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^\d+ rules tested: nothing to mend\n$/);
  });

  it("shows slow patterns beside all else, and is 2 for what cannot be read", async () => {
    const [slow, broken, none, file] = await Promise.all([
      run(["rules", "test", "slow"]),
      run(["rules", "test", "broken"]),
      run(["rules", "test", "nowhere"]),
      run(["rules", "lint", "broken/threat/gongs.yml"]),
    ]);
    expect([slow.code, slow.stderr]).toEqual([1, ""]);
    expect(slow.stdout).toMatch(/^threat\/gongs\n {2}slow\/threat\/gongs\.yml:9:5 {2}any\.0: \[0-9\]\+ has no upper bound/);
    expect([broken, none, file].map(({ code, stdout }) => [code, stdout])).toEqual(Array(3).fill([2, ""]));
    expect(broken.stderr).toMatch(/^broken\/threat\/gongs\.yml:1:1 {2}title: is missing\n/);
    expect(none.stderr).toBe("no such directory: nowhere\n  --rules takes a directory of .yml rule files\n");
  });
});

describe.concurrent("rules lint", () => {
  it("looks at how rules are written", async () => {
    expect(await run(["rules", "lint", "untidy"])).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "",
        "stdout": "threat/far
        untidy/threat/far.yml:12:20  examples.ok.1: has nothing the rule looks for, so it shows nothing; use a near miss

      threat/gongs
        untidy/threat/gongs.yml:10:9  any.1.re: \\b does not work beside Chinese characters; use neighbours or "boundary: true"
        untidy/threat/gongs.yml:3:1  flag: stands too late; the order is id, flag, severity, title, titleEn, why, guidance, any, examples

      2 rules read: 3 things to mend
      ",
      }
    `);
  });

  it("finds nothing to mend in the built-in rules", async () => {
    const { code, stdout } = await run(["rules", "lint"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ rules read: nothing to mend\n$/);
  });
});

describe.concurrent("patterns that could hang the program", () => {
  it("are refused by check, with where, what, and what to write", async () => {
    expect(await run(["check", "--rules", "slow"], { input: KINDS.improper })).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "slow/threat/gongs.yml:9:5  any.0: [0-9]+ has no upper bound, and may begin anywhere inside a run of what it takes: a long message of "1111…" takes the square of its length; write a bound, such as {..12}, {0,12} or {1,12}, or begin with (?<![0-9])
      slow/threat/gongs.yml:10:5  any.1: \\1 asks again for what was found before, for which no bound can be given; write it with smaller bounds, or leave it out
      slow/threat/steps.yml:9:5  any.0: can take 202010202 steps for each character of a message, more than 100000: its gaps {0,99}, {0,99}, {0,99}, {0,99} multiply; shorten the gaps, or make two patterns of it and join them by "near"
      ",
        "stdout": "",
      }
    `);
  });

  it("cost nothing where there are no rules of one's own: the checker is not even loaded", async () => {
    const env = { NODE_DEBUG: "esm" };
    const [without, having] = await Promise.all([
      run(["check", "--quiet"], { input: KINDS.unrelated, env }),
      run(["check", "--quiet", "--rules", "good"], { input: KINDS.unrelated, env }),
    ]);
    expect(having.stderr).toContain("rules/load.js");
    expect(without.stderr).toContain("rules/match.js");
    expect(without.stderr).not.toMatch(/regexpp|rules\/linear\.js/);
  });
});

describe.concurrent("rules beside its commands", () => {
  it("still lists, explains, and says what there is", async () => {
    const [list, one, added, help] = await Promise.all([
      run(["rules", "--lang", "en"]),
      run(["rules", "threat/insult", "--lang", "en"]),
      run(["rules", "threat/gongs", "--rules", "good"]),
      run(["rules", "test", "--help"]),
    ]);
    expect(list.stdout.split("\n").length).toBeGreaterThan(70);
    expect(one.stdout).toContain("threat/insult");
    expect(added.stdout).toContain("以敲锣相威胁");
    expect(help.stdout).toContain("Usage: cuijian rules test");
    expect(help.stdout).toContain("2  the rules could not be read");
  });
});
