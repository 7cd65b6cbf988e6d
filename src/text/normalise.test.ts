import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadKnowledge } from "../knowledge/load.js";
import { createNormaliser, originalSpan, wholeUnits } from "./normalise.js";

const data = loadKnowledge().normaliser;
const normalise = createNormaliser(data);
const textOf = (raw: string): string => normalise(raw).text;

/** What stands in the original for a word of the normalised text. */
function quoted(raw: string, word: string): string {
  const normalised = normalise(raw);
  const at = normalised.text.indexOf(word);
  expect(at, `${word} in ${normalised.text}`).toBeGreaterThanOrEqual(0);
  const { start, end } = originalSpan(normalised, at, at + word.length);
  return raw.slice(start, end);
}

describe("what a template fills in", () => {
  it.each([
    "{customer_name}",
    "{0}",
    "{{ name }}",
    `\${overdueDays}`,
    `\${order.amount}`,
    "#repay_date#",
    "%s",
    "%1$d",
    "{姓名}",
    "{应还金额}",
    "#还款日期#",
    "[客服电话]",
    "｛NAME｝",
  ])("becomes one short mark: %s", (field) => {
    expect(textOf(`您已逾期${field}，请还款`)).toBe("您已逾期{x},请还款");
    expect(quoted(`您已逾期${field}，请还款`, "{x}")).toBe(field);
  });

  it.each(["{明天就打断你的腿}", "#催收黑幕#", "[你全家]", "打9%折", "{name 上门}", "100%sure", "#1#", "{不还就上门催收}"])(
    "is nothing else: %s",
    (text) => expect(textOf(text)).not.toContain("{x}"),
  );
});

describe("reading notes", () => {
  it("go, with their brackets, after the character they explain", () => {
    expect(textOf("聯(lián)網(wǎng)查詢徵信")).toBe("联网查询征信");
    expect(textOf("催（cuī）收（shou）")).toBe("催收");
    expect(textOf("贷(dai)(dài)款")).toBe("贷款");
  });

  it("belong to no word: a quotation ends before the next one", () => {
    expect(quoted("請聯(lián)網(wǎng)", "联")).toBe("聯");
    expect(quoted("請聯(lián)網(wǎng)", "联网")).toBe("聯(lián)網");
  });

  it.each([
    ["a note after a Latin word", "HE(he)说"],
    ["what is no syllable", "请下载官方(app)还款"],
    ["a number", "尾号(1234)"],
    ["Chinese in brackets", "催收(外包)公司"],
  ])("%s stays", (_, raw) => expect(textOf(raw)).toBe(raw.toLowerCase()));
});

describe("words split to hide them", () => {
  it.each([
    ["by a space", "明日上 门核实", "明日上门核实"],
    ["by a full-width space", "明日上　门核实", "明日上门核实"],
    ["by an asterisk", "将起*诉您", "将起诉您"],
    ["by a dot in the middle", "逾·期五天", "逾期五天"],
    ["by a full stop", "已逾.期", "已逾期"],
    ["by an ellipsis", "起…诉", "起诉"],
    ["by an emoji", "立😡案", "立案"],
    ["by a sparkle, a star or an arrow", "上✨门催⭐收立→案", "上门催收立案"],
    ["by up to three symbols", "法 * 院", "法院"],
    ["in every gap of a long word", "失-信-被_执/行|人", "失信被执行人"],
    ["and one of another spelling", "逾 其", "逾期"],
    ["by a heart in WeChat", "v❤信", "微信"],
  ])("are joined: %s", (_, raw, joined) => expect(textOf(raw)).toBe(joined));

  it("are joined wherever four characters or more are spread out, known or not", () => {
    expect(textOf("米 粒 分 期提醒")).toBe("米粒分期提醒");
    expect(textOf("我.们.明.天.去.你.家")).toBe("我们明天去你家");
  });

  it("are joined wherever symbols part three characters", () => {
    expect(textOf("到现…住…址，每+天+有你受")).toBe("到现住址,每天有你受");
  });

  it("are quoted with all that stood between", () => {
    expect(quoted("我方将上 门看您", "上门")).toBe("上 门");
    expect(quoted("【提醒】起*诉材料", "起诉")).toBe("起*诉");
    expect(quoted("米 粒 分 期提醒", "粒")).toBe("米 粒 分 期");
  });

  it.each([
    ["spaces between clauses", "您好 请尽快还款 谢谢"],
    ["four symbols in a row", "上****门"],
    ["commas, full stops and list marks", "上,门。法、院;立:案"],
    ["a line end", "上\n门"],
    ["a dash", "上—门"],
    ["decimals and thousands", "2.5元,1,246.50元"],
    ["dates and times", "2025-03-01 09:30,2025.3.1,3/15"],
    ["telephone numbers", "0571-8812 3456,400-800-1234"],
    ["three characters apart that are no word", "甲 乙 丙"],
    ["a list with slashes", "男/女,本人/家人"],
    ["a Latin word before a Chinese one", "ktv 信用卡消费,tv 信号"],
    ["an address", "www.jd.com/a-b_c"],
  ])("%s stay as they are", (_, raw) => expect(textOf(raw)).toBe(raw));
});

describe("other spellings", () => {
  it.each([
    ["a homophone", "您的借款已逾其", "您的借款已逾期"],
    ["a look-alike", "还歀后解除", "还款后解除"],
    ["pinyin for one character", "请还kuan，免受zhuan账之苦", "请还款,免受转账之苦"],
    ["pinyin in capitals", "FA院", "法院"],
    ["a letter and a character", "加v信abc123", "加微信abc123"],
    ["a letter alone", "加Ｖ abc123", "加微信 abc123"],
    ["a heart", "微❤同号", "微信同号"],
    ["a character taken apart", "将起讠斥并扌句留", "将起诉并拘留"],
    ["one whose halves are words, inside a word", "力口微信，转贝长", "加微信,转账"],
    ["the same in a text with other things to join", "上 门前加微❤123", "上门前加微信123"],
    ["the usual spelling of Taiwan", "轉帳至帳戶", "转账至账户"],
    ["a spelling with its last character written out", "筷还款", "还款"],
  ])("%s gives the word", (_, raw, word) => expect(textOf(raw)).toBe(word));

  it("is quoted as the sender wrote it", () => {
    expect(quoted("请加Ｖ❤信：abc", "微信")).toBe("加Ｖ❤信");
    expect(quoted("明日到村wei", "村委")).toBe("村wei");
  });

  it.each(["tv信号", "ktv信用卡", "myweixinabc", "zhuanye", "宝贝长大", "现代贝类", "努力口才", "其月供"])(
    "is not seen inside %s",
    (raw) => {
      expect(textOf(raw)).toBe(raw);
    },
  );

  it("may be listed in traditional characters", () => {
    const { text } = createNormaliser({ traditional: "訢䜣", words: [], variants: { 起訢: "起诉" }, fields: [] })("已起訢");
    expect(text).toBe("已起诉");
  });

  it("that stands for itself shields what it holds, whole", () => {
    const shielding = createNormaliser({ traditional: "", words: [], variants: { 余期: "逾期", 剩余期: "剩余期" }, fields: [] });
    const normalised = shielding("剩余期数3,已余期");
    expect(normalised.text).toBe("剩余期数3,已逾期");
    expect(originalSpan(normalised, 1, 3)).toEqual({ start: 0, end: 3 });
  });

  it("leaves every word of the lexicon alone", () => {
    const words = [...data.words, ...Object.values(data.variants)];
    expect(words.length).toBeGreaterThan(100);
    expect(words.filter((word) => textOf(word) !== word)).toEqual([]);
  });

  it("works for every spelling in the lexicon", () => {
    const spellings = Object.entries(data.variants);
    expect(spellings.length).toBeGreaterThan(100);
    expect(spellings.filter(([spelling, word]) => textOf(spelling) !== word)).toEqual([]);
  });
});

describe("numbers spelt in Chinese digits", () => {
  it.each([
    ["a telephone number", "电话一三八零零一三八零零零", "电话13800138000"],
    ["with 幺 for one and 〇 for nought", "幺三八〇〇幺三八〇〇〇", "13800138000"],
    ["in bankers' digits", "壹贰叁肆伍陆柒捌玖零", "1234567890"],
    ["six digits are enough", "工号一二三四五六", "工号123456"],
  ])("become Arabic: %s", (_, raw, arabic) => expect(textOf(raw)).toBe(arabic));

  it.each(["一二三四五", "三万五千元", "二〇二五年", "一五一十地说", "十一二三四"])(
    "%s is too short or no such number",
    (raw) => {
      expect(textOf(raw)).toBe(raw);
    },
  );

  it("are quoted whole", () => {
    expect(quoted("加一三八零零一三八零零零", "1380")).toBe("一三八零零一三八零零零");
  });
});

describe("spans", () => {
  it("are the same numbers where nothing was changed", () => {
    expect(originalSpan(normalise("已逾期3天"), 1, 3)).toEqual({ start: 1, end: 3 });
    expect(wholeUnits(normalise("已逾期3天"), { start: 1, end: 3 })).toEqual({ start: 1, end: 3 });
  });

  it("count UTF-16 units of the text as it came in", () => {
    expect(originalSpan(normalise("🐔🐔逾\u200b期"), 4, 6)).toEqual({ start: 4, end: 7 });
  });

  it("grow to the whole unit they touch", () => {
    const normalised = normalise("请上 门看");
    expect(originalSpan(normalised, 2, 3)).toEqual({ start: 1, end: 4 });
    expect(wholeUnits(normalised, { start: 2, end: 3 })).toEqual({ start: 1, end: 3 });
  });

  it("cover all of two units that one rewrite has grown together", () => {
    // The spread is one unit, and the spelling at its end, with the character after it, another.
    const raw = "请.你.们.上.诈pian了";
    expect(textOf(raw)).toBe("请你们上诈骗了");
    expect(quoted(raw, "你")).toBe("请.你.们.上.诈pian");
  });

  it("stay empty where they are empty, also at the end of the text", () => {
    const normalised = normalise("聯(lián)網(wǎng)");
    expect(originalSpan(normalised, 1, 1)).toEqual({ start: 7, end: 7 });
    expect(originalSpan(normalised, 2, 2)).toEqual({ start: 14, end: 14 });
    expect(wholeUnits(normalised, { start: 1, end: 1 })).toEqual({ start: 1, end: 1 });
  });
});

describe("for any text", () => {
  const oneOf = (...pieces: readonly string[]) => fc.constantFrom(...pieces);
  const piece = fc.oneof(
    oneOf(...data.words),
    oneOf(...Object.keys(data.variants)),
    // Beginnings and ends of spellings, which may meet a neighbour's.
    oneOf(...Object.keys(data.variants)).chain((word) => fc.nat(word.length).map((cut) => word.slice(cut))),
    oneOf(...data.words).chain((word) => fc.nat(word.length).map((cut) => word.slice(0, cut))),
    // Words spread out by one thing or another.
    fc
      .tuple(oneOf(...data.words, ...Object.keys(data.variants)), oneOf(" ", "*", "❤", "·", ". ", "\u200b", "😡"))
      .map(([word, filler]) => [...word].join(filler)),
    oneOf(..."逾期上门催收信用卡加薇微您我的了在人户籍地"),
    oneOf(..."聯網貸歀於週帳單電話訴徵薴"),
    oneOf(..."零一幺二贰三四五六七八九", "一三八零零一三八"),
    oneOf(..."abivwxznhuag019.,:;!?()[]{}<>\n\t"),
    oneOf(..."ＡｖＷ５．，（）：￥　"),
    oneOf("(shang)", "（wǎng）", "(wei)", "(he)", "(a\u0301n)", "(zhu", "ang)"),
    oneOf(..." *.·-_~+|/\\^'\"`#&=❤♥★→✨⭐"),
    oneOf("😡", "👨‍👩‍👧", "1️⃣", "➕", "🅥", "①", "❶", "⓫", "㎡", "㈠", "ﷺ", "ß", "İ", "℡"),
    oneOf("\u200b", "\ufeff", "\u202e", "\u0336", "\u00ad", "\ufe0f", "\u0000", "\r", "\u2028"),
    oneOf("\ud83d", "\ude00", "\udc00", "\ud840"),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  const message = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
  const range = fc.tuple(message, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));

  it("what is quoted normalises to what was matched", () => {
    fc.assert(
      fc.property(range, ([raw, a, b]) => {
        const normalised = normalise(raw);
        const [start, end] = [a, b].map((share) => Math.round(share * normalised.text.length)).sort((x, y) => x - y) as [
          number,
          number,
        ];
        const original = originalSpan(normalised, start, end);
        const units = wholeUnits(normalised, { start, end });
        expect(textOf(raw.slice(original.start, original.end))).toBe(normalised.text.slice(units.start, units.end));
      }),
      { numRuns: 3000 },
    );
  });

  it("offsets never go back and never leave the text", () => {
    fc.assert(
      fc.property(message, (raw) => {
        const { text, from, to } = normalise(raw);
        if (!from || !to) {
          expect(text).toBe(raw);
          return;
        }
        expect([from.length, to.length]).toEqual([text.length, text.length]);
        for (let i = 0; i < text.length; i++) {
          const [start, end] = [from[i] as number, to[i] as number];
          expect(start).toBeGreaterThanOrEqual(i > 0 ? (from[i - 1] as number) : 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(raw.length);
          // A new unit begins where the one before has ended, or later.
          if (i > 0 && start !== from[i - 1]) expect(start).toBeGreaterThanOrEqual(to[i - 1] as number);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("a normalised text is its own normal form", () => {
    fc.assert(
      fc.property(message, (raw) => {
        const once = textOf(raw);
        expect(textOf(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });
});
