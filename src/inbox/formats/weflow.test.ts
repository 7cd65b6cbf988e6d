import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INBOX } from "../../build/exports/sent.js";
import { writeWeFlow } from "../../build/exports/weflow.js";
import { exported, gistsOf, recordsOf } from "../inbox.testing.js";

const GISTS = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

describe("an export of WeFlow", () => {
  it.each(["weflow.json", "weflow-echotrace.json"])("as %s gives what came in, and passes over what went out", async (file) => {
    expect(await gistsOf(exported(file))).toEqual(GISTS);
    expect(await gistsOf(exported(file), {}, 7)).toEqual(GISTS);
  });

  it("says who in the group sent a message, when, and where it stands", async () => {
    expect((await recordsOf(exported("weflow.json")))[2]).toMatchObject({
      id: "inbox:3",
      where: "inbox:38",
      origin: { format: "weflow", record: 3, line: 38, timeSource: "epoch" },
      message: { sender: "17000004321", sentAt: "2026-03-09T22:47:31+08:00" },
      channel: "wechat",
      contact: "群友4321",
      thread: "48000000001@chatroom",
    });
  });

  it.each(["weflow-kinds.json", "weflow-on-one-line.json"])("has other things than texts: %s", async (file) => {
    const gists = await gistsOf(exported(file));
    expect(gists.slice(0, 9)).toEqual([
      "(a notice of the app)",
      "你好，我是清欠专员，加你是谈一下欠款",
      "(without text)",
      "(without text)",
      "(a call)",
      "不还就等着，别说我没提醒",
      "(sent by the owner)",
      "(without text)",
      "时间和人都没有的一条",
    ]);
    expect(gists[9]).toMatch(/^\(bad-record at inbox:\d+(:\d+)?\)$/);
  });

  it("has the other side of a conversation of two for the sender where none is named", async () => {
    const record = (await recordsOf(exported("weflow-kinds.json")))[8];
    expect(record).toMatchObject({ message: { sender: "wxid_qd8866x000001" } });
    expect(record).not.toHaveProperty("message.sentAt");
    expect(record).not.toHaveProperty("contact");
  });

  it("that is cut short is read to the cut", async () => {
    expect(await gistsOf(exported("weflow-cut-short.json"))).toEqual([
      "(a notice of the app)",
      "你好，我是清欠专员，加你是谈一下欠款",
      "(without text)",
      "(cut-short at inbox:51:19)",
    ]);
  });

  it("without a list of messages is refused", async () => {
    await expect(recordsOf('{"weflow":{"version":"1"},"session":{}}')).rejects.toThrow('inbox  has no list of "messages"');
  });
});

describe("whatever the messages", () => {
  // Anything JSON carries; a blank text is passed over as being none, and times are in whole seconds.
  const sent = fc.record({
    text: fc.string({ unit: "grapheme" }).filter((one) => one.trim() !== ""),
    peer: fc.stringMatching(/^wxid_[a-z0-9]{6}$/),
    instant: fc.integer({ min: 1, max: 4e9 }).map((second) => second * 1000),
    direction: fc.constantFrom("in" as const, "out" as const),
  });

  it("they are read as they were written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent), fc.integer({ min: 1, max: 100 }), async (messages, size) => {
        const records = await recordsOf(writeWeFlow(messages), { from: "weflow" }, size);
        expect(records.map((one) => (one.kind === "message" ? one.message : one.kind))).toEqual(
          messages.map(({ text, peer, instant, direction }, i) =>
            direction === "out"
              ? "skipped"
              : { id: `inbox:${i + 1}`, text, sender: peer, sentAt: expect.toSatisfy((at) => Date.parse(at) === instant) },
          ),
        );
      }),
    );
  });
});
