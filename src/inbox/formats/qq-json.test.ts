import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeQqJson } from "../../build/exports/qq-json.js";
import { INBOX } from "../../build/exports/sent.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

const GISTS = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

describe("an export of QQ Chat Exporter", () => {
  it("gives what came in, and passes over what the owner sent", async () => {
    expect(await gistsOf(exported("qq-json.json"))).toEqual(GISTS);
    expect(await gistsOf(exported("qq-json.json"), {}, 7)).toEqual(GISTS);
    expect(await noticesOf(exported("qq-json.json"))).toEqual([]);
  });

  it("says who sent a message, when, and where it stands, by its own id", async () => {
    expect((await recordsOf(exported("qq-json.json")))[2]).toMatchObject({
      id: "7600000000000000002",
      where: "inbox:73",
      origin: { format: "qq-json", record: 3, line: 73, timeSource: "epoch" },
      message: { sender: "17000004321", sentAt: "2026-03-09T22:47:31+08:00" },
      channel: "qq",
      contact: "群友4321",
      thread: "还款通知",
    });
  });

  it("that does not name its owner is read whole, and a notice says so", async () => {
    expect(await gistsOf(exported("qq-json-no-owner.json"))).toEqual(INBOX.map(({ text }) => text));
    expect(await noticesOf(exported("qq-json-no-owner.json"))).toMatchObject([{ code: "unknown-owner", where: "inbox" }]);
  });

  it("has other things than texts, and messages that lack something", async () => {
    const records = await recordsOf(exported("qq-json-kinds.json"));
    expect(await gistsOf(exported("qq-json-kinds.json"))).toEqual([
      "(a notice of the app)",
      "欠条在我手上，看你躲到哪天",
      "(without text)",
      "[图片: 5A1B.jpg] 认得这是谁家吗",
      "(without text)",
      "号码没有，时间写成字的一条",
      "(without text)",
      "(bad-record at inbox:96)",
    ]);
    expect(records[1]).toMatchObject({ message: { id: "inbox:2", sender: "3300000001" }, contact: "催债的老周" });
    expect(records[5]).toMatchObject({ message: { sender: "u_li", sentAt: "2026-03-04T08:00:00+00:00" } });
  });

  it("is not named by ids that JSON could not carry whole", async () => {
    const json = writeQqJson(INBOX.slice(2, 4)).replace(/"id": "(\d+)"/g, '"id": $1');
    expect((await recordsOf(json)).map(({ id }) => id)).toEqual(["inbox:1", "inbox:2"]);
  });
});

describe("whatever the messages", () => {
  // Anything JSON carries; a blank text is passed over as being none, and so is one of pictures' names.
  const sent = fc.record({
    text: fc.string({ unit: "grapheme" }).filter((one) => one.trim() !== ""),
    peer: fc.stringMatching(/^[1-9][0-9]{5}$/),
    instant: fc.integer({ min: 1e11, max: 4e12 }),
    direction: fc.constantFrom("in" as const, "out" as const),
  });

  it("they are read as they were written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent), fc.integer({ min: 1, max: 100 }), async (messages, size) => {
        const records = await recordsOf(writeQqJson(messages), { from: "qq-json" }, size);
        expect(records.map((one) => (one.kind === "message" ? one.message : one.kind))).toEqual(
          messages.map(({ text, peer, instant, direction }) =>
            direction === "out"
              ? "skipped"
              : {
                  id: expect.any(String),
                  text,
                  sender: peer,
                  sentAt: expect.toSatisfy((at) => Date.parse(at) === instant),
                },
          ),
        );
      }),
    );
  });
});
