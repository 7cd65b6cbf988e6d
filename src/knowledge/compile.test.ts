import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { EMPTY_MODEL } from "../bayes/model.js";
import { UserError } from "../errors.js";
import { TEXT_FLAGS } from "../types.js";
import { EMPTY_CALIBRATION } from "../verdict/confidence.js";
import { compileKnowledge } from "./compile.js";

const created: string[] = [];
afterAll(() => {
  for (const directory of created) rmSync(directory, { recursive: true });
});

const instrument = (entries: string): string => `title: 治安法
titleEn: Public Security Law
issuer: 全国人大常委会
number: 主席令
binding: law
appliesTo: [all]
entries:
${entries}`;

const entry = (id: string, from: string, until: string, replaces: string): string => `  - id: ${id}
    article: 第一条
    inForceFrom: '${from}'
    inForceUntil: ${until}
    replaces: ${replaces}
    confidence: verified
    flags: [threat]
    says: 不得写恐吓信威胁他人。
    saysEn: Threatening letters are forbidden.
    sources: ['https://example.org/']
`;

const FILES: Readonly<Record<string, string>> = {
  "lexicon/terms/words.yml": "paint: [油漆, 红漆]\nnot: [不, 严禁]\n",
  "lexicon/terms/more.yml": "splash: [泼]\n",
  "lexicon/variants.yml": "微信: [v信, 薇信]\n",
  "lexicon/words.yml": "[上门, 起诉]\n",
  "lexicon/fields.yml": "[姓名]\n",
  "lexicon/matching.yml": "negation: ['{not}[^,。]{0,4}', 绝不]\nsilencing: [informing]\n",
  "guidance/law.yml": instrument(
    entry("law-42", "2013-01-01", "'2025-12-31'", "null") + entry("law-50", "2026-01-01", "null", "law-42"),
  ),
  "rates.yml": `lines: [{ over: 30, severity: notice }]
dailyPenalty: { over: 100, severity: serious, guidance: [law-50] }
advance: { guidance: [law-50] }
caps:
  - id: any-lender
    lenderKinds: [unknown]
    from: '2015-09-01'
    until: null
    yearlyCap: null
    gravest: notice
    zh: 看合同怎么约定。
    en: See the contract.
    guidance: [law-50]
    sureness: unsure
`,
  "advice/all.yml": `- id: keep
  when: { flags: [threat] }
  order: 20
  zh: 保存证据。
  en: Keep the evidence.
- id: call
  when: { verdicts: [scam] }
  order: 10
  zh: 拨打官方客服。
  en: Call the lender.
  channels: ['110']
`,
  "suggestions.yml": `- id: plain-reminder
  zh: 【{company}】应还{amount}元，请在{app}还款。
  en: Give the amount and where to pay.
`,
  "senders/sanhe.yml": `id: sanhe
name: 三禾消费金融
nameEn: Sanhe Consumer Finance
kind: consumer-finance
aliases: [三禾]
hotlines:
  - { value: '95999', confidence: verified, source: null }
`,
  "signals/informing.yml": `id: signals/informing
signal: informing
title: 报道
titleEn: News
any:
  - words: [据报道]
examples:
  bad: [据报道一, 据报道二]
  ok: [一, 二]
`,
  "threat/paint.yml": `id: threat/paint
flag: threat
severity: serious
title: 以泼漆相威胁
titleEn: Threatens to throw paint
why: { zh: 威胁损坏财物, en: threatens property }
guidance: [law-50]
suggest: plain-reminder
any:
  - re: '{splash}{..4}{paint}'
despite: [informing]
examples:
  bad: [今晚泼红漆, 去你家泼油漆]
  ok: [油漆未干, 泼水节]
`,
};

const SUGGESTION = { zh: "【{company}】应还{amount}元，请在{app}还款。", en: "Give the amount and where to pay." };

/** A whole knowledge directory with some files different, or (null) left out. */
function knowledge(changes: Readonly<Record<string, string | null>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "cuijian-knowledge-"));
  created.push(root);
  for (const flag of TEXT_FLAGS) mkdirSync(join(root, flag));
  for (const [name, content] of Object.entries({ ...FILES, ...changes })) {
    if (content === null) continue;
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

function problemsOf(changes: Readonly<Record<string, string | null>>): string[] {
  const root = knowledge(changes);
  try {
    compileKnowledge(root, "");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ where, message }) => `${where ?? ""}  ${message}`.replaceAll(`${root}/`, "").trim());
  }
  throw new Error("nothing is wrong");
}

const changed = (name: string, from: string, to: string): Record<string, string> => {
  const content = FILES[name] as string;
  if (!content.includes(from)) throw new Error(`${name} has no ${from}`);
  return { [name]: content.replaceAll(from, to) };
};

describe("compileKnowledge", () => {
  it("makes one thing of all the files", () => {
    const { rules, guidance, rates, ...rest } = compileKnowledge(knowledge(), "門门");
    expect(rates.caps.map(({ id }) => id)).toEqual(["any-lender"]);
    expect(rules.map(({ id, words }) => [id, words])).toEqual([
      ["signals/informing", ["据报道"]],
      ["threat/paint", ["油漆", "红漆"]],
    ]);
    expect(rules.map(({ suggest }) => suggest)).toEqual([undefined, SUGGESTION]);
    expect(guidance).toEqual([
      {
        id: "law-42",
        title: "治安法",
        titleEn: "Public Security Law",
        issuer: "全国人大常委会",
        number: "主席令",
        article: "第一条",
        binding: "law",
        appliesTo: ["all"],
        inForceFrom: "2013-01-01",
        inForceUntil: "2025-12-31",
        replaces: null,
        confidence: "verified",
        flags: ["threat"],
        says: "不得写恐吓信威胁他人。",
        saysEn: "Threatening letters are forbidden.",
        sources: ["https://example.org/"],
        note: null,
        gap: null,
        aside: null,
      },
      expect.objectContaining({ id: "law-50", inForceUntil: null, replaces: "law-42" }),
    ]);
    expect(rest).toEqual({
      terms: { paint: ["油漆", "红漆"], not: ["不", "严禁"], splash: ["泼"] },
      matching: { negation: "(?:不|严禁)[^,。]{0,4}|绝不", silencing: ["informing"] },
      normaliser: { traditional: "門门", words: ["上门", "起诉"], variants: { v信: "微信", 薇信: "微信" }, fields: ["姓名"] },
      suggestions: { "plain-reminder": SUGGESTION },
      senders: [
        {
          id: "sanhe",
          name: "三禾消费金融",
          nameEn: "Sanhe Consumer Finance",
          kind: "consumer-finance",
          aliases: ["三禾"],
          domains: [],
          hotlines: [{ value: "95999", confidence: "verified" }],
        },
      ],
      advice: [
        {
          id: "call",
          flags: [],
          verdicts: ["scam"],
          signals: [],
          without: [],
          order: 10,
          zh: "拨打官方客服。",
          en: "Call the lender.",
        },
        {
          id: "keep",
          flags: ["threat"],
          verdicts: [],
          signals: [],
          without: [],
          order: 20,
          zh: "保存证据。",
          en: "Keep the evidence.",
        },
      ],
      model: EMPTY_MODEL,
      calibration: EMPTY_CALIBRATION,
    });
  });

  it("takes a title an entry has of its own, and model and calibration where training has left them", () => {
    const calibration = { ...EMPTY_CALIBRATION, flag: [1, 2] };
    const root = knowledge({
      ...changed("guidance/law.yml", "- id: law-42", "- id: law-42\n    title: 旧治安法\n    note: 已废止"),
      "bayes/model.json": JSON.stringify({ ...EMPTY_MODEL, documents: 7 }),
      "bayes/calibration.json": JSON.stringify(calibration),
    });
    const compiled = compileKnowledge(root, "");
    expect(compiled.guidance[0]).toMatchObject({ title: "旧治安法", titleEn: "Public Security Law", note: "已废止" });
    expect(compiled.model).toEqual({ ...EMPTY_MODEL, documents: 7 });
    expect(compiled.calibration).toEqual(calibration);
  });

  it("tells of everything that is wrong in one run, each with its place", () => {
    expect(
      problemsOf({
        ...changed("lexicon/matching.yml", "'{not}[^,。]{0,4}'", "'{not}.*'"),
        ...changed("advice/all.yml", "order: 10", "order: first"),
        ...changed("senders/sanhe.yml", "confidence: verified", "confidence: sure"),
        ...changed("threat/paint.yml", "guidance: [law-50]", "guidance: [law-51]"),
        "threat/other.yml": (FILES["threat/paint.yml"] as string).replace("{splash}", "{splatter}"),
        "lexicon/variants.yml": null,
        "bayes/model.json": "{]",
        "guidance/law.yml": instrument(
          entry("law-42", "2013-01-01", "'2026-12-31'", "null") +
            entry("law-50", "2026-01-01", "null", "law-42") +
            entry("law-51", "2026-01-01", "'2025-12-31'", "null").replace("law-51", "law-50") +
            entry("law-60", "2026-01-01", "null", "law-49"),
        ),
      }),
    ).toEqual([
      "lexicon/variants.yml  cannot be read: no such file",
      'advice/all.yml:8:10  1.order: expected a number, not "first"',
      'senders/sanhe.yml:7:35  hotlines.0.confidence: "sure" is not one of: verified, secondary, unverified',
      'guidance/law.yml:28:9  guidance: the id "law-50" is used twice',
      'guidance/law.yml:20:18  inForceFrom: begins on 2026-01-01, but "law-42", which it replaces, ends on 2026-12-31',
      "guidance/law.yml:31:19  inForceUntil: 2025-12-31 is before 2026-01-01, when it begins",
      'guidance/law.yml:42:15  replaces: no guidance "law-49"',
      'threat/other.yml:1:5  id: "threat/paint" does not match the file; expected "threat/other"',
      "threat/other.yml:10:9  any.0.re: no list {splatter} in lexicon/terms/; did you mean {splash}?",
      'threat/paint.yml:7:12  guidance.0: no guidance "law-51"; did you mean "law-50"?',
      "lexicon/matching.yml:1:12  negation.0: .* has no upper bound; write {..12} or {0,12}",
      expect.stringMatching(/^bayes\/model\.json {2}.*JSON.*$/),
    ]);
  });

  it("wants a suggestion to be there once, and those that rules refer to", () => {
    expect(problemsOf({ "suggestions.yml": `${FILES["suggestions.yml"]}${FILES["suggestions.yml"]}` })).toEqual([
      'suggestions.yml:4:7  suggestions: the id "plain-reminder" is used twice',
    ]);
    expect(problemsOf(changed("suggestions.yml", "plain-reminder", "Plain 1"))).toEqual([
      "suggestions.yml:1:7  0.id: must be lower-case words joined by hyphens",
      'threat/paint.yml:8:10  suggest: no suggestion "plain-reminder"',
    ]);
    expect(problemsOf(changed("threat/paint.yml", "plain-reminder", "plane-reminder"))).toEqual([
      'threat/paint.yml:8:10  suggest: no suggestion "plane-reminder"; did you mean "plain-reminder"?',
    ]);
  });

  it("does not blame the rules for a list that cannot be read", () => {
    expect(problemsOf({ "lexicon/terms/more.yml": "splash: 泼\n" })).toEqual([
      'lexicon/terms/more.yml:1:9  splash: expected a list, not "泼"',
    ]);
    expect(problemsOf({ "lexicon/terms/again.yml": "paint: [白漆]\n" })).toEqual([
      "lexicon/terms/words.yml:1:8  the list {paint} stands in two files",
    ]);
    expect(problemsOf({ "lexicon/terms/more.yml": "splash: [泼]\nSplash: [洒]\n" })).toEqual([
      "lexicon/terms/more.yml:2:9  Splash: a list is named in lower-case letters and hyphens",
    ]);
  });

  it("wants each signal that silences to be given, and each folder to be there", () => {
    expect(problemsOf(changed("lexicon/matching.yml", "[informing]", "[informing, court]"))).toEqual([
      'lexicon/matching.yml:2:24  silencing.1: no rule gives the signal "court"',
    ]);
    expect(problemsOf(changed("advice/all.yml", "verdicts: [scam]", "verdicts: [scam], signals: [informing, curt]"))).toEqual([
      'advice/all.yml:7:50  call: no rule gives the signal "curt"',
    ]);
    const root = mkdtempSync(join(tmpdir(), "cuijian-knowledge-"));
    created.push(root);
    expect(() => compileKnowledge(root, "")).toThrow(UserError);
    expect(() => compileKnowledge(root, "")).toThrow(`no such directory: ${join(root, "senders")}`);
  });

  it("wants a norm to end the day before its successor begins, and to end at all", () => {
    const succession = (until: string): Record<string, string> => ({
      "guidance/law.yml": instrument(
        entry("law-42", "2013-01-01", until, "null") + entry("law-50", "2026-01-01", "null", "law-42"),
      ),
    });
    const problem = 'guidance/law.yml:20:18  inForceFrom: begins on 2026-01-01, but "law-42", which it replaces, ';
    expect(problemsOf(succession("'2026-01-01'"))).toEqual([`${problem}ends on 2026-01-01`]);
    expect(problemsOf(succession("null"))).toEqual([`${problem}has no end`]);
    const gap =
      'guidance/law.yml:20:18  inForceFrom: "law-42" ends on 2025-12-30, this begins on 2026-01-01; say why under "gap"';
    expect(problemsOf(succession("'2025-12-30'"))).toEqual([gap]);
    const [file, text] = Object.entries(succession("'2025-12-30'"))[0] as [string, string];
    const told = compileKnowledge(knowledge({ [file]: `${text}    gap: 中间的版本未见原文。\n` }), "");
    expect(told.guidance[1]).toMatchObject({ id: "law-50", gap: "中间的版本未见原文。" });
  });

  it("refuses norms that replace each other in a ring", () => {
    const ring = instrument(
      entry("law-1", "2020-01-01", "'2020-12-31'", "law-2") + entry("law-2", "2021-01-01", "'2021-12-31'", "law-1"),
    );
    expect(
      problemsOf({
        "guidance/law.yml": ring,
        ...changed("threat/paint.yml", "law-50", "law-1"),
        ...changed("rates.yml", "law-50", "law-1"),
      }),
    ).toEqual(['guidance/law.yml:10:18  inForceFrom: begins on 2020-01-01, but "law-2", which it replaces, ends on 2021-12-31']);
  });
});
