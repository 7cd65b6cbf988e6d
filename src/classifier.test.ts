import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { buildClassifier, type Classify, createClassifier } from "./classifier.js";
import { UserError } from "./errors.js";
import { fixtureFiles, readLabelled } from "./measure/fixtures.js";
import { createNormaliser } from "./text/normalise.js";
import {
  FLAGS,
  type Flag,
  type FlagId,
  type Report,
  type RuleEvidence,
  rank,
  TEXT_FLAGS,
  VERDICTS,
  type Verdict,
} from "./types.js";

const files = [...fixtureFiles("train"), ...fixtureFiles("gold")];
const messages = (await readLabelled(files)).map(({ message }) => message);

const { classify, weigh, knowledge, rules } = await buildClassifier();
const judged = messages.map((message) => ({ message, ...weigh(message) }));

const REMINDER = "【京东金融】您的白条账单已逾期3天，应还512.30元，请登录京东App还款，客服95118。";
const CODE = "【招商银行】您尾号8830的储蓄卡验证码为551204，五分钟内有效，请勿告诉他人。";
const UNSIGNED = "欠款逾期五天，请尽快还款。";
const SAMPLES = {
  threat: "再不还钱，我找几个兄弟打断你的腿。",
  "visit-bluff": "您的借款已逾期，如仍不处理，不排除安排人员上门走访，请尽快还款。",
  "false-legal": "您的欠款案件已移交公安机关，以涉嫌诈骗罪刑事立案，请今日还款。",
  "third-party": "今天再不还款，就把你欠钱的事发给通讯录里所有亲友和单位同事。",
  scam: "您的贷款逾期，今日结清可减免一半，请把钱转到我的个人微信账户。",
} as const;

const byRule = ({ evidence }: Flag): RuleEvidence[] => evidence.filter((one) => one.by === "rule");
const shown = ({ flags }: Report): RuleEvidence[] => flags.flatMap(byRule);
const flagIds = ({ flags }: Report): FlagId[] => flags.map(({ id }) => id);
const flag = ({ flags }: Report, id: FlagId): Flag => {
  const found = flags.find((one) => one.id === id);
  if (!found) throw new Error(`no flag ${id} among ${flags.map((one) => one.id).join()}`);
  return found;
};
const cited = (report: Report, id: FlagId): string[] => flag(report, id).guidance.map((one) => one.id);

describe("a message", () => {
  it.each<[Verdict, string, FlagId[], string[]]>([
    ["unrelated", CODE, [], []],
    ["legitimate", REMINDER, [], []],
    ["questionable", SAMPLES["visit-bluff"], ["visit-bluff", "unidentified"], ["不排除安排人员上门走访"]],
    ["improper", SAMPLES.threat, ["threat", "unidentified"], ["打断你的腿"]],
    ["improper", SAMPLES["false-legal"], ["false-legal", "unidentified"], ["以涉嫌诈骗罪刑事立案", "您的欠款案件已移交公安机关"]],
    ["improper", SAMPLES["third-party"], ["third-party", "unidentified"], ["把你欠钱的事发给"]],
    ["scam", SAMPLES.scam, ["scam", "unidentified"], ["把钱转到我的个人微信"]],
  ])("is %s: %s", (verdict, text, flags, words) => {
    const report = classify({ text, id: "one" });
    expect({ id: report.id, verdict: report.verdict, flags: flagIds(report) }).toEqual({ id: "one", verdict, flags });
    expect(shown(report).map((one) => one.text)).toEqual(expect.arrayContaining(words));
    expect(report.confidence).toBeGreaterThanOrEqual(0.7);
  });

  it("gets a flag with severity, words, rule and guidance", () => {
    const { flags } = classify({ text: SAMPLES.threat, sentAt: "2026-03-01T10:00:00" });
    expect(flags[0]).toMatchObject({
      id: "threat",
      severity: "critical",
      evidence: [{ by: "rule", rule: "threat/maim-or-kill", start: 11, end: 16, text: "打断你的腿" }],
    });
    expect(flags[0]?.guidance.map(({ id }) => id)).toEqual(["crim-293-1", "crim-274", "pshl-2025-50"]);
  });

  it("is called “message” where it has no id", () => {
    expect(classify({ text: CODE })).toEqual({
      id: "message",
      verdict: "unrelated",
      confidence: classify({ text: CODE }).confidence,
      flags: [],
      advice: [{ id: "nothing-to-do", text: knowledge.advice.find(({ id }) => id === "nothing-to-do")?.zh }],
      lender: "cmb",
    });
  });

  it("judged twice gets the same report, whatever was judged between", () => {
    const some = judged.filter((_, at) => at % 4 === 0).toReversed();
    expect(some.map(({ message }) => classify(message))).toEqual(some.map(({ report }) => report));
  });

  it.each(["。", "ok", "🙂", "🙂🙂", "我", "\ud800", "\udc00\ud800", "\u200b", "\0", "   "])(
    "of next to nothing is unrelated: %j",
    (text) => {
      expect(classify({ text })).toMatchObject({ verdict: "unrelated", flags: [] });
    },
  );
});

describe("evidence", () => {
  /** What every report keeps to, whatever the text. */
  function sound(text: string, report: Report): void {
    expect(VERDICTS).toContain(report.verdict);
    for (const { confidence } of [report, ...report.flags]) {
      expect(confidence).toBeGreaterThanOrEqual(0.01);
      expect(confidence).toBeLessThanOrEqual(0.99);
    }
    for (const { evidence, guidance } of report.flags) {
      expect(evidence.length).toBeGreaterThan(0);
      expect(guidance.length).toBeGreaterThan(0);
    }
    for (const { start, end, text: quoted } of shown(report)) {
      expect(start).toBeLessThan(end);
      expect(text.slice(start, end)).toBe(quoted);
    }
  }

  it("quotes the words of every fixture as they came in", () => {
    for (const { message, report } of judged) sound(message.text, report);
    expect(judged.flatMap(({ report }) => shown(report)).length).toBeGreaterThan(3000);
  });

  const anyText = fc.constantFrom(...messages.map(({ text }) => text));
  const TRADITIONAL = new Map<string, string>();
  const pairs = [...knowledge.normaliser.traditional];
  for (let at = 0; at < pairs.length; at += 2) TRADITIONAL.set(pairs[at + 1] as string, pairs[at] as string);
  const fullWidth = (sign: string): string =>
    /[!-~]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : (TRADITIONAL.get(sign) ?? sign);
  /** The text with some of its characters, by chance, put through `change`. */
  const obfuscate = (text: string, chances: readonly boolean[], change: (sign: string) => string): string =>
    [...text].map((sign, at) => (chances[at % chances.length] ? change(sign) : sign)).join("");
  const chances = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
  const outline = ({ verdict, flags }: Report) => [
    verdict,
    flags.map(({ id, severity }) => ({ id, severity })),
    flags.flatMap(byRule).map(({ rule, start, end }) => ({ rule, start, end })),
  ];

  it("stands at the same place in traditional characters and full-width signs", () => {
    fc.assert(
      fc.property(anyText, chances, (text, where) => {
        const hidden = obfuscate(text, where, fullWidth);
        const report = classify({ text: hidden });
        sound(hidden, report);
        expect(outline(report)).toEqual(outline(classify({ text })));
      }),
      { numRuns: 600, seed: 1_033 },
    );
  });

  it("takes in invisible characters, and loses nothing by them", () => {
    fc.assert(
      fc.property(anyText, chances, fc.constantFrom("\u200b", "\u200d", "\ufeff"), (text, where, invisible) => {
        fc.pre(!text.includes(invisible) && !/\p{Extended_Pictographic}/u.test(text));
        const hidden = obfuscate(text, where, (sign) => sign + invisible);
        const report = classify({ text: hidden });
        sound(hidden, report);
        const plain = classify({ text });
        expect(flagIds(report)).toEqual(flagIds(plain));
        expect(shown(report).map((one) => one.text.replaceAll(invisible, ""))).toEqual(shown(plain).map((one) => one.text));
      }),
      { numRuns: 600, seed: 266 },
    );
  });

  it("spans words that spaces cut apart", () => {
    const normalise = createNormaliser(knowledge.normaliser);
    const words = knowledge.normaliser.words.filter((word) => /^\p{Script=Han}+$/u.test(word));
    const splittable = messages.filter(({ text }) => words.some((word) => text.includes(word))).map(({ text }) => text);
    const blanks = /[ \u3000]/g;
    let compared = 0;
    fc.assert(
      fc.property(fc.constantFrom(...splittable), fc.constantFrom(" ", "  ", "\u3000"), (text, blank) => {
        let hidden = text;
        for (const word of words) hidden = hidden.replaceAll(word, [...word].join(blank));
        const report = classify({ text: hidden });
        sound(hidden, report);
        // Spaces may join a neighbour too ("的-银 行 卡"): then it is another text.
        if (normalise(hidden).text !== normalise(text).text) return;
        compared++;
        const plain = classify({ text });
        expect(flagIds(report)).toEqual(flagIds(plain));
        // A word put together again is one unit: what is quoted may grow to its end, never shrink.
        expect(shown(report).map(({ rule }) => rule)).toEqual(shown(plain).map(({ rule }) => rule));
        shown(report).forEach((one, at) => {
          expect(one.text.replace(blanks, "")).toContain(shown(plain)[at]?.text.replace(blanks, ""));
        });
      }),
      { numRuns: 600, seed: 293 },
    );
    expect(compared).toBeGreaterThan(550);
  });

  it.each([
    ["traditional", "再不還錢，我找幾個兄弟打斷你的腿。", "打斷你的腿"],
    ["full-width", "欠款请转私人账户，加ＱＱ：１２３４５６７８办理减免", "加ＱＱ：１２３４５６７８"],
    ["split", "欠款不还，明天上 门 清 收", "上 门 清 收"],
    ["split by symbols", "欠款不还，明天上*门*清*收", "上*门*清*收"],
  ])("shows %s words as they stand", (_, text, words) => {
    expect(shown(classify({ text })).map((one) => one.text)).toEqual(expect.arrayContaining([expect.stringContaining(words)]));
  });

  it("is sound for any string at all", () => {
    const anyUnits = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((units) => String.fromCharCode(...units));
    const piece = fc.oneof(
      anyUnits,
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.tuple(anyText, fc.nat(80), fc.nat(80)).map(([text, a, b]) => text.slice(Math.min(a, b), Math.max(a, b))),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const text = pieces.join("");
        const report = classify({ text });
        sound(text, report);
        expect(classify({ text })).toEqual(report);
      }),
      { numRuns: 1_500, seed: 45_251 },
    );
  });
});

describe("the time of sending", () => {
  it.each([
    ["2026-03-01T22:00:00", "improper", ["visit-bluff", "quiet-hours", "unidentified"]],
    ["2026-03-01T07:59:59", "improper", ["visit-bluff", "quiet-hours", "unidentified"]],
    ["2026-03-01T15:00:00Z", "improper", ["visit-bluff", "quiet-hours", "unidentified"]],
    ["2026-03-01T21:59:59", "questionable", ["visit-bluff", "unidentified"]],
    ["2026-03-01T08:00:00+08:00", "questionable", ["visit-bluff", "unidentified"]],
    ["2026-03-01", "questionable", ["visit-bluff", "unidentified"]],
  ])("at %s makes a vague visit %s", (sentAt, verdict, flags) => {
    const report = classify({ text: SAMPLES["visit-bluff"], sentAt });
    expect({ verdict: report.verdict, flags: flagIds(report), sentAt: report.sentAt }).toEqual({ verdict, flags, sentAt });
  });

  it("is the evidence for the flag", () => {
    const report = classify({ text: REMINDER, sentAt: "2026-03-01T23:10:00" });
    expect(report.verdict).toBe("questionable");
    expect(flag(report, "quiet-hours")).toMatchObject({
      severity: "warning",
      confidence: 0.99,
      evidence: [{ by: "metadata", field: "sentAt", value: "2026-03-01T23:10:00" }],
    });
    expect(cited(report, "quiet-hours")).toEqual(["civil-1033", "gbt45251-5.3-hours", "cba2026-13"]);
  });

  it("is nobody's business where no debt is collected", () => {
    expect(classify({ text: CODE, sentAt: "2026-03-01T23:10:00" }).flags).toEqual([]);
  });
});

describe("who speaks", () => {
  it("is a notice where nobody is named, and nothing more", () => {
    const report = classify({ text: UNSIGNED });
    expect(report.verdict).toBe("legitimate");
    expect(report.flags).toMatchObject([
      { id: "unidentified", severity: "notice", evidence: [{ by: "metadata", field: "creditor", value: "none named" }] },
    ]);
    expect(report).not.toHaveProperty("lender");
  });

  it.each([
    ["a signature", { text: `【远山小贷】${UNSIGNED}` }],
    ["a number to call", { text: `${UNSIGNED}客服4008123123。` }],
    ["a known lender in the text", { text: `京东白条${UNSIGNED}` }],
    ["a lender given with it", { text: UNSIGNED, lender: "jd" }],
  ])("is settled by %s", (_, message) => {
    expect(classify(message)).toMatchObject({ verdict: "legitimate", flags: [] });
  });

  it.each([
    ["its id", { text: UNSIGNED, lender: "jd" }, "jd"],
    ["a name", { text: UNSIGNED, lender: "京东金条" }, "jd"],
    ["a name in traditional characters", { text: UNSIGNED, lender: "京東金條" }, "jd"],
    ["the signature before the text", { text: "【京东金融】您在招商银行的代扣失败，请尽快还款。" }, "jd"],
    ["the text", { text: "您在招商银行的信用卡欠款已逾期，请尽快还款。" }, "cmb"],
    ["the field before the text", { text: "您在招商银行的信用卡欠款已逾期，请尽快还款。", lender: "jd" }, "jd"],
    ["a name nobody knows, as it came", { text: UNSIGNED, lender: "远山小贷" }, "远山小贷"],
  ])("is known by %s", (_, message, lender) => {
    expect(classify(message).lender).toBe(lender);
  });

  it("is no police or court that a collector speaks of", () => {
    const report = classify({ text: SAMPLES["false-legal"] });
    expect(report).not.toHaveProperty("lender");
    expect(flagIds(report)).toContain("unidentified");
  });

  it("decides whose a link is", () => {
    const text = "您的借款已逾期，请点击 https://jd.com/a 还款，避免被起诉。";
    // Said to be its own, by no source we have checked: that clears nothing, and accuses of nothing.
    expect(classify({ text, lender: "jd" })).toMatchObject({
      verdict: "legitimate",
      flags: [{ id: "scam", severity: "notice", evidence: [{ rule: "scam/link-for-legal-threat" }] }],
    });
    expect(classify({ text, lender: "cmb" })).toMatchObject({
      verdict: "scam",
      flags: [{ id: "scam", evidence: [{ rule: "scam/link-for-legal-threat" }] }],
    });
  });
});

describe("a visit or a suit", () => {
  const outlines = (text: string, overdueDays?: number) =>
    classify({ text, ...(overdueDays === undefined ? {} : { overdueDays }) }).flags.map(
      ({ id, severity }) => `${id} ${severity}`,
    );

  it("weighs more ahead of its stage, less late on with institution, purpose and a way to check, and as it is without a stage", () => {
    const visit = "【招商银行】您的信用卡账单逾期未还，我行可能安排人员上门走访，了解还款困难，详询95555。";
    expect(outlines(visit, 4)).toEqual(["visit-bluff serious"]);
    expect(outlines(visit, 95)).toEqual(["visit-bluff notice"]);
    expect(outlines(visit)).toEqual(["visit-bluff warning"]);
    const suit = "【平安银行】您的贷款逾期未还，已转法务部准备起诉，协商请拨95511。";
    expect(outlines(suit, 150)).toEqual(["false-legal notice"]);
    expect(outlines(suit, 45)).toEqual(["false-legal warning"]);
  });

  it("is not eased for nobody in particular, nor for a private number", () => {
    expect(outlines("您的信用卡账单逾期未还，可能安排人员上门走访，了解还款困难，详询400-820-0000。", 95)).toContain(
      "visit-bluff warning",
    );
    expect(
      outlines("【招商银行】您的信用卡账单逾期未还，可能安排人员上门走访，了解还款困难，详询95555或13900001234。", 95),
    ).toContain("visit-bluff warning");
  });
});

describe("the law", () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const OLD = "pshl-2012-42";
  const NEW = "pshl-2025-50";
  const law = (report: Report): string[] => cited(report, "threat").filter((id) => id === OLD || id === NEW);

  it.each([
    ["2025-12-31", OLD],
    ["2026-01-01", NEW],
  ])("is that of --as-of %s, whenever the message was sent", async (asOf, id) => {
    const on = await createClassifier({ asOf });
    expect(law(on({ text: SAMPLES.threat }))).toEqual([id]);
    expect(law(on({ text: SAMPLES.threat, sentAt: "2019-06-01T10:00:00" }))).toEqual([id]);
    expect(law(on({ text: SAMPLES.threat, sentAt: "2026-06-01T10:00:00" }))).toEqual([id]);
  });

  it.each([
    ["2025-12-31T23:59:59", OLD],
    ["2025-12-31T15:59:59Z", OLD],
    ["2026-01-01T00:00:00", NEW],
    ["2025-12-31T16:00:00Z", NEW],
  ])("is that of the day a message was sent, in Shanghai: %s", (sentAt, id) => {
    expect(law(classify({ text: SAMPLES.threat, sentAt }))).toEqual([id]);
  });

  it.each([
    ["2025-12-31T15:59:59Z", OLD],
    ["2025-12-31T16:00:00Z", NEW],
  ])("is today's where nothing else is said: %s", (now, id) => {
    vi.useFakeTimers({ now: new Date(now) });
    expect(law(classify({ text: SAMPLES.threat }))).toEqual([id]);
  });

  /** One message for each flag raised by the same rules: what they cite is the same. */
  const kinds = new Map<string, { readonly message: (typeof messages)[number]; readonly id: FlagId }>();
  for (const { message, report } of judged) {
    for (const one of report.flags) {
      const key = `${one.id} ${[...new Set(byRule(one).map(({ rule }) => rule))].join(" ")}`;
      if (!kinds.has(key)) kinds.set(key, { message, id: one.id });
    }
  }

  it.each(["2019-06-01", "2022-06-01", "2025-12-31", "2026-01-01", "today"])(
    "has something in force on %s for every flag",
    async (day) => {
      const on = await createClassifier(day === "today" ? {} : { asOf: day });
      const date = day === "today" ? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) : day;
      const until = new Map(knowledge.guidance.map((entry) => [entry.id, entry.inForceUntil ?? "9999-12-31"]));
      const wanting = [...kinds.values()].flatMap(({ message, id }) => {
        const { guidance } = flag(on(message), id);
        const outOfForce = guidance.filter((entry) => entry.inForceFrom > date || (until.get(entry.id) as string) < date);
        return guidance.length > 0 && outOfForce.length === 0
          ? []
          : [`${message.id} ${id}: ${outOfForce.map((entry) => entry.id)}`];
      });
      expect(kinds.size).toBeGreaterThan(500);
      expect(wanting).toEqual([]);
    },
  );

  it("has something on each of these days for quiet hours too", async () => {
    for (const day of ["2019-06-01", "2022-06-01", "2025-12-31", "2026-01-01"]) {
      const report = classify({ text: REMINDER, sentAt: `${day}T23:00:00` });
      expect(flag(report, "quiet-hours").guidance.length, day).toBeGreaterThan(0);
    }
  });
});

describe("options", () => {
  it("leave a rule out", async () => {
    const built = await buildClassifier({ disable: ["threat/maim-or-kill"] });
    expect(built.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).filter((id) => id !== "threat/maim-or-kill"));
    const rulesBehind = (report: Report): string[] => byRule(flag(report, "threat")).map(({ rule }) => rule);
    expect(rulesBehind(classify({ text: SAMPLES.threat }))).toContain("threat/maim-or-kill");
    expect(
      flagIds(built.classify({ text: SAMPLES.threat })).includes("threat")
        ? rulesBehind(built.classify({ text: SAMPLES.threat }))
        : [],
    ).not.toContain("threat/maim-or-kill");
  });

  it.each(TEXT_FLAGS)("leave the flag %s out, with all its rules", async (id) => {
    const built = await buildClassifier({ disable: [id] });
    expect(built.rules.map((rule) => rule.id)).toEqual(rules.filter((rule) => rule.flag !== id).map((rule) => rule.id));
    expect(flagIds(classify({ text: SAMPLES[id] }))).toContain(id);
    const raised = judged.filter(({ report }) => flagIds(report).includes(id)).map(({ message }) => message);
    expect(raised.slice(0, 100).filter((message) => flagIds(built.classify(message)).includes(id))).toEqual([]);
  });

  it("leave the metadata flags out", async () => {
    const without = await createClassifier({ disable: ["quiet-hours", "unidentified"] });
    expect(without({ text: UNSIGNED, sentAt: "2026-03-01T23:00:00" })).toMatchObject({ verdict: "legitimate", flags: [] });
  });

  it("name no rule that there is not", async () => {
    await expect(createClassifier({ disable: ["threat/main-or-kill"] })).rejects.toThrow(
      new UserError({
        code: "unknown-rule",
        message: "--disable threat/main-or-kill: there is no such rule or flag",
        hint: "did you mean threat/maim-or-kill?",
        given: ["disable", "threat/main-or-kill"],
      }),
    );
  });

  it("say what messages leave unsaid, and no more", async () => {
    const given = { lender: "jd", sentAt: "2026-03-01T23:00:00", sender: "106900001111", overdueDays: 12 };
    const withDefaults = await createClassifier(given);
    expect(withDefaults({ text: UNSIGNED })).toEqual(classify({ text: UNSIGNED, ...given }));
    expect(withDefaults({ text: UNSIGNED })).toMatchObject({
      lender: "jd",
      sentAt: "2026-03-01T23:00:00",
      sender: "106900001111",
      flags: [{ id: "quiet-hours" }],
    });
    expect(withDefaults({ text: UNSIGNED, lender: "cmb", sentAt: "2026-03-01T10:00:00", sender: "95555" })).toMatchObject({
      lender: "cmb",
      sentAt: "2026-03-01T10:00:00",
      sender: "95555",
      flags: [],
    });
  });

  describe("add rules", () => {
    let directory = "";
    const RULE = `id: threat/moon-fee
flag: threat
severity: serious
title: 以月亮费相威胁
titleEn: Threatens with a moon fee
why:
  zh: 没有这种费用，只为吓人
  en: There is no such fee
guidance: [crim-274]
any:
  - words: [月亮费]
where:
  - signal: debt
examples:
  bad: [欠款不还就收月亮费, 逾期要交月亮费]
  ok: [月亮很圆, 今晚看月亮]
`;
    beforeEach(() => {
      directory = fs.mkdtempSync(join(tmpdir(), "cuijian-rules-"));
      fs.mkdirSync(join(directory, "threat"));
    });
    afterEach(() => {
      fs.rmSync(directory, { recursive: true });
    });

    it("to the built-in ones", async () => {
      fs.writeFileSync(join(directory, "threat/moon-fee.yml"), RULE);
      const built = await buildClassifier({ rules: [directory], asOf: "2026-03-01" });
      expect(built.rules.map(({ id }) => id)).toEqual([...rules.map(({ id }) => id), "threat/moon-fee"]);
      const report = built.classify({ text: "欠款不还，每天加收月亮费。" });
      expect(report.verdict).toBe("improper");
      expect(flag(report, "threat")).toMatchObject({
        severity: "serious",
        evidence: [{ rule: "threat/moon-fee", start: 9, end: 12, text: "月亮费" }],
        guidance: [{ id: "crim-274" }],
      });
      expect(built.classify({ text: SAMPLES.scam })).toEqual(
        (await createClassifier({ asOf: "2026-03-01" }))({ text: SAMPLES.scam }),
      );
    });

    it("that can be left out like any other", async () => {
      fs.writeFileSync(join(directory, "threat/moon-fee.yml"), RULE);
      const without = await createClassifier({ rules: [directory], disable: ["threat/moon-fee"] });
      expect(flagIds(without({ text: "欠款不还，每天加收月亮费。" }))).not.toContain("threat");
    });

    it("or say where a rule is broken", async () => {
      const file = join(directory, "threat/moon-fee.yml");
      fs.writeFileSync(file, RULE.replace("crim-274", "crim-9999"));
      await expect(createClassifier({ rules: [directory] })).rejects.toThrow(
        expect.objectContaining({ message: expect.stringContaining(`${file}:9:12`) }),
      );
    });
  });
});

describe("classify", () => {
  it("is silent and touches no file once it is built", async () => {
    const fresh: Classify = await createClassifier();
    const saved = Object.fromEntries(
      Object.entries(fs).filter(([name, value]) => typeof value === "function" && /^[a-z]/.test(name)),
    );
    const touched: string[] = [];
    const output = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
    try {
      for (const name of Object.keys(saved)) {
        Object.assign(fs, {
          [name]: () => {
            touched.push(name);
            throw new Error(`fs.${name} was called`);
          },
        });
      }
      syncBuiltinESMExports();
      expect(() => fs.readFileSync("package.json")).toThrow("fs.readFileSync was called");
      touched.length = 0;
      for (const text of [...Object.values(SAMPLES), REMINDER, CODE, UNSIGNED]) fresh({ text });
    } finally {
      Object.assign(fs, saved);
      syncBuiltinESMExports();
    }
    expect(touched).toEqual([]);
    for (const spy of output) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});

describe("the model", () => {
  const byModelAlone = ({ flags }: Report): Flag[] => flags.filter(({ evidence }) => evidence.every(({ by }) => by === "bayes"));
  const guessed = judged.filter(({ report }) => byModelAlone(report).length > 0);

  it("alone raises no more than a warning", () => {
    expect(guessed.length).toBeGreaterThan(5);
    expect(
      guessed.flatMap(({ report }) => byModelAlone(report)).filter(({ severity }) => rank(severity) > rank("warning")),
    ).toEqual([]);
  });

  /** A classifier without any rule but the signals: every text flag is the model's alone. */
  it("alone makes nothing improper, not by two flags either", async () => {
    const signals = knowledge.rules.filter(({ signal }) => signal);
    const guess = await buildClassifier({}, { ...knowledge, rules: signals });
    const reports = messages
      .filter((_, at) => at % 2 === 0)
      .map((message) => guess.classify(message))
      // A dear rate is worked out, not guessed.
      .filter(({ flags }) => !flags.some(({ evidence }) => evidence.some(({ by }) => by === "arithmetic")));
    const twice = reports.filter((report) => byModelAlone(report).length > 1);
    expect(twice.length).toBeGreaterThan(5);
    expect(reports.filter(({ verdict }) => verdict === "improper")).toEqual([]);
    expect(new Set(twice.map(({ verdict }) => verdict))).toEqual(new Set(["questionable", "scam"]));
  });

  it("says nothing of a text of a few words", () => {
    expect(weigh({ text: "上门。" }).weighing.relevance.bayes).toBeNull();
  });
});

describe("who informs, answers or judges", () => {
  it("is flagged only by rules that hold despite it, never by the model", () => {
    const silenced = judged.filter(({ weighing }) => weighing.relevance.silenced);
    expect(silenced.length).toBeGreaterThan(300);
    const despite = new Map(knowledge.rules.map((rule) => [rule.id, rule.despite]));
    const flagged = silenced.flatMap(({ message, report, weighing }) =>
      report.flags
        .filter(({ id }) => (TEXT_FLAGS as readonly FlagId[]).includes(id))
        // Beside a rule that holds despite it, the model may add what it knows.
        .flatMap(({ evidence }) =>
          evidence.some(({ by }) => by === "rule") ? evidence.filter(({ by }) => by === "rule") : evidence,
        )
        .filter(
          (one) =>
            one.by === "bayes" ||
            (one.by === "rule" &&
              !knowledge.matching.silencing.every(
                (name) => !weighing.signals.has(name) || despite.get(one.rule)?.includes(name),
              )),
        )
        .map((one) => `${message.id}: ${one.by === "rule" ? one.rule : one.by}`),
    );
    expect(flagged).toEqual([]);
  });

  it.each([
    ["a warning", "informing", `警方提醒：收到“${SAMPLES.scam}”这类短信都是诈骗，请勿转账。`],
    ["a debtor's answer", "debtor", "请停止骚扰我的家人，你们说要打断我的腿，我会投诉你们的催收行为。"],
  ])("is not flagged: %s", (_, signal, text) => {
    const { report, weighing } = weigh({ text });
    expect(weighing.signals.has(signal)).toBe(true);
    expect(report).toMatchObject({ verdict: "unrelated", flags: [] });
  });
});

describe("advice", () => {
  it("comes in Chinese and in English, the same in both", async () => {
    const english = await createClassifier({ lang: "en" });
    for (const text of [CODE, REMINDER, UNSIGNED, ...Object.values(SAMPLES)]) {
      const [zh, en] = [classify({ text }), english({ text })];
      expect(zh.advice.length, text).toBeGreaterThan(0);
      expect(en.advice.map(({ id }) => id)).toEqual(zh.advice.map(({ id }) => id));
      for (const advice of zh.advice) expect(advice.text).toMatch(/\p{Script=Han}/u);
      for (const advice of en.advice) expect(advice.text).not.toMatch(/\p{Script=Han}/u);
      expect(en.flags.map(({ evidence }) => evidence)).toEqual(zh.flags.map(({ evidence }) => evidence));
      for (const { guidance } of en.flags)
        for (const { title, says } of guidance) expect(`${title} ${says}`).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it.each<[Verdict | FlagId, string, string]>([
    ["unrelated", CODE, "nothing-to-do"],
    ["legitimate", REMINDER, "pay-through-official-channel"],
    ["threat", SAMPLES.threat, "report-threats-to-police"],
    ["visit-bluff", SAMPLES["visit-bluff"], "you-need-not-open-the-door"],
    ["false-legal", SAMPLES["false-legal"], "debt-is-not-a-crime"],
    ["third-party", SAMPLES["third-party"], "tell-your-contacts"],
    ["scam", SAMPLES.scam, "do-not-pay-personal-account"],
    ["unidentified", UNSIGNED, "ask-who-and-on-what-authority"],
  ])("fits: %s", (_, text, id) => {
    expect(classify({ text }).advice.map((one) => one.id)).toContain(id);
  });

  it("asks to verify a court's notice, and never says there is nothing to do", () => {
    const text = "【某区人民法院】您与某银行借款纠纷一案，案号（2025）京0108民初1234号，定于5月6日开庭，详询12368。";
    const { verdict, flags, advice } = classify({ text });
    expect({ verdict, flags }).toEqual({ verdict: "unrelated", flags: [] });
    expect(advice.map(({ id }) => id)).toEqual(["verify-court-notice"]);
  });

  it("goes by how long the payment is overdue, where that is known", () => {
    const ids = (overdueDays?: number) =>
      classify({ text: UNSIGNED.replace("五天", ""), ...(overdueDays === undefined ? {} : { overdueDays }) })
        .advice.map(({ id }) => id)
        .filter((id) => ["early-days", "later-days", "suit-is-possible"].includes(id));
    expect(ids()).toEqual([]);
    expect(ids(3)).toEqual(["early-days"]);
    expect(ids(45)).toEqual(["later-days"]);
    expect(ids(120)).toEqual(["later-days", "suit-is-possible"]);
  });

  it("does not send anyone to the police over a notice", () => {
    const report = classify({ text: "【招商银行】您的信用卡账单已逾期，请致电400-820-7755还款。" });
    expect(report).toMatchObject({ verdict: "legitimate", flags: [{ id: "scam", severity: "notice" }] });
    expect(report.advice.map(({ id }) => id)).not.toContain("already-paid-act-now");
    expect(report.advice.map(({ id }) => id)).toContain("pay-through-official-channel");
  });

  it("is there for every verdict and every flag, and never for paying a scam", () => {
    for (const verdict of VERDICTS)
      expect(
        knowledge.advice.some(({ verdicts }) => verdicts.includes(verdict)),
        verdict,
      ).toBe(true);
    for (const id of FLAGS)
      expect(
        knowledge.advice.some(({ flags }) => flags.includes(id)),
        id,
      ).toBe(true);
    expect(classify({ text: SAMPLES.scam }).advice.map(({ id }) => id)).not.toContain("pay-through-official-channel");
  });
});
