import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeChatLab } from "../../build/exports/chatlab.js";
import { INBOX } from "../../build/exports/sent.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

const GISTS = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

describe("a conversation in the format of ChatLab", () => {
  it.each(["chatlab.json", "chatlab.jsonl"])("as %s gives what came in, and passes over what the owner sent", async (file) => {
    expect(await gistsOf(exported(file))).toEqual(GISTS);
    expect(await gistsOf(exported(file), {}, 7)).toEqual(GISTS);
    expect(await noticesOf(exported(file))).toEqual([]);
  });

  it("says who sent a message, when, and where it stands", async () => {
    expect((await recordsOf(exported("chatlab.jsonl")))[2]).toMatchObject({
      id: "inbox:3",
      where: "inbox:5",
      origin: { format: "chatlab", record: 3, line: 5, timeSource: "epoch" },
      message: { sender: "17000004321", sentAt: "2026-03-09T22:47:31+08:00" },
      channel: "wechat",
      contact: "群友4321",
      thread: "48000000001@chatroom",
    });
  });

  it.each([
    ["chatlab-no-owner.json", "qq"],
    ["chatlab-no-owner.jsonl", "unknown"],
  ])("that does not name its owner is read whole, and a notice says so: %s", async (file, channel) => {
    expect(await gistsOf(exported(file))).toEqual([
      "(a notice of the app)",
      "各位老乡，你们村的小王欠钱跑路了",
      "(without text)",
      "他不还，我们就每天来",
      "(a call)",
      "(without text)",
      "名字都不留的一条",
    ]);
    expect(await noticesOf(exported(file))).toMatchObject([{ code: "unknown-owner", where: "inbox" }]);
    const records = await recordsOf(exported(file));
    expect(records[1]).toMatchObject({ id: "7300000000000000001", channel, thread: "村里的群", contact: "资产保全-老周" });
    expect(records[6]).toMatchObject({ message: { id: "inbox:7", text: "名字都不留的一条" } });
    expect(records[6]).not.toHaveProperty("message.sender");
    expect(records[6]).not.toHaveProperty("contact");
  });

  it("goes on after broken lines", async () => {
    expect(await gistsOf(exported("chatlab-broken.jsonl"))).toEqual([
      "(a notice of the app)",
      "各位老乡，你们村的小王欠钱跑路了",
      "(not-json at inbox:5)",
      "(bad-record at inbox:6)",
      "(bad-record at inbox:7)",
      "他不还，我们就每天来",
    ]);
  });

  it("is not taken for one because a line of another kind has a _type", async () => {
    expect(await recordsOf('{"_type":"_doc","text":"已逾期"}\n{"_type":"_doc","text":"请还款"}')).toMatchObject([
      { origin: { format: "jsonl" } },
      { origin: { format: "jsonl" } },
    ]);
  });
});

describe("whatever the messages", () => {
  // Anything JSON carries; a blank text is passed over as being none, and times are in whole seconds.
  const sent = fc.record({
    text: fc.string({ unit: "grapheme" }).filter((one) => one.trim() !== ""),
    peer: fc.stringMatching(/^[1-9][0-9]{6}$/),
    instant: fc.integer({ min: 1, max: 4e9 }).map((second) => second * 1000),
    direction: fc.constantFrom("in" as const, "out" as const),
  });

  it("they are read as they were written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent), fc.constantFrom("json" as const, "jsonl" as const), async (messages, form) => {
        const records = await recordsOf(writeChatLab(messages, form), { from: "chatlab" });
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
