import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Segment } from "../segment/segmenter.js";
import { createDirectory, type Sender } from "../senders/standing.js";
import { findEntities } from "../text/entities.js";
import { createNormaliser, originalSpan } from "../text/normalise.js";
import { compileRule } from "./compile.js";
import { createMatcher, type RuleMatcher } from "./match.js";
import { ruleSchema } from "./schema.js";

const normalise = createNormaliser({ traditional: "門门還还", words: ["上门", "起诉"], variants: { 尚门: "上门" }, fields: [] });
const NEGATION = "(?:不会?|严禁)[^,。]{0,4}";

/** A flag rule as a file would have it, with all that is not the point of the test filled in. */
function aRule(parts: Readonly<Record<string, unknown>>) {
  const named = { id: "threat/a", title: "标题", titleEn: "title", examples: { bad: ["一", "二"], ok: ["三", "四"] }, ...parts };
  const flagged = { flag: "threat", severity: "warning", guidance: ["civil-1"], why: { zh: "一句理由", en: "why so" } };
  const compiled = compileRule(ruleSchema.parse("signal" in parts ? named : { ...flagged, ...named }), { not: ["不", "严禁"] });
  if (Array.isArray(compiled)) throw new Error(compiled.map(({ message }) => message).join());
  return compiled;
}

const matcher = (rules: readonly ReturnType<typeof aRule>[], silencing: readonly string[] = []): RuleMatcher =>
  createMatcher(rules, { negation: NEGATION, silencing });

interface Given {
  readonly lender?: Sender;
  /** The message cut into words; without it, no rule may ask for them. */
  readonly words?: readonly string[];
}

function match(rules: RuleMatcher, raw: string, { lender, words }: Given = {}) {
  const text = normalise(raw);
  const segments = (): Segment[] => {
    if (!words) throw new Error("no rule here needs words");
    let start = 0;
    return words.map((word) => {
      start = text.text.indexOf(word, start);
      return { word, start };
    });
  };
  const lenders = lender ? [lender] : [];
  const entities = createDirectory(lenders, (name) => name).standings(findEntities(text.text), lenders);
  return { text, ...rules.match({ text, entities, segments, given: new Map() }) };
}

/** The words of the original that each rule holds for. */
function found(rules: RuleMatcher, raw: string, given: Given = {}): Record<string, string[]> {
  const { text, flags } = match(rules, raw, given);
  return Object.fromEntries(
    flags.map(({ rule, spans }) => [
      rule.id,
      spans.map((span) => {
        const { start, end } = originalSpan(text, span.start, span.end);
        return raw.slice(start, end);
      }),
    ]),
  );
}

const words = (rules: RuleMatcher, raw: string, given: Given = {}): string[] => found(rules, raw, given)["threat/a"] ?? [];

describe("evidence", () => {
  it("is any of the conditions, in the order of the text", () => {
    const rules = matcher([aRule({ any: [{ re: "打断.{0,2}腿" }, { words: ["砸锁", "泼漆"] }] })]);
    expect(words(rules, "先泼漆，再打断你腿，最后砸锁")).toEqual(["泼漆", "打断你腿", "砸锁"]);
    expect(words(rules, "请按时还款")).toEqual([]);
  });

  it("is shown as it stands in the original, whatever normalisation did", () => {
    const rules = matcher([aRule({ any: [{ words: ["上门", "起诉"] }] })]);
    expect(words(rules, "明天上 門清收")).toEqual(["上 門"]);
    expect(words(rules, "明天上\u200b门")).toEqual(["上\u200b门"]);
    expect(words(rules, "🙂尚门，起*诉")).toEqual(["尚门", "起*诉"]);
  });

  it("is found in full where another rule, tried before, asks for the same pattern anywhere", () => {
    const rules = matcher([
      aRule({ id: "threat/b", any: [{ words: ["还钱"] }], where: [{ re: "打断.{0,2}腿" }] }),
      aRule({ any: [{ re: "打断.{0,2}腿" }] }),
    ]);
    const whole = { "threat/b": ["还钱"], "threat/a": ["打断你腿"] };
    expect(found(rules, "打断你腿，还钱")).toEqual(whole);
    expect(found(rules, "打断你腿，还钱")).toEqual(whole);
    expect(found(rules, "打断你腿，打断他腿")).toEqual({ "threat/a": ["打断你腿", "打断他腿"] });
  });

  it("is at most three places, the first ones", () => {
    const rules = matcher([aRule({ any: [{ words: ["老赖"] }] })]);
    const { flags } = match(rules, "老赖！老赖！老赖！老赖！");
    expect(flags.map(({ spans }) => spans)).toEqual([
      [
        { start: 0, end: 2 },
        { start: 3, end: 5 },
        { start: 6, end: 8 },
      ],
    ]);
  });

  it("is told once where two conditions overlap", () => {
    const rules = matcher([aRule({ any: [{ words: ["家人"] }, { re: "找你家人和朋友" }, { words: ["朋友圈"] }] })]);
    expect(words(rules, "找你家人和朋友圈")).toEqual(["找你家人和朋友"]);
  });

  it("is nothing where a pattern matches the empty text", () => {
    expect(words(matcher([aRule({ any: [{ re: "(?:老赖)?" }] })]), "你是老赖")).toEqual(["老赖"]);
    expect(found(matcher([aRule({ any: [{ re: "(?:老赖)?" }] })]), "请还款")).toEqual({});
  });

  it("may be an entity, or one that stands so to the lender", () => {
    const lender: Sender = {
      id: "sanhe",
      name: "三禾消费金融",
      nameEn: "Sanhe",
      kind: "consumer-finance",
      aliases: [],
      domains: [
        { value: "sanhe-cf.com", confidence: "verified" },
        { value: "sanhe.cn", confidence: "unverified" },
      ],
      hotlines: [],
    };
    const text = "点 sanhe-cf.com/pay 或 sanhe.cn/x 或 sanhe-pay.top/y";
    const standing = (wanted: unknown) => matcher([aRule({ any: [{ entity: "link", standing: wanted }] })]);
    expect(words(matcher([aRule({ any: [{ entity: ["link", "qq"] }] })]), text)).toHaveLength(3);
    expect(words(standing("official"), text, { lender })).toEqual(["sanhe-cf.com/pay"]);
    expect(words(standing("listed"), text, { lender })).toEqual(["sanhe.cn/x"]);
    expect(words(standing("other"), text, { lender })).toEqual(["sanhe-pay.top/y"]);
    expect(words(standing(["official", "other"]), text, { lender })).toEqual(["sanhe-cf.com/pay", "sanhe-pay.top/y"]);
    expect(words(standing("other"), text)).toEqual([]);
    expect(words(standing("unknown"), text)).toHaveLength(3);
  });
});

describe("boundary", () => {
  const rules = matcher([aRule({ any: [{ words: ["起诉", "起诉状"], boundary: true }] })]);

  it("keeps what begins and ends where words do", () => {
    expect(words(rules, "将起诉您", { words: ["将", "起诉", "您"] })).toEqual(["起诉"]);
    expect(words(rules, "起诉", { words: ["起诉"] })).toEqual(["起诉"]);
  });

  it("passes what cuts a word at either end", () => {
    expect(words(rules, "对不起诉求请走客服", { words: ["对不起", "诉求", "请", "走", "客服"] })).toEqual([]);
    expect(words(rules, "已起诉讼程序", { words: ["已", "起", "诉讼", "程序"] })).toEqual([]);
    expect(words(rules, "一起诉苦", { words: ["一起", "诉苦"] })).toEqual([]);
  });

  it("takes several words together", () => {
    expect(words(rules, "递交起诉状了", { words: ["递交", "起诉", "状", "了"] })).toEqual(["起诉状"]);
  });

  it("is not asked of other conditions", () => {
    expect(words(matcher([aRule({ any: [{ words: ["起诉"] }] })]), "一起诉苦")).toEqual(["起诉"]);
  });
});

describe("negation", () => {
  const rules = matcher([aRule({ any: [{ words: ["上门", "恐吓"] }] })]);

  it("right before the evidence turns it round", () => {
    expect(words(rules, "我们不会上门")).toEqual([]);
    expect(words(rules, "严禁以任何恐吓")).toEqual([]);
  });

  it("elsewhere does not", () => {
    expect(words(rules, "不还款，明天上门")).toEqual(["上门"]);
    expect(words(rules, "明天上门，不会再通知")).toEqual(["上门"]);
    expect(words(rules, "不要以为我们好说话就上门")).toEqual(["上门"]);
  });

  it("spares only what it stands before", () => {
    expect(words(rules, "不会恐吓，只会上门")).toEqual(["上门"]);
  });

  it("reaches over ten characters, however far its own words would", () => {
    const far = createMatcher([aRule({ any: [{ words: ["上门"] }] })], { negation: "不[^。]*", silencing: [] });
    expect(words(far, "不一二三四五六七八九上门")).toEqual([]);
    expect(words(far, "不一二三四五六七八九十上门")).toEqual(["上门"]);
  });

  it("means nothing to a rule that says so", () => {
    const rule = matcher([aRule({ negatable: false, any: [{ words: ["上门"] }] })]);
    expect(words(rule, "我们不会上门")).toEqual(["上门"]);
  });
});

describe("near", () => {
  const rules = matcher([
    aRule({ any: [{ words: ["外访"] }], near: { within: 4, any: [{ words: ["今日"] }, { entity: "clock" }] } }),
  ]);

  it("wants one of its conditions within reach, before or after", () => {
    expect(words(rules, "外访一二三四今日")).toEqual(["外访"]);
    expect(words(rules, "今日一二三四外访")).toEqual(["外访"]);
    expect(words(rules, "15:30派外访")).toEqual(["外访"]);
    expect(words(rules, "今日外访")).toEqual(["外访"]);
  });

  it("is not met one character further, or by nothing", () => {
    expect(words(rules, "外访一二三四五今日")).toEqual([]);
    expect(words(rules, "今日一二三四五外访")).toEqual([]);
    expect(words(rules, "外访")).toEqual([]);
    expect(words(rules, "今日还款")).toEqual([]);
  });

  it("keeps only the evidence it is near to", () => {
    expect(words(rules, "外访一二三四五六七八今日外访")).toEqual(["外访"]);
    expect(match(rules, "外访一二三四五六七八今日外访").flags[0]?.spans).toEqual([{ start: 12, end: 14 }]);
  });
});

describe("where", () => {
  const rules = matcher([
    aRule({ any: [{ words: ["泼漆"] }], where: [{ words: ["欠款"] }, { words: ["今晚", "明早"], within: 3 }] }),
  ]);

  it("wants all of its conditions: anywhere, or within reach", () => {
    expect(words(rules, "欠款人听着，我们有的是时间和你慢慢耗，今晚就去泼漆")).toEqual(["泼漆"]);
    expect(words(rules, "泼漆，明早见，你的欠款拖了多久")).toEqual(["泼漆"]);
  });

  it.each(["今晚就去泼漆", "你的欠款再拖，就泼漆", "今晚我们先吃饭再去泼漆，谁叫你欠款"])("is not met in %s", (text) => {
    expect(words(rules, text)).toEqual([]);
  });

  it("with a reach is met at it, and not beyond", () => {
    expect(words(rules, "欠款，今晚一二三泼漆")).toEqual(["泼漆"]);
    expect(words(rules, "欠款，今晚一二三四泼漆")).toEqual([]);
  });
});

describe("unless", () => {
  it("silences the rule wherever it stands", () => {
    const rules = matcher([aRule({ any: [{ words: ["上门"] }], unless: [{ re: "工号[0-9]{4}" }, { words: ["家电"] }] })]);
    expect(words(rules, "明日上门")).toEqual(["上门"]);
    expect(words(rules, "明日上门，我司人员会先打电话约好时间并出示证件，工号1024")).toEqual([]);
    expect(words(rules, "家电维修师傅上门")).toEqual([]);
  });

  it("with a reach silences it only from near by", () => {
    const rules = matcher([aRule({ any: [{ words: ["上门"] }], unless: [{ words: ["快递"], within: 2 }] })]);
    expect(words(rules, "快递将在上门")).toEqual([]);
    expect(words(rules, "快递已经在上门")).toEqual(["上门"]);
  });

  it("may be an entity", () => {
    const rules = matcher([aRule({ any: [{ words: ["开庭"] }], unless: [{ entity: "case-number" }] })]);
    expect(words(rules, "本案将开庭")).toEqual(["开庭"]);
    expect(words(rules, "(2025)京0105民初1234号案件将开庭")).toEqual([]);
  });
});

describe("signals", () => {
  const debt = aRule({ id: "signals/debt", signal: "debt", any: [{ words: ["欠款", "借款"] }] });
  const overdue = aRule({ id: "signals/overdue", signal: "overdue", any: [{ words: ["逾期"] }], where: [{ signal: "debt" }] });
  const news = aRule({ id: "signals/news", signal: "informing", any: [{ words: ["据报道"] }] });

  it("are given with their words, by as many rules as hold", () => {
    const more = aRule({ id: "signals/more", signal: "debt", any: [{ words: ["花呗"] }] });
    const { signals, flags } = match(matcher([debt, more, overdue]), "花呗借款已逾期");
    expect([...signals]).toEqual([
      [
        "debt",
        [
          { start: 2, end: 4 },
          { start: 0, end: 2 },
        ],
      ],
      ["overdue", [{ start: 5, end: 7 }]],
    ]);
    expect(flags).toEqual([]);
  });

  it("rest on each other", () => {
    expect([...match(matcher([debt, overdue]), "快递逾期未取").signals.keys()]).toEqual([]);
  });

  it("serve as evidence, as what is near, as a condition and against a rule", () => {
    const text = "欠款在前头，一二三四五六七八九十，法办";
    const rule = (parts: Readonly<Record<string, unknown>>): RuleMatcher => matcher([debt, overdue, aRule(parts)]);
    const any = [{ words: ["法办"] }];
    expect(words(rule({ any: [{ signal: "debt" }] }), text)).toEqual(["欠款"]);
    expect(words(rule({ any, where: [{ signal: ["overdue", "debt"] }] }), text)).toEqual(["法办"]);
    expect(words(rule({ any, where: [{ signal: "debt", within: 10 }] }), text)).toEqual([]);
    expect(words(rule({ any, near: { within: 15, any: [{ signal: "debt" }] } }), text)).toEqual(["法办"]);
    expect(words(rule({ any, near: { within: 14, any: [{ signal: "debt" }] } }), text)).toEqual([]);
    expect(words(rule({ any, unless: [{ signal: "debt" }] }), text)).toEqual([]);
    expect(words(rule({ any, unless: [{ signal: "overdue" }] }), text)).toEqual(["法办"]);
  });

  it("ease a rule to a notice, and only the rule that says so", () => {
    const eased = aRule({ id: "threat/eased", severity: "serious", any: [{ words: ["法办"] }], eased: [{ words: ["热线"] }] });
    const plain = aRule({ id: "threat/plain", severity: "serious", any: [{ words: ["法办"] }] });
    const severities = (raw: string) => match(matcher([eased, plain]), raw).flags.map(({ severity }) => severity);
    expect(severities("拖欠不还，法办")).toEqual(["serious", "serious"]);
    expect(severities("拖欠不还，法办，可拨热线")).toEqual(["notice", "serious"]);
  });

  it("that silence leave no flag rule but those written to hold despite them", () => {
    const plain = aRule({ id: "threat/plain", any: [{ words: ["打断腿"] }] });
    const despite = aRule({ id: "threat/despite", despite: ["informing"], any: [{ words: ["打断腿"] }] });
    const other = aRule({ id: "threat/other", despite: ["debtor"], any: [{ words: ["打断腿"] }] });
    const rules = matcher([news, debt, plain, despite, other], ["informing", "debtor"]);
    expect(Object.keys(found(rules, "欠款再拖打断腿"))).toEqual(["threat/plain", "threat/despite", "threat/other"]);
    expect(Object.keys(found(rules, "据报道，有人以打断腿相逼索要欠款"))).toEqual(["threat/despite"]);
    expect([...match(rules, "据报道，欠款").signals.keys()]).toEqual(["informing", "debt"]);
  });
});

describe("the order of rules", () => {
  it("does not keep a signal from rules that come before it, as those of --rules come last", () => {
    const flag = aRule({ id: "threat/plain", any: [{ words: ["打断腿"] }] });
    const asking = aRule({ id: "threat/asking", any: [{ words: ["打断腿"] }], where: [{ signal: "demand" }] });
    const demand = aRule({ id: "own/demand", signal: "demand", any: [{ words: ["还款"] }] });
    const news = aRule({ id: "own/news", signal: "informing", any: [{ words: ["据报道"] }] });
    const rules = matcher([flag, asking, demand, news], ["informing"]);
    expect(Object.keys(found(rules, "还款，否则打断腿"))).toEqual(["threat/plain", "threat/asking"]);
    expect(found(rules, "据报道，有人为还款打断腿")).toEqual({});
  });

  it("is the order of what they find", () => {
    const rules = ["threat/z", "threat/a", "scam/m"].map((id) => aRule({ id, any: [{ words: ["泼漆"] }] }));
    expect(Object.keys(found(matcher(rules), "泼漆"))).toEqual(["threat/z", "threat/a", "scam/m"]);
    expect(Object.keys(found(matcher([...rules].reverse()), "泼漆"))).toEqual(["scam/m", "threat/a", "threat/z"]);
  });
});

describe("a pattern several conditions share", () => {
  it("says the same to each: as evidence, nearby, anywhere, on boundaries", () => {
    const re = "起诉";
    const any = [{ words: ["还款"] }];
    const rules = matcher([
      aRule({ id: "threat/evidence", any: [{ re }] }),
      aRule({ id: "threat/near", any, near: { within: 3, any: [{ re }] } }),
      aRule({ id: "threat/where", any, where: [{ re }] }),
      aRule({ id: "threat/within", any, where: [{ re, within: 3 }] }),
      aRule({ id: "threat/boundary", any, where: [{ re, boundary: true }] }),
      aRule({ id: "threat/unless", any, unless: [{ re }] }),
      aRule({ id: "threat/unless-within", any, unless: [{ re, within: 3 }] }),
    ]);
    const of = (text: string, cut: readonly string[]): string[] => Object.keys(found(rules, text, { words: cut }));
    const named = (...names: readonly string[]): string[] => names.map((name) => `threat/${name}`);
    expect(of("还款，起诉", ["还款", "起诉"])).toEqual(named("evidence", "near", "where", "within", "boundary"));
    expect(of("还款，他们一起诉苦", ["还款", "他们", "一起", "诉苦"])).toEqual(named("evidence", "where", "unless-within"));
    expect(of("还款", ["还款"])).toEqual(named("unless", "unless-within"));
  });

  it("holds nowhere by matching the empty text, and starts afresh with each message", () => {
    const rules = matcher([
      aRule({ id: "threat/where", any: [{ words: ["还款"] }], where: [{ re: "(?:起诉)?" }] }),
      aRule({ id: "threat/unless", any: [{ words: ["还款"] }], unless: [{ re: "(?:起诉)?" }] }),
    ]);
    for (let time = 0; time < 2; time++) {
      expect(Object.keys(found(rules, "请还款"))).toEqual(["threat/unless"]);
      expect(Object.keys(found(rules, "还款，不然起诉"))).toEqual(["threat/where"]);
    }
  });
});

describe("looking for words first", () => {
  it("changes nothing but the time it takes", () => {
    const rules = [
      aRule({ id: "threat/a", any: [{ re: "打断.{0,2}腿" }, { words: ["泼漆"] }] }),
      aRule({ id: "threat/b", any: [{ re: "(?:上|到)门(?:清收)?" }], unless: [{ words: ["快递"] }] }),
      aRule({ id: "threat/c", any: [{ re: "[打泼].?(?:断|漆)" }], near: { within: 3, any: [{ words: ["腿"] }] } }),
      aRule({ id: "threat/d", any: [{ re: "清收(?=快递)|断腿" }] }),
    ];
    expect(rules.map((rule) => rule.words)).toEqual([["打断", "泼漆"], ["上门", "到门"], null, ["断腿", "清收"]]);
    const quick = matcher(rules);
    const thorough = matcher(rules.map((rule) => ({ ...rule, words: null })));
    let flagged = 0;
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("打断", "腿", "泼漆", "上", "到", "门", "清收", "快递", "不", " "), maxLength: 16 }),
        (text) => {
          const result = found(quick, text);
          expect(result).toEqual(found(thorough, text));
          if (Object.keys(result).length > 0) flagged++;
        },
      ),
      { numRuns: 2_000, seed: 2_026 },
    );
    expect(flagged).toBeGreaterThan(500);
  });
});
