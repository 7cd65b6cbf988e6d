import { describe, expect, it } from "vitest";
import { findEntities } from "../text/entities.js";
import { createNormaliser } from "../text/normalise.js";
import { createDirectory, isLender, type Sender } from "./standing.js";

const normalise = createNormaliser({ traditional: "門门東东", words: [], variants: {}, fields: [] });
const fold = (text: string): string => normalise(text).text;

const aSender = (parts: Partial<Sender>): Sender => ({
  id: "sanhe",
  name: "三禾消费金融有限公司",
  nameEn: "Sanhe Consumer Finance",
  kind: "consumer-finance",
  aliases: ["三禾消金", "三禾"],
  domains: [],
  hotlines: [],
  ...parts,
});
const SANHE = aSender({
  domains: [
    { value: "sanhe-cf.com", confidence: "verified" },
    { value: "pay.sanhe.cn", confidence: "secondary" },
    { value: "sanhe.shop", confidence: "unverified" },
  ],
  hotlines: [
    { value: "400-700-1234", confidence: "verified" },
    { value: "95999", confidence: "secondary" },
    { value: "010-66668888", confidence: "unverified" },
  ],
});
const DONGGU = aSender({ id: "donggu", name: "东谷银行", aliases: ["东谷", "谷e贷", "GD Bank"] });

describe("createDirectory", () => {
  const directory = createDirectory([SANHE, DONGGU], fold);

  it.each([
    ["sanhe", "sanhe"],
    ["三禾", "sanhe"],
    ["SANHE", "sanhe"],
    ["東谷銀行", "donggu"],
    ["东谷", "donggu"],
    ["ＧＤ　Ｂａｎｋ", "donggu"],
    ["三禾消金的分期", "sanhe"],
    ["谷E贷", "donggu"],
  ])("knows whom %s names", (name, id) => {
    expect(directory.byName(name)?.id).toBe(id);
  });

  it.each(["百川小贷", "", "san", "gd", "constructor"])("knows nobody of the name %j", (name) => {
    expect(directory.byName(name)).toBeUndefined();
  });

  const mentioned = (text: string): string[] =>
    directory.mentions(fold(text), findEntities(fold(text))).map(({ sender }) => sender.id);
  const named = (text: string): string | undefined => mentioned(text)[0];

  it("takes the signature before anything else in the text", () => {
    expect(named("东谷的客户您好，请还款【三禾消金】")).toBe("sanhe");
    expect(named("【东谷银行】您的三禾分期已逾期")).toBe("donggu");
    expect(named("【催收中心】三禾委托我方，东谷也一样")).toBe("sanhe");
  });

  it("takes no other entity for a signature", () => {
    const number = { kind: "case-number", start: 4, end: 6, value: "三禾" } as const;
    expect(directory.mentions("东谷与案号三禾", [number])[0]?.sender.id).toBe("donggu");
  });

  it("finds a lender in running text by its Chinese names only", () => {
    expect(named("您在三禾的借款已逾期")).toBe("sanhe");
    expect(named("sanhe donggu gd bank")).toBeUndefined();
    expect(named("请尽快还款")).toBeUndefined();
  });

  it("finds every sender a text names, those of signatures first, with their places", () => {
    expect(mentioned("东谷的客户您好，三禾【三禾消金】")).toEqual(["sanhe", "donggu", "sanhe"]);
    const text = "您在三禾消金的借款";
    const [mention] = directory.mentions(text, []);
    expect(text.slice(mention?.start, mention?.end)).toBe("三禾消金");
  });

  it("is content with nobody to know", () => {
    const empty = createDirectory([], fold);
    expect(empty.byName("三禾")).toBeUndefined();
    expect(empty.mentions("三禾", [])).toEqual([]);
  });
});

describe("standings", () => {
  /** Each link and number of a text, with how it stands to the lender. */
  const of = (text: string, lender: Sender | undefined, ...others: readonly Sender[]): string[] =>
    createDirectory([...(lender ? [lender] : []), ...others], fold)
      .standings(findEntities(text), lender ? [lender] : [])
      .map(({ kind, value, standing }) => `${kind} ${value} ${standing}`);
  const COURT = aSender({
    id: "court",
    kind: "court",
    aliases: ["某法院"],
    hotlines: [{ value: "12368", confidence: "verified" }],
  });

  it("tells another lender's channel from one nobody is known to have", () => {
    const donggu = { ...DONGGU, hotlines: [{ value: "95777", confidence: "unverified" }] } as const;
    expect(of("95777 95778", SANHE, donggu)).toEqual(["short-number 95777 another", "short-number 95778 other"]);
    expect(of("95777", donggu, SANHE)).toEqual(["short-number 95777 listed"]);
  });

  it("knows a number two share as each one's own", () => {
    const group = { ...DONGGU, hotlines: [{ value: "95999", confidence: "unverified" }] } as const;
    expect(of("95999", SANHE, group)).toEqual(["short-number 95999 official"]);
    expect(of("95999", group, SANHE)).toEqual(["short-number 95999 listed"]);
  });

  it("takes the line of an authority for nobody's", () => {
    expect(isLender(COURT)).toBe(false);
    expect(of("12368", SANHE, COURT)).toEqual(["short-number 12368 unknown"]);
  });

  it.each([
    ["https://www.sanhe-cf.com/repay", "link sanhe-cf.com official"],
    ["m.sanhe-cf.com", "link sanhe-cf.com official"],
    ["pay.sanhe.cn/1", "link sanhe.cn official"],
    ["sanhe.shop", "link sanhe.shop listed"],
    ["sanhe-cf.com.pay-now.top/x", "link pay-now.top other"],
    ["sanhe-cf.cn", "link sanhe-cf.cn other"],
    ["4007001234", "service-number 4007001234 official"],
    ["400-700-1234", "service-number 4007001234 official"],
    ["95999", "short-number 95999 official"],
    ["010-66668888", "landline 01066668888 listed"],
    ["95998", "short-number 95998 other"],
    ["13900001111", "mobile 13900001111 other"],
    ["1069123456789", "sms-port 1069123456789 other"],
  ])("says of %s: %s", (text, expected) => {
    expect(of(text, SANHE)).toEqual([expected]);
  });

  it.each(["点击短链接还款", "http://192.168.3.4/pay"])("says nothing of a link without a domain: %s", (text) => {
    expect(of(text, SANHE)).toEqual(["link  unknown"]);
  });

  it("says nothing without a lender, or of a lender whose channels are not known", () => {
    expect(of("sanhe-cf.com 95999", undefined)).toEqual(["link sanhe-cf.com unknown", "short-number 95999 unknown"]);
    expect(of("sanhe-cf.com 95999", DONGGU)).toEqual(["link sanhe-cf.com unknown", "short-number 95999 unknown"]);
    const { domains } = SANHE;
    expect(of("donggu.cn 95999", { ...DONGGU, domains })).toEqual(["link donggu.cn other", "short-number 95999 unknown"]);
  });

  it("says nothing of what is neither link nor number", () => {
    expect(of("8888元 6222021234567890123", SANHE)).toEqual(["money 8888元 unknown", "card 6222021234567890123 unknown"]);
  });

  it("does not take a number for a domain of the same digits", () => {
    const lender = aSender({ domains: [{ value: "95999.com", confidence: "verified" }], hotlines: SANHE.hotlines });
    expect(of("95999.com", lender)).toEqual(["link 95999.com official"]);
    expect(of("95999", { ...lender, hotlines: [{ value: "95998", confidence: "verified" }] })).toEqual([
      "short-number 95999 other",
    ]);
  });
});
