import { describe, expect, it } from "vitest";
import { buildClassifier } from "../classifier.js";
import { rank } from "../types.js";

/** What is offered in place of a flagged message is itself above reproach: as it is, and with values in it. */

const { classify, rules, knowledge } = await buildClassifier();
const suggestions = Object.entries(knowledge.suggestions).map(([id, suggestion]) => ({ id, ...suggestion }));

const VALUES = {
  name: "周女士",
  product: "消费贷",
  date: "3月15日",
  time: "10:00",
  days: "12",
  amount: "1280.50",
  principal: "1200",
  interest: "60.50",
  penalty: "20",
  contract: "XF20240315001",
  court: "北京市海淀区人民法院",
  case: "（2026）京0108民初1234号",
  lawfirm: "北京明澄律师事务所",
  lawyer: "高原",
  licence: "11101201510123456",
  phone: "010-62345678",
  mediator: "海淀区人民调解委员会",
  agency: "诚益服务公司",
  tail: "1234",
  item: "消费",
  company: "三禾消费金融",
  app: "三禾App",
  hotline: "400-812-3456",
  complaints: "400-812-3457",
};

/** Early and late, small and large. */
const FILLINGS = {
  "an unknown lender, a day late": { ...VALUES, days: "1" },
  "an unknown lender, months late": { ...VALUES, days: "95" },
  "a large bill": { ...VALUES, product: "信用卡", amount: "23,600", date: "2026-03-01", days: "400" },
  "a small bill": { ...VALUES, product: "分期账单", amount: "86", date: "2026年3月1日", time: "下午3点" },
} satisfies Record<string, Readonly<Record<string, string>>>;

/** Five of each kind of lender, with their own lines. */
const LENDERS = ["bank", "consumer-finance", "small-loan", "internet-lender"].flatMap((kind) =>
  knowledge.senders
    .filter((sender) => sender.kind === kind)
    .slice(0, 5)
    .map(({ name, hotlines }) => {
      const hotline = hotlines[0]?.value ?? VALUES.hotline;
      return { ...VALUES, company: name, app: `${name}App`, hotline, complaints: hotline };
    }),
);

function filled(wording: string, values: Readonly<Record<string, string>>): string {
  return wording.replace(/\{(.*?)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for {${name}}`);
    return value;
  });
}

function expectBlameless(text: string): void {
  const { verdict, flags } = classify({ text });
  expect(
    flags.filter(({ severity }) => rank(severity) >= rank("warning")),
    text,
  ).toEqual([]);
  expect(["legitimate", "unrelated"], text).toContain(verdict);
}

describe.each(suggestions)("$id", ({ zh, en }) => {
  it("is blameless as it is", () => expectBlameless(zh));

  it.each(Object.entries(FILLINGS))("is blameless filled in for %s", (_, values) => expectBlameless(filled(zh, values)));

  it("is blameless from lenders we know", () => {
    expect(LENDERS.length).toBeGreaterThan(15);
    for (const values of LENDERS) expectBlameless(filled(zh, values));
  });

  it("is signed, names a line to call, and is told in one English sentence", () => {
    expect(zh).toMatch(/^【\{(?:company|agency|lawfirm)\}】/);
    expect(zh).toMatch(/\{company\}/);
    expect(zh).toMatch(/客服(?:电话|\{hotline\})/);
    expect(en).toMatch(/^[A-Z][^.!?]+\.$/);
  });
});

describe("suggestions", () => {
  it("are each offered by a rule, and each value is asked for", () => {
    const offered = new Set(rules.map(({ suggest }) => suggest?.zh));
    expect(suggestions.filter(({ zh }) => !offered.has(zh)).map(({ id }) => id)).toEqual([]);
    const wordings = suggestions.map(({ zh }) => zh).join("");
    expect(Object.keys(VALUES).filter((name) => !wordings.includes(`{${name}}`))).toEqual([]);
  });

  it("are there for every rule on what a lender says, from warning up, but for these", () => {
    const without = rules.filter(
      ({ flag, severity, suggest }) => flag && flag !== "scam" && rank(severity) >= rank("warning") && !suggest,
    );
    expect(without.map(({ id }) => id)).toEqual(Object.keys(WITHOUT));
  });
});

/** Rules without a suggestion, and why there is nothing a lender might have meant to say. */
const WITHOUT: Readonly<Record<string, string>> = {
  "false-legal/identity-misused": "a swindler's story, not a lender's",
  "false-legal/poses-as-regulator": "a swindler's story, not a lender's",
  "false-legal/prize-summons": "a swindler's story, not a lender's",
  "threat/bare-menace": "about no debt: whatever was meant is not known",
};
