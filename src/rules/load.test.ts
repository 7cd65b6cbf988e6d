import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { type LoadOptions, loadRules } from "./load.js";

const created: string[] = [];
afterAll(() => {
  for (const directory of created) rmSync(directory, { recursive: true });
});

/** A directory of rules made for one test. */
function rules(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "cuijian-rules-"));
  created.push(root);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

const TERMS = { paint: ["油漆", "红漆"], door: ["门口", "家{yard}"], yard: ["院子", "大{door}"], splash: ["泼", "洒"] };

/** Everything wrong with a directory, one line a problem (hints after a bar), with its path left out. */
function problemsOf(root: string, options?: LoadOptions): string[] {
  try {
    loadRules(root, TERMS, options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ where, message, hint }) =>
      `${where ?? ""}  ${message}${hint ? ` | ${hint}` : ""}`.replaceAll(root, "").replace(/^\//, "").trim(),
    );
  }
  throw new Error("nothing is wrong");
}

const RULE = `id: threat/paint
flag: threat
severity: serious
title: 以泼漆相威胁
titleEn: Threatens to throw paint
why:
  zh: 以损坏财物相威胁
  en: Threatens damage to property
guidance: [civil-1]
any:
  - re: '{splash}.{0,4}{paint}'
near: { within: 20, any: [{ words: [还款, 欠] }] }
where:
  - signal: debt
    within: 60
unless:
  - re: 施工
examples:
  bad:
    - 欠的钱不还，今晚就去泼你一门红漆。
    - 再不还款，就往你家大门上泼油漆。
  ok:
    - 物业通知：走廊泼了水，油漆未干，当心滑倒。
    - 墙面洒水后再刷漆，施工三天，欠费与此无关。
`;

const SIGNAL = `id: signals/debt
signal: debt
title: 提到欠款
titleEn: Mentions a debt
any:
  - words: [欠, 还款]
examples:
  bad: [欠着三千呢, 请尽快还款]
  ok: [今天天气好, 饭后散步]
`;

const signal = (name: string, restsOn: readonly string[]): string =>
  SIGNAL.replaceAll("debt", name).replace(
    "any:\n  - words: [欠, 还款]",
    ["any:", "  - words: [欠]", ...restsOn.map((other) => `  - signal: ${other}`)].join("\n"),
  );

describe("loadRules", () => {
  it("compiles a rule whole", () => {
    const root = rules({ "threat/paint.yml": RULE, "signals/debt.yml": SIGNAL });
    expect(loadRules(root, TERMS)).toEqual([
      {
        id: "signals/debt",
        signal: "debt",
        severity: "notice",
        title: "提到欠款",
        titleEn: "Mentions a debt",
        why: { zh: "", en: "" },
        guidance: [],
        words: null,
        any: [{ source: "还款|欠" }],
        where: [],
        near: null,
        unless: [],
        eased: [],
        despite: [],
        negatable: true,
        examples: { bad: ["欠着三千呢", "请尽快还款"], ok: ["今天天气好", "饭后散步"] },
      },
      {
        id: "threat/paint",
        flag: "threat",
        severity: "serious",
        title: "以泼漆相威胁",
        titleEn: "Threatens to throw paint",
        why: { zh: "以损坏财物相威胁", en: "Threatens damage to property" },
        guidance: ["civil-1"],
        words: ["油漆", "红漆"],
        any: [{ source: "(?:泼|洒).{0,4}(?:油漆|红漆)" }],
        where: [{ signal: ["debt"], within: 60 }],
        near: { within: 20, any: [{ source: "还款|欠" }] },
        unless: [{ source: "施工" }],
        eased: [],
        despite: [],
        negatable: true,
        examples: {
          bad: ["欠的钱不还，今晚就去泼你一门红漆。", "再不还款，就往你家大门上泼油漆。"],
          ok: ["物业通知：走廊泼了水，油漆未干，当心滑倒。", "墙面洒水后再刷漆，施工三天，欠费与此无关。"],
        },
      },
    ]);
  });

  it("reads only the folders it is given, and .yaml as well as .yml", () => {
    const root = rules({ "threat/paint.yaml": RULE, "signals/debt.yml": SIGNAL, "guidance/civil.yml": "not: a rule" });
    expect(loadRules(root, TERMS, { folders: ["threat", "signals"] }).map(({ id }) => id)).toEqual([
      "signals/debt",
      "threat/paint",
    ]);
  });

  it("orders rules by id, whatever the order of the folders", () => {
    const root = rules({ "threat/paint.yml": RULE, "scam/paint.yml": RULE.replace("id: threat/paint", "id: scam/paint") });
    expect(loadRules(root, TERMS, { folders: ["threat", "scam"] }).map(({ id }) => id)).toEqual(["scam/paint", "threat/paint"]);
  });

  it("takes ids from below the root, however the root is written", () => {
    const root = rules({ "threat/paint.yml": RULE });
    const before = process.cwd();
    try {
      process.chdir(root);
      for (const written of [".", "./", root, `${root}/`, "threat/.."]) {
        expect(loadRules(written, TERMS).map(({ id }) => id)).toEqual(["threat/paint"]);
      }
    } finally {
      process.chdir(before);
    }
  });

  it("gives the same rules in the same order whatever order the files were made in", () => {
    const files = {
      "threat/paint.yml": RULE,
      "signals/debt.yml": SIGNAL,
      "scam/paint.yml": RULE.replace("id: threat/paint", "id: scam/paint"),
      "signals/about.yml": signal("about", ["debt"]),
    };
    const backwards = Object.fromEntries(Object.entries(files).reverse());
    const ids = ["signals/debt", "signals/about", "scam/paint", "threat/paint"];
    expect(loadRules(rules(files), TERMS).map(({ id }) => id)).toEqual(ids);
    expect(loadRules(rules(backwards), TERMS)).toEqual(loadRules(rules(files), TERMS));
  });

  it("puts a signal after those it rests on, through several steps", () => {
    const root = rules({
      "signals/a.yml": signal("a", ["c"]),
      "signals/b.yml": signal("b", []),
      "signals/c.yml": signal("c", ["d", "b"]),
      "signals/d.yml": signal("d", []),
    });
    expect(loadRules(root, TERMS).map(({ id }) => id)).toEqual(["signals/d", "signals/b", "signals/c", "signals/a"]);
  });

  it("lets a rule build on its own signal where another gives it too", () => {
    const more = signal("debt", ["debt"]).replace("id: signals/debt", "id: signals/more-debt");
    const root = rules({ "signals/debt.yml": SIGNAL, "signals/more-debt.yml": more });
    expect(loadRules(root, TERMS).map(({ id }) => id)).toEqual(["signals/debt", "signals/more-debt"]);
  });
});

describe("broken rules", () => {
  it("are all reported in one run, each in one line with its place", () => {
    const pattern = (re: string): string => RULE.replace("'{splash}.{0,4}{paint}'", re);
    const named = (name: string, content: string): string => content.replace("id: threat/paint", `id: threat/${name}`);
    const files = {
      "unknown-key": RULE.replace("severity: serious", "severity: serious\ncolour: red"),
      "unknown-key-inside": RULE.replace("  - re: 施工", "  - re: 施工\n    whithin: 3"),
      "bad-severity": RULE.replace("serious", "high"),
      "bad-flag": RULE.replace("flag: threat", "flag: menace"),
      "no-examples": RULE.slice(0, RULE.indexOf("examples:")),
      "one-example": RULE.replace("    - 再不还款，就往你家大门上泼油漆。\n", ""),
      "no-any": RULE.replace(/any:\n.*\n/, ""),
      "empty-any": RULE.replace(/any:\n.*\n/, "any: []\n"),
      "no-severity": RULE.replace("severity: serious\n", ""),
      "flag-and-signal": RULE.replace("flag: threat", "flag: threat\nsignal: paint"),
      "two-in-one": RULE.replace("  - re: 施工", "  - re: 施工\n    words: [装修]"),
      "bad-entity": RULE.replace("  - re: 施工", "  - entity: telephone"),
      "bad-entities": RULE.replace("  - re: 施工", "  - entity: [mobile, telephone]"),
      "standing-of-a-word": RULE.replace("  - re: 施工", "  - re: 施工\n    standing: other"),
      "boundary-of-a-signal": RULE.replace("  - re: 施工", "  - signal: debt\n    boundary: true"),
      "within-in-any": pattern("泼漆\n    within: 3"),
      "within-too-far": RULE.replace("within: 60", "within: 4000"),
      "bad-regex": pattern("泼(漆"),
      "unknown-list": pattern("'{splash}{pain}'"),
      "unknown-list-deep-down": RULE.replace("  - re: 施工", "  - re: 施工\n  - re: '{yards}'"),
      "list-in-itself": pattern("'{door}'"),
      "word-boundary": pattern("\\b泼漆\\b"),
      "word-character": pattern("泼\\w{1,3}漆"),
      "unbounded-dot": pattern("泼.*漆"),
      "unbounded-class": pattern("泼[^。]+漆"),
      "unbounded-group": pattern("(?:泼漆){2,}"),
      "upper-case": pattern("泼漆APP"),
      "upper-case-word": RULE.replace("words: [还款, 欠]", "words: [还款, APP]"),
      "upper-case-full-width": pattern("泼漆Ａ"),
      "two-patterns": pattern("泼.*漆").replace("  - re: 施工", "  - words: [SG]"),
      syntax: RULE.replace("titleEn: ", "titleEn: 'x"),
      "double-quotes": pattern('"\\d{3}元"'),
      "key-twice": RULE.replace("any:", "severity: notice\nany:"),
      "not-a-mapping": "- threat\n",
      empty: "",
    };
    const root = rules({
      ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`threat/${name}.yml`, named(name, content)])),
      "threat/other-id.yml": RULE,
      "threat/deep/down.yml": RULE,
      "up.yml": RULE,
      "threat/capital.yml": RULE.replace("threat/paint", "Threat/capital"),
      "threat/twice.yml": named("twice", RULE),
      "threat/twice.yaml": named("twice", RULE),
      "signals/a.yml": signal("a", ["b"]),
      "signals/b.yml": signal("b", ["c"]),
      "signals/c.yml": signal("c", ["b"]),
      "signals/alone.yml": signal("alone", ["alone"]),
    });
    const problems = problemsOf(root);
    expect(problems).toMatchInlineSnapshot(`
      [
        "threat/bad-entities.yml:17:22  unless.0.entity.1: "telephone" is not one of: money, percent, date, clock, duration, mobile, sms-port, service-number, short-number, landline, foreign-number, card, card-tail, id-number, case-number, link, email, qq, wechat, signature, placeholder",
        "threat/bad-entity.yml:17:13  unless.0.entity: "telephone" is not one of: money, percent, date, clock, duration, mobile, sms-port, service-number, short-number, landline, foreign-number, card, card-tail, id-number, case-number, link, email, qq, wechat, signature, placeholder",
        "threat/bad-flag.yml:2:7  flag: "menace" is not one of: threat, visit-bluff, false-legal, third-party, scam",
        "threat/bad-regex.yml:11:9  any.0.re: not a regular expression: Unterminated group",
        "threat/bad-severity.yml:3:11  severity: "high" is not one of: notice, warning, serious, critical",
        "threat/boundary-of-a-signal.yml:17:5  unless.0: boundary: only for re or words",
        "threat/capital.yml:1:5  id: must look like flag/short-name",
        "threat/deep/down.yml  a rule stands one folder below the rules: /threat/down.yml",
        "threat/double-quotes.yml:11:10  Invalid escape sequence \\d; patterns go in single quotes",
        "threat/empty-any.yml:10:6  any: this rule can never match",
        "threat/empty.yml:1:1  expected keys and values, not nothing",
        "threat/flag-and-signal.yml:1:1  needs exactly one of: flag, signal",
        "threat/key-twice.yml:10:1  Map keys must be unique",
        "threat/list-in-itself.yml:11:9  any.0.re: the list {door} contains itself: {door} → {yard} → {door}",
        "threat/no-any.yml:1:1  any: is missing: this rule can never match",
        "threat/no-examples.yml:1:1  examples: is missing",
        "threat/no-severity.yml:1:1  a rule with a flag needs severity, why and guidance",
        "threat/not-a-mapping.yml:1:1  expected keys and values, not a list",
        "threat/one-example.yml:20:5  examples.bad: needs at least 2 in the list, not 1",
        "threat/other-id.yml:1:5  id: "threat/paint" does not match the file; expected "threat/other-id"",
        "threat/standing-of-a-word.yml:17:5  unless.0: standing: only an entity has one",
        "threat/syntax.yml:5:36  Missing closing 'quote",
        "threat/twice.yml:1:5  id: "threat/twice" is used twice",
        "threat/two-in-one.yml:17:5  unless.0: needs exactly one of: re, words, entity, signal",
        "threat/two-patterns.yml:11:9  any.0.re: .* has no upper bound; write {..12} or {0,12}",
        "threat/two-patterns.yml:17:12  unless.0.words: "SG" cannot match: rules see the text in lower case",
        "threat/unbounded-class.yml:11:9  any.0.re: [^。]+ has no upper bound; write {..12} or {0,12}",
        "threat/unbounded-dot.yml:11:9  any.0.re: .* has no upper bound; write {..12} or {0,12}",
        "threat/unbounded-group.yml:11:9  any.0.re: (?:泼漆){2,} has no upper bound; write {..12} or {0,12}",
        "threat/unknown-key-inside.yml:18:5  unless.0: unknown key "whithin" | did you mean "within"? (one of re, words, entity, standing, signal, boundary, within)",
        "threat/unknown-key.yml:4:1  unknown key "colour" | did you mean "flag"? (one of id, flag, signal, severity, title, titleEn, why, guidance, suggest, any, where, near, unless, eased, despite, negatable, examples)",
        "threat/unknown-list-deep-down.yml:18:9  unless.1.re: no list {yards} in lexicon/terms/; did you mean {yard}?",
        "threat/unknown-list.yml:11:9  any.0.re: no list {pain} in lexicon/terms/; did you mean {paint}?",
        "threat/upper-case-full-width.yml:11:9  any.0.re: "A" cannot match: rules see the text in lower case",
        "threat/upper-case-word.yml:12:36  near.any.0.words: "APP" cannot match: rules see the text in lower case",
        "threat/upper-case.yml:11:9  any.0.re: "APP" cannot match: rules see the text in lower case",
        "threat/within-in-any.yml:12:5  any.0: unknown key "within" | did you mean "words"? (one of re, words, entity, standing, signal, boundary)",
        "threat/within-too-far.yml:15:13  where.0.within: must be at most 400, not 4000",
        "threat/word-boundary.yml:11:9  any.0.re: \\b does not work beside Chinese characters; use neighbours or "boundary: true"",
        "threat/word-character.yml:11:9  any.0.re: \\w does not work beside Chinese characters; use neighbours or "boundary: true"",
        "up.yml  a rule stands one folder below the rules: /threat/up.yml",
        "signals/c.yml:7:13  signals rest on each other: signals/b → signals/c → signals/b",
        "signals/alone.yml:7:13  signals rest on each other: signals/alone → signals/alone",
      ]
    `);
    for (const problem of problems) expect(problem).toMatch(/^[\w-]+(\/[\w-]+)*\.ya?ml(:\d+:\d+)? {2}\S.*$/);
  });

  it("with an unreadable neighbour still have their guidance checked, and their signals once all is readable", () => {
    const known = { guidance: ["civil-1", "civil-1034"], signals: ["informing"], suggestions: {} };
    const typo = RULE.replace("guidance: [civil-1]", "guidance: [civil-1, civil-1035]").replace(
      "any:\n",
      "despite: [informing, infroming]\nany:\n",
    );
    const files = { "threat/paint.yml": typo };
    const guidance = 'threat/paint.yml:9:21  guidance.1: no guidance "civil-1035"; did you mean "civil-1034"?';
    expect(problemsOf(rules(files), { known })).toEqual([
      guidance,
      'threat/paint.yml:15:13  where.0.signal: no signal "debt"; did you mean "informing"?',
      'threat/paint.yml:10:22  despite.1: no signal "infroming"; did you mean "informing"?',
    ]);
    expect(problemsOf(rules({ ...files, "signals/debt.yml": "" }), { known })).toEqual([
      "signals/debt.yml:1:1  expected keys and values, not nothing",
      guidance,
    ]);
  });

  it("refer to suggestions that there are, or write their own", () => {
    const suggestions = { "plain-reminder": { zh: "【{company}】请在{app}还款。", en: "Point to the app." } };
    const known = { guidance: ["civil-1"], signals: ["debt"], suggestions };
    const suggested = (suggest: string) =>
      rules({ "threat/paint.yml": RULE.replace("guidance: [civil-1]", `guidance: [civil-1]\nsuggest: ${suggest}`) });
    const suggestOf = (root: string, options?: LoadOptions) => loadRules(root, TERMS, options).map(({ suggest }) => suggest);
    expect(suggestOf(suggested("plain-reminder"), { known })).toEqual([suggestions["plain-reminder"]]);
    expect(suggestOf(suggested("{ zh: 请您在官方渠道还款。, en: Pay officially. }"), { known })).toEqual([
      { zh: "请您在官方渠道还款。", en: "Pay officially." },
    ]);
    expect(suggestOf(suggested("constructor"))).toEqual([undefined]);
    expect(problemsOf(suggested("plain-remainder"), { known })).toEqual([
      'threat/paint.yml:10:10  suggest: no suggestion "plain-remainder"; did you mean "plain-reminder"?',
    ]);
    expect(problemsOf(suggested("{ zh: 请您在官方渠道还款。 }"), { known })).toEqual([
      "threat/paint.yml:10:10  suggest.en: is missing",
    ]);
  });

  it("in a folder that is missing are named beside those that are there", () => {
    const root = rules({ "scam/paint.yml": RULE.replace("threat/paint", "scam/paint").replace("serious", "high") });
    const severity = 'scam/paint.yml:3:11  severity: "high" is not one of: notice, warning, serious, critical';
    expect(problemsOf(root, { folders: ["threat", "scam"] })).toEqual([
      "no such directory: /threat | --rules takes a directory of .yml rule files",
      severity,
    ]);
  });
});

describe("a directory", () => {
  it("that does not exist, or is a file, is named with what is wanted", () => {
    const root = rules({ "threat.yml": RULE });
    for (const name of ["nowhere", "threat.yml"]) {
      expect(problemsOf(join(root, name))).toEqual(["no such directory:  | --rules takes a directory of .yml rule files"]);
      expect(() => loadRules(join(root, name), TERMS)).toThrow(`no such directory: ${join(root, name)}`);
    }
  });

  it("without rules is an error, not an empty set", () => {
    const root = rules({ "notes.txt": RULE });
    expect(problemsOf(root)).toEqual([
      "no rules below  (looked for **/*.yml) | check --rules, or leave it out for the built-in rules",
    ]);
    expect(() => loadRules(root, TERMS)).toThrow(`no rules below ${root} (looked for **/*.yml)`);
  });

  it("refuses slow patterns of rules of others, all of them, and takes them from its own", () => {
    const slow = RULE.replace("re: '{splash}.{0,4}{paint}'", "re: '[0-9]+{paint}'").replace("re: 施工", "re: '(墙).{0,4}\\1'");
    const root = rules({ "threat/paint.yml": slow, "signals/debt.yml": SIGNAL });
    expect(loadRules(root, TERMS)).toHaveLength(2);
    expect(problemsOf(root, { guarded: true })).toEqual([
      'threat/paint.yml:11:5  any.0: [0-9]+ has no upper bound, and may begin anywhere inside a run of what it takes: a long message of "1111…" takes the square of its length; write a bound, such as {..12}, {0,12} or {1,12}, or begin with (?<![0-9])',
      "threat/paint.yml:17:5  unless.0: \\1 asks again for what was found before, for which no bound can be given; write it with smaller bounds, or leave it out",
    ]);
  });
});
