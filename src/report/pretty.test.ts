import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { Evidence, Flag, Report } from "../types.js";
import { type Entry, reportOn, type View } from "./entry.js";
import { pretty } from "./pretty.js";
import { aView as anyView } from "./report.testing.js";

const TEXT = "【三禾】外访组已出发，今日到达户籍地，联系13912345678。";
const WHY: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  "visit-bluff/crew": ["以上门施压，却没有时间、依据和核实方式", "Presses with a visit that cannot be checked"],
  "threat/door": ["威胁损坏财物", "Threatens to damage property"],
};

const aView = (parts: Partial<View> = {}): View => {
  const why = (rule: string): string => WHY[rule]?.[parts.language === "en" ? 1 : 0] ?? "";
  return anyView({ ruleOf: (rule) => ({ title: rule, why: why(rule), severity: "serious", guidance: [] }), ...parts });
};

/** These words of `text`, found by a rule. */
function found(words: string, text = TEXT, rule = "visit-bluff/crew", after = 0): Evidence {
  const start = text.indexOf(words, after);
  return { by: "rule", rule, start, end: start + words.length, text: words };
}

const aFlag = (parts: Partial<Flag> = {}): Flag => ({
  id: "visit-bluff",
  severity: "serious",
  confidence: 0.934,
  evidence: [found("外访组已出发"), found("到达户籍地")],
  guidance: [
    {
      id: "guide-13",
      title: "催收工作指引",
      article: "第十三条",
      inForceFrom: "2026-03-01",
      says: "上门须两人以上，并出示证件。",
      sourceConfidence: "secondary",
    },
  ],
  ...parts,
});

const aReport = (parts: Partial<Report> = {}): Report => ({
  id: "短信.xml:12",
  verdict: "improper",
  confidence: 0.97,
  flags: [aFlag()],
  advice: [
    { id: "verify", text: "拨打债权机构官方客服核实，不要用短信里的号码。" },
    { id: "keep", text: "保存短信和通话记录。" },
  ],
  ...parts,
});

const anEntry = (parts: Partial<Report> = {}, text = TEXT): Entry => ({ kind: "report", report: aReport(parts), text });
const AN_ERROR: Entry = {
  kind: "error",
  id: "in.jsonl:2",
  problem: { code: "not-json", message: "not JSON: a comma is missing", where: "in.jsonl:2:17", hint: "one record a line" },
};
const whole = (entries: readonly Entry[], view = aView()): string => reportOn(pretty, entries, view);
/** The lines of a report that show the message. */
const shown = (entry: Entry, view = aView({ width: 100 })): string => whole([entry], view).split("\n\n")[1] as string;
const marked = (text: string, ...evidence: Evidence[]): string =>
  shown(anEntry({ flags: evidence.map((one) => aFlag({ evidence: [one] })), advice: [] }, text)).trim();

describe("pretty", () => {
  it("says nothing of an empty run", () => {
    expect(whole([])).toBe("");
  });

  it("shows the message, each flag with its grounds, and what to do", () => {
    expect(whole([anEntry()])).toMatchInlineSnapshot(`
      "短信.xml:12  违规 improper  把握 97%

        【三禾】⟦外访组已出发⟧，今日⟦到达户籍地⟧，联系139****5678。

      严重  上门虚张声势 visit-bluff  把握 93%
        · “外访组已出发” “到达户籍地” 以上门施压，却没有时间、依据和核实方式
          [visit-bluff/crew]
        · 《催收工作指引》第十三条（据转述，未见原文）：上门须两人以上，并出示证件。

      接下来怎么做
        1. 拨打债权机构官方客服核实，不要用短信里的号码。
        2. 保存短信和通话记录。

        以上是参考，不是法律意见。债务本身不因催收方式不当而消失。
      "
    `);
  });

  it("offers another wording under its flag, where the finding has one", () => {
    const suggest = {
      zh: "【{company}】如您愿意当面沟通，请致电官方客服{hotline}，由您选择时间和地点。",
      en: "Offer a talk at a time and place the debtor chooses.",
    };
    const finding = { fingerprint: "0", flag: "visit-bluff", severity: "serious", rule: "visit-bluff/crew", spans: [] } as const;
    const flags = [aFlag({ guidance: [] }), aFlag({ id: "threat", evidence: [found("联系")], guidance: [] })];
    const entry: Entry = { ...anEntry({ flags, advice: [] }), findings: [{ ...finding, suggest }, finding] } as Entry;
    expect(whole([entry])).toMatchInlineSnapshot(`
      "短信.xml:12  违规 improper  把握 97%

        【三禾】⟦外访组已出发⟧，今日⟦到达户籍地⟧，⟦联系⟧139****5678。

      严重  上门虚张声势 visit-bluff  把握 93%
        · “外访组已出发” “到达户籍地” 以上门施压，却没有时间、依据和核实方式
          [visit-bluff/crew]
        · 可改为：【{company}】如您愿意当面沟通，请致电官方客服{hotline}，由您选择时间
          和地点。

      严重  威胁恐吓 threat  把握 93%
        · “联系” 以上门施压，却没有时间、依据和核实方式 [visit-bluff/crew]
      "
    `);
    expect(whole([entry], aView({ language: "en" }))).toMatchInlineSnapshot(`
      "短信.xml:12  improper  confidence 97%

        【三禾】⟦外访组已出发⟧，今日⟦到达户籍地⟧，⟦联系⟧139****5678。

      serious  visit bluff  confidence 93%
        · “外访组已出发” “到达户籍地” Presses with a visit that cannot be checked
          [visit-bluff/crew]
        · Say instead: Offer a talk at a time and place the debtor chooses.
          “【{company}】如您愿意当面沟通，请致电官方客服{hotline}，由您选择时间和地
          点。”

      serious  threat  confidence 93%
        · “联系” Presses with a visit that cannot be checked [visit-bluff/crew]
      "
    `);
  });

  it("shows the same in English", () => {
    const guidance = [
      { ...(aFlag().guidance[0] as Flag["guidance"][number]), title: "Collection guideline", says: "Two collectors at least." },
    ];
    const flags = [
      aFlag({
        guidance,
        evidence: [
          found("外访组已出发"),
          {
            by: "bayes",
            band: "likely",
            terms: [
              { term: "外访_组", weight: 2 },
              { term: "户籍", weight: 1 },
            ],
          },
        ],
      }),
    ];
    const advice = [{ id: "verify", text: "Ask the lender on a line you looked up yourself." }];
    expect(whole([anEntry({ flags, advice })], aView({ language: "en" }))).toMatchInlineSnapshot(`
      "短信.xml:12  improper  confidence 97%

        【三禾】⟦外访组已出发⟧，今日到达户籍地，联系139****5678。

      serious  visit bluff  confidence 93%
        · “外访组已出发” Presses with a visit that cannot be checked
          [visit-bluff/crew]
        · model: 外访组, 户籍 (likely)
        · Collection guideline, 第十三条 (known from secondary sources): Two
          collectors at least.

      What to do next
        1. Ask the lender on a line you looked up yourself.

        Guidance, not legal advice. A debt stays a debt, however it is collected.
      "
    `);
  });

  it("shows what the model and what the time of sending say", () => {
    const flags = [
      aFlag({
        id: "quiet-hours",
        severity: "warning",
        evidence: [{ by: "metadata", field: "sentAt", value: "2026-04-03T23:10:00+08:00" }],
        guidance: [],
      }),
      aFlag({
        id: "threat",
        severity: "warning",
        evidence: [
          {
            by: "bayes",
            band: "strong",
            terms: [
              { term: "上门_清收", weight: 1.9 },
              { term: "今日", weight: 1.2 },
            ],
          },
        ],
        guidance: [],
      }),
    ];
    expect(whole([anEntry({ flags, advice: [] }, "今日清收")])).toMatchInlineSnapshot(`
      "短信.xml:12  违规 improper  把握 97%

        今日清收

      注意  夜间催收 quiet-hours  把握 93%
        · 依据信息：sentAt 2026-04-03T23:10:00+08:00

      注意  威胁恐吓 threat  把握 93%
        · 模型：上门清收、今日 (strong)
      "
    `);
  });

  it("puts an error in its place, and a blank line between entries", () => {
    const plain = anEntry({ id: "a", verdict: "unrelated", flags: [], advice: [] }, "快递到了");
    expect(whole([plain, AN_ERROR, { ...plain }])).toMatchInlineSnapshot(`
      "a  非催收 unrelated  把握 97%

        快递到了

      in.jsonl:2  无法读取
        in.jsonl:2:17  not JSON: a comma is missing
          one record a line

      a  非催收 unrelated  把握 97%

        快递到了
      "
    `);
  });

  it("gives five pieces of advice at most, and no disclaimer where nothing was collected", () => {
    const advice = Array.from({ length: 7 }, (_, i) => ({ id: `advice-${i}`, text: `第${i + 1}件事` }));
    const report = whole([anEntry({ verdict: "unrelated", flags: [], advice })]);
    expect(report).toContain("  5. 第5件事\n");
    expect(report).not.toContain("第6件事");
    expect(report).not.toContain("法律意见");
    expect(whole([anEntry({ advice })])).toContain("不是法律意见");
  });

  it("names a rule once with all its words, and each word once", () => {
    const text = "老赖！老赖！泼漆！";
    const evidence = [
      found("老赖", text, "threat/door"),
      found("老赖", text, "threat/door", 2),
      found("泼漆", text, "threat/door"),
    ];
    expect(whole([anEntry({ flags: [aFlag({ id: "threat", evidence })] }, text)])).toContain(
      "  · “老赖” “泼漆” 威胁损坏财物 [threat/door]\n",
    );
  });
});

describe("the marks", () => {
  it("stand round the words that were found", () => {
    expect(marked(TEXT, found("外访组已出发"), found("今日到达"))).toBe(
      "【三禾】⟦外访组已出发⟧，⟦今日到达⟧户籍地，联系139****5678。",
    );
  });

  it("stand side by side where words touch", () => {
    expect(marked(TEXT, found("到达"), found("户籍地"))).toContain("今日⟦到达⟧⟦户籍地⟧，");
  });

  it("become one where words overlap, lie inside each other or are the same", () => {
    expect(marked(TEXT, found("今日到达"), found("到达户籍地"))).toContain("，⟦今日到达户籍地⟧，");
    expect(marked(TEXT, found("到达"), found("今日到达户籍地"), found("户籍"))).toContain("，⟦今日到达户籍地⟧，");
    expect(marked(TEXT, found("今日"), found("今日"))).toContain("，⟦今日⟧到达");
    expect(marked(TEXT, found("到达户籍地"), found("今日到达户籍"))).toContain("，⟦今日到达户籍地⟧，");
  });

  it("stand right at both ends, behind wide characters and in several lines", () => {
    expect(marked("泼漆🙂砸锁", found("泼漆", "泼漆🙂砸锁"), found("砸锁", "泼漆🙂砸锁"))).toBe("⟦泼漆⟧🙂⟦砸锁⟧");
    expect(marked("一\n二三\n四", found("二三", "一\n二三\n四"))).toBe("一\n  ⟦二三⟧\n  四");
    const parted = "一二\n\n三四";
    const flags = [aFlag({ evidence: [found("二\n\n三", parted)] })];
    expect(whole([anEntry({ flags, advice: [] }, parted)])).toContain("\n\n  一⟦二\n\n  三⟧四\n\n");
  });

  it("cannot be forged by the message", () => {
    expect(marked("⟦合法⟧泼漆", found("泼漆", "⟦合法⟧泼漆"))).toBe("[合法]⟦泼漆⟧");
    const forged = shown(anEntry({ flags: [], advice: [] }, "⟦合法"), aView({ colour: true }));
    expect(forged).toBe("  [合法\n");
  });

  it("are underlined instead where there is colour, over line ends as well", () => {
    const text = "今日外访组已出发到达户籍地";
    const flags = [aFlag({ evidence: [found("外访组已出发到达", text)] })];
    const on = "\u001b[1m\u001b[4m";
    const off = "\u001b[24m\u001b[22m";
    expect(shown(anEntry({ flags, advice: [] }, text), aView({ colour: true, width: 18 }))).toBe(
      `  今日${on}外访组已出${off}\n  ${on}发到达${off}户籍地`,
    );
  });
});

describe("a hostile message", () => {
  it("cannot steer the terminal or turn the line round", () => {
    const text = "\u001b[2J\u202e付款\u0007\r已还清\u200b";
    const report = whole([anEntry({ flags: [aFlag({ evidence: [found("付款\u0007", text)] })], advice: [] }, text)]);
    expect(report).toContain("\n  ␛[2J␣⟦付款␇⟧␍已还清␣\n");
    expect(report).toContain("  · “付款␇” ");
  });

  it("cannot do so by its id, its metadata or an error either", () => {
    const evidence: Evidence[] = [{ by: "metadata", field: "sender", value: "\u001b[31m银行" }];
    const report = whole([anEntry({ id: "a\u001b[2J\nb", flags: [aFlag({ evidence })], advice: [] })]);
    expect(report).toMatch(/^a␛\[2J␊b {2}违规 improper/);
    expect(report).toContain("  · 依据信息：sender ␛[31m银行\n");
    const error = whole([{ kind: "error", id: "\u001b[2J", problem: { code: "x", message: "bad \u001b[31m", where: "\u009b" } }]);
    expect(error).toBe("␛[2J  无法读取\n  ␣  bad ␛[31m\n");
  });
});

describe("masking", () => {
  it("covers the message, the words found and the sender, unless turned off", () => {
    const flags = [aFlag({ evidence: [found("联系13912345678"), { by: "metadata", field: "sender", value: "15012345678" }] })];
    const report = whole([anEntry({ flags })]);
    expect(report).toContain("⟦联系139****5678⟧。");
    expect(report).toContain("  · “联系139****5678” ");
    expect(report).toContain("sender 150****5678\n");
    expect(report).not.toMatch(/\d{9}/);
    const open = whole([anEntry({ flags })], aView({ mask: false }));
    expect(open).toContain("⟦联系13912345678⟧。");
    expect(open).toContain("sender 15012345678\n");
  });

  it("covers the part of a number that a rule has found", () => {
    const flags = [aFlag({ evidence: [found("联系139123456")] })];
    expect(whole([anEntry({ flags })])).toContain("  · “联系139****56” ");
  });
});

describe("colour", () => {
  const entries = [
    ...(["unrelated", "legitimate", "questionable", "improper", "scam"] as const).map((verdict) => anEntry({ verdict })),
    ...(["notice", "warning", "serious", "critical"] as const).map((severity) => anEntry({ flags: [aFlag({ severity })] })),
    AN_ERROR,
  ];

  it("is nowhere when it is off", () => {
    expect(whole(entries)).not.toContain("\u001b");
  });

  it("changes nothing else when it is on", () => {
    const coloured = whole(entries, aView({ colour: true, width: 200 }));
    const bare = coloured.replace(/\u001b\[\d+m/g, "");
    expect(bare).not.toContain("\u001b");
    expect(bare).toBe(whole(entries, aView({ width: 200 })).replace(/[⟦⟧]/g, ""));
    expect(coloured).toContain("\u001b[1m短信.xml:12\u001b[22m");
    expect(coloured).toContain("\u001b[31m");
  });
});

describe("width", () => {
  const long = anEntry(
    {
      id: "/home/账户/很长的目录/inbox-2026-03-31-exported-from-the-old-phone.xml:1024",
      flags: [
        aFlag({ id: "third-party", severity: "critical", confidence: 1 }),
        aFlag({ evidence: [{ by: "metadata", field: "sentAt", value: "2026-04-03T23:10:00+08:00" }] }),
      ],
      advice: Array.from({ length: 5 }, () => ({ id: "x", text: `${TEXT}please look up ${"https://example.org/".repeat(4)}` })),
    },
    `${TEXT}！！！！！！${TEXT}（（（${TEXT}\nhttps://pay.example.cn/${"a".repeat(120)}？${"。".repeat(50)}👨‍👩‍👧🙂 ${TEXT}`,
  );

  it.each([
    [40, "zh", false],
    [40, "zh", true],
    [40, "en", false],
    [80, "zh", false],
    [80, "zh", true],
    [80, "en", false],
  ] as const)("is kept at %d columns (%s, colour %s)", (width, language, colour) => {
    const lines = whole([long, AN_ERROR, anEntry()], aView({ width, language, colour })).split("\n");
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    expect(lines.filter((line) => / $/.test(line))).toEqual([]);
    // Room is used as well as kept.
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeGreaterThan(width - 3);
  });

  it("at 40 columns breaks heads between their parts", () => {
    const flags = [aFlag({ id: "third-party", severity: "critical", guidance: [] })];
    expect(whole([anEntry({ id: "inbox-2026-03-31.xml:1024", flags, advice: [] })], aView({ width: 40 }))).toMatchInlineSnapshot(`
      "inbox-2026-03-31.xml:1024  违规 improper
      把握 97%

        【三禾】⟦外访组已出发⟧，今日⟦到达户籍
        地⟧，联系139****5678。

      极严重  骚扰第三人与泄露 third-party
      把握 93%
        · “外访组已出发” “到达户籍地” 以上门施
          压，却没有时间、依据和核实方式
          [visit-bluff/crew]
      "
    `);
  });
});
