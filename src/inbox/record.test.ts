import { describe, expect, it } from "vitest";
import { type InboxRecord, toRecord } from "./record.js";

const WHERE = "inbox.jsonl:7";
const ORIGIN = { file: "inbox.jsonl", format: "jsonl", record: 5, line: 7 };
const record = (value: unknown): InboxRecord => toRecord(value, { id: "inbox.jsonl:7", where: WHERE, origin: ORIGIN });
const problemOf = (value: unknown) => {
  const found = record(value);
  if (found.kind !== "broken") throw new Error(`it was read as ${found.kind}`);
  return found.problem;
};
const text = "您的借款已逾期3天,请尽快还款。";

describe("a record", () => {
  it("with a text is a message", () => {
    expect(record({ text })).toEqual({
      kind: "message",
      id: "inbox.jsonl:7",
      where: WHERE,
      origin: ORIGIN,
      message: { id: "inbox.jsonl:7", text },
      expected: {},
      extra: {},
    });
  });

  it("keeps its text as it came: nothing trimmed, nothing folded", () => {
    const raw = "  您的借款\u200b已逾期 \r\n";
    expect(record({ text: raw })).toMatchObject({ message: { text: raw } });
  });

  it("may bring all a message can", () => {
    const fields = { sentAt: "2025-04-03T21:30:00+08:00", sender: "1069000000", lender: "jd", overdueDays: 0, direction: "in" };
    expect(record({ id: "m1", text, ...fields })).toMatchObject({ kind: "message", message: { id: "m1", text, ...fields } });
  });

  it("may leave any of it null", () => {
    const empty = {
      id: null,
      sentAt: null,
      sender: null,
      lender: null,
      overdueDays: null,
      direction: null,
      verdict: null,
      flags: null,
    };
    expect(record({ text, ...empty })).toEqual(record({ text }));
  });

  it("sent by the owner of the telephone is passed over", () => {
    expect(record({ id: "m2", text, direction: "out" })).toEqual({
      kind: "skipped",
      id: "m2",
      origin: ORIGIN,
      why: "sent by the owner",
    });
  });

  it.each([
    ["its own, if it has one", { id: "sms-12" }, "sms-12"],
    ["its own number", { id: 12 }, "12"],
    ["its own, were it nought", { id: 0 }, "0"],
    ["that of its place where its own is empty", { id: "" }, "inbox.jsonl:7"],
    ["that of its place where its own is neither string nor number", { id: ["a"] }, "inbox.jsonl:7"],
  ])("has for id %s", (_, fields, id) => {
    expect(record({ ...fields, text })).toMatchObject({ id, message: { id } });
    expect(record({ ...fields })).toMatchObject({ kind: "broken", id });
  });

  it("keeps the fields that are none of ours, untouched, and drops the note", () => {
    const extra = { address: "杭州", read: false, parts: [{ ct: "text/plain" }], Text: null };
    expect(record({ text, ...extra, note: "from a shared phone" })).toMatchObject({ extra });
    expect(record({ text, note: "x" })).toMatchObject({ extra: {} });
  });

  it("may say what should come out", () => {
    expect(record({ text, verdict: "improper", flags: ["visit-bluff", "threat"] })).toMatchObject({
      expected: { verdict: "improper", flags: ["visit-bluff", "threat"] },
      extra: {},
    });
    expect(record({ text, flags: [] })).toMatchObject({ expected: { flags: [] } });
  });
});

describe("a record that cannot be read", () => {
  it("is named by id and place", () => {
    expect(record({ id: "m3", text: 5 })).toEqual({
      kind: "broken",
      id: "m3",
      origin: ORIGIN,
      problem: { code: "bad-field", message: '"text" must be a string', where: WHERE },
    });
  });

  it.each([["a text"], [5], [null], [true], [[{ text }]]])("is no object: %j", (value) => {
    expect(problemOf(value)).toMatchObject({
      code: "not-an-object",
      message: "a record must be a JSON object with a text",
      where: WHERE,
    });
  });

  it.each([
    ["has no text", {}, "no-text", 'the record has no "text"'],
    ["has none but null", { text: null }, "no-text", 'the record has no "text"'],
    ["spells the field otherwise", { Text: text }, "no-text", 'the record has no "text"'],
    ["has an empty text", { text: "" }, "empty-text", '"text" is empty'],
    ["has a blank text", { text: " \n\t　" }, "empty-text", '"text" is empty'],
    ["has a list for text", { text: [text] }, "bad-field", '"text" must be a string'],
    [
      "has a time that is none",
      { text, sentAt: "昨天" },
      "bad-field",
      '"sentAt" must be an ISO 8601 time, such as 2026-01-31T09:30:00+08:00',
    ],
    [
      "has a time in milliseconds",
      { text, sentAt: 1743640744000 },
      "bad-field",
      '"sentAt" must be an ISO 8601 time, such as 2026-01-31T09:30:00+08:00',
    ],
    ["has a number for sender", { text, sender: 95588 }, "bad-field", '"sender" must be a string'],
    ["has an object for lender", { text, lender: {} }, "bad-field", '"lender" must be a string'],
    ["is overdue by a string", { text, overdueDays: "3" }, "bad-field", '"overdueDays" must be a whole number of days'],
    ["is overdue by half a day", { text, overdueDays: 0.5 }, "bad-field", '"overdueDays" must be a whole number of days'],
    ["is overdue by less than nothing", { text, overdueDays: -1 }, "bad-field", '"overdueDays" must be a whole number of days'],
    ["goes neither in nor out", { text, direction: "IN" }, "bad-field", '"direction" must be "in" or "out"'],
    [
      "expects an unknown verdict",
      { text, verdict: "illegal" },
      "bad-field",
      '"verdict" must be one of unrelated, legitimate, questionable, improper, scam',
    ],
    [
      "expects an unknown flag",
      { text, flags: ["threat", "rude"] },
      "bad-field",
      '"flags" must be a list of threat, visit-bluff, false-legal, third-party, scam',
    ],
    [
      "expects a flag that is no list",
      { text, flags: "threat" },
      "bad-field",
      '"flags" must be a list of threat, visit-bluff, false-legal, third-party, scam',
    ],
  ])("%s", (_, value, code, message) => expect(problemOf(value)).toMatchObject({ code, message, where: WHERE }));

  it("is an error even if its owner sent it", () => {
    expect(problemOf({ direction: "out" }).code).toBe("no-text");
  });
});
