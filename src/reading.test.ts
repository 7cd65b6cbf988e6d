import { describe, expect, it } from "vitest";
import { createReading } from "./reading.js";
import type { Segmenter } from "./segment/segmenter.js";
import { createDirectory, type Sender } from "./senders/standing.js";
import { createNormaliser } from "./text/normalise.js";
import type { Message } from "./types.js";

const normalise = createNormaliser({ traditional: "東东", words: [], variants: {}, fields: [] });
const aSender = (id: string, name: string, parts: Partial<Sender> = {}): Sender => ({
  id,
  name,
  nameEn: id,
  kind: "bank",
  aliases: [],
  domains: [],
  hotlines: [],
  ...parts,
});
const SENDERS = [
  aSender("sanhe", "三禾银行", { hotlines: [{ value: "95001", confidence: "verified" }] }),
  aSender("donggu", "东谷银行"),
  aSender("courts", "某县法院", { kind: "court" }),
];
const read = createReading(
  normalise,
  createDirectory(SENDERS, (text) => normalise(text).text),
  (): Segmenter => {
    throw new Error("nothing here asks for words");
  },
);
/** What is known of a message beforehand: signal → the words that give it. */
function given(message: Message): Record<string, string[]> {
  const { subject } = read(message);
  return Object.fromEntries(
    [...subject.given].map(([name, spans]) => [name, spans.map(({ start, end }) => subject.text.text.slice(start, end))]),
  );
}

describe("a message made ready", () => {
  it("is judged against the lender recorded, else the one that signs, else the first named", () => {
    const text = "您在东谷银行的借款【三禾银行】";
    expect(read({ text }).sender?.id).toBe("sanhe");
    expect(read({ text, lender: "東谷銀行" }).sender?.id).toBe("sanhe");
    expect(read({ text, lender: "东谷银行" }).sender?.id).toBe("donggu");
    expect(read({ text: "东谷银行和三禾银行" }).sender?.id).toBe("donggu");
    expect(read({ text: "请还款" }).sender).toBeUndefined();
  });

  it("says that a lender is named, and by which words", () => {
    expect(given({ text: "东谷银行提醒您还款" })).toEqual({ "lender-named": ["东谷银行"] });
    expect(given({ text: "请还款", lender: "sanhe" })).toEqual({ "lender-named": [""] });
    expect(given({ text: "某县法院" })).toEqual({});
  });

  it("says where another lender is named than the one it is judged against", () => {
    expect(given({ text: "【三禾银行】您在东谷银行的借款" })["lender-other"]).toEqual(["东谷银行"]);
    expect(given({ text: "【三禾银行】您的借款", lender: "donggu" })["lender-other"]).toEqual(["三禾银行"]);
    expect(given({ text: "【三禾银行】三禾银行提醒您，某县法院" })).not.toHaveProperty("lender-other");
    expect(given({ text: "某县法院：东谷银行诉您" })).not.toHaveProperty("lender-other");
  });

  it("gives the stage as recorded, else as the text states", () => {
    expect(given({ text: "已逾期12天" })).toEqual({ "stage-1-15": ["逾期12天"] });
    expect(given({ text: "已逾期12天", overdueDays: 100 })).toEqual({ "stage-over-30": [""], "stage-over-90": [""] });
    expect(given({ text: "请还款" })).toEqual({});
  });

  it("holds links and numbers against every lender that has to do with it", () => {
    const standing = (message: Message) => read(message).subject.entities.map((entity) => entity.standing);
    expect(standing({ text: "请致电95001", lender: "sanhe" })).toEqual(["official"]);
    expect(standing({ text: "东谷银行委托三禾银行，请致电95001" })).toEqual(["official"]);
    expect(standing({ text: "东谷银行请您致电95001" })).toEqual(["another"]);
    expect(standing({ text: "请致电95001" })).toEqual(["unknown"]);
  });
});
