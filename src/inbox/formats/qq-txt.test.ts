import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qqNumberOf, writeQqTxt } from "../../build/exports/qq-txt.js";
import { INBOX } from "../../build/exports/sent.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

const RULE = "=".repeat(64);
const TITLE = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n";

describe("a chat record of QQ", () => {
  it("gives all messages, for it does not say which the owner sent; a notice does", async () => {
    const all = INBOX.map(({ text }) => text);
    expect(await gistsOf(exported("qq-txt.txt"))).toEqual(all);
    expect(await gistsOf(exported("qq-txt.txt"), {}, 7)).toEqual(all);
    expect(await noticesOf(exported("qq-txt.txt"))).toMatchObject([{ code: "unknown-owner", where: "inbox" }]);
  });

  it("says who sent a message, when, in which conversation, and where it stands", async () => {
    expect((await recordsOf(exported("qq-txt.txt")))[2]).toMatchObject({
      id: "inbox:3",
      where: "inbox:21",
      origin: { format: "qq-txt", record: 3, line: 21, timeSource: "device-local" },
      message: { sender: "17000004321", sentAt: "2026-03-09T22:47:31+08:00" },
      channel: "qq",
      contact: "好友4321",
      thread: "好友4321",
    });
  });

  it("has titles before names, mail for accounts, blank lines and rules in bodies, pictures and notices", async () => {
    expect(await recordsOf(exported("qq-txt-group.txt"))).toMatchObject([
      {
        message: {
          text: "各位，名单上的人今天必须表态。\n\n不表态的，后果自负！",
          sender: "3300000001",
          sentAt: "2026-03-04T08:43:38+08:00",
        },
        contact: "阿强",
        thread: "清退互助群",
      },
      { why: "without text" },
      { why: "a notice of the app" },
      {
        message: { text: `${RULE}\n以上是名单\n2026-03-04 8:46:30 没有空行的一句\n${RULE}`, sender: "3300000002" },
        contact: "😡",
      },
      { why: "without text" },
      { message: { text: "时间不通的一条", sender: "3300000001" } },
    ]);
    expect(await noticesOf(exported("qq-txt-group.txt"))).toMatchObject([
      { code: "unknown-owner" },
      { code: "unknown-time", where: "inbox:30" },
    ]);
  });

  it.each([
    ["qq-txt-private.txt", {}],
    ["qq-txt-utf16.txt", {}],
    ["qq-txt-gbk.txt", { encoding: "gbk" as const }],
  ])("may have clocks of twelve hours, names without accounts and several conversations: %s", async (file, options) => {
    const records = await recordsOf(exported(file), options);
    expect(records).toMatchObject([
      {
        message: { text: "在吗？逾期的事怎么说", sender: "李专员", sentAt: "2026-03-04T20:43:38+08:00" },
        thread: "李专员",
      },
      { message: { text: "下周还", sender: "我自己", sentAt: "2026-03-04T00:05:00+08:00" }, thread: "李专员" },
      { message: { text: "律师函已寄出", sender: "法务王" }, thread: "法务王" },
    ]);
    expect(records[0]).not.toHaveProperty("contact");
    expect((await recordsOf(exported(file), options, 7)).map(({ id }) => id)).toEqual(records.map(({ id }) => id));
  });

  it("keeps a body whose lines speak of sections, without the rule above them", async () => {
    const body = "消息对象:你自己\n消息分组:没有";
    expect(await gistsOf(`${TITLE}2026-03-04 8:43:38 老周(330001)\n${body}\n`)).toEqual([body]);
  });

  it("tells of text that stands under no head", async () => {
    expect(await gistsOf(exported("qq-txt-no-head.txt"))).toEqual(["(no-head at inbox:3)", "有抬头"]);
  });

  it("has a message beyond the limit, or with a bad byte, as a broken record in its place", async () => {
    const head = (minute: number): string => `2026-03-04 8:${10 + minute}:00 老周(330001)\n`;
    const texts = ["好", "长长长长长长\n".repeat(20), "长".repeat(200), "好\ufdd0好", "完"];
    const [before, after] = `${TITLE}${texts.map((text, i) => `${head(i)}${text}\n\n`).join("")}`.split("\ufdd0") as [
      string,
      string,
    ];
    const bytes = Buffer.concat([Buffer.from(before), Buffer.of(0xff), Buffer.from(after)]);
    expect(await gistsOf(bytes, { limits: { maxRecord: 130 }, encoding: "utf-8" })).toEqual([
      "好",
      "(over-max-record at inbox:6)",
      "(over-max-record at inbox:29)",
      "(not-utf8 at inbox:32)",
      "完",
    ]);
  });
});

describe("whatever the messages", () => {
  // No line may look like a head or the rule of a section; the end of a body may not be blank, nor all of it.
  const line = fc.string({ unit: "grapheme", maxLength: 20 }).filter((one) => !/[\n\r\ufeff]|^\d{4}-|^={16}/.test(one));
  const text = fc
    .array(line, { minLength: 1, maxLength: 5 })
    .map((lines) => lines.join("\n"))
    .filter((one) => one.trim() !== "" && !/(?:^|\n)$/.test(one));
  const sent = fc.record({
    text,
    peer: fc.stringMatching(/^[1-9][0-9]{6,10}$/),
    instant: fc.integer({ min: 946_684_800, max: 4e9 }).map((second) => second * 1000),
    direction: fc.constant("in" as const),
  });

  it("they are read as they were written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent), fc.integer({ min: 1, max: 100 }), async (messages, size) => {
        const records = await recordsOf(writeQqTxt(messages), { from: "qq-txt" }, size);
        expect(records.map((one) => (one.kind === "message" ? one.message : one.kind))).toEqual(
          messages.map(({ text, peer, instant }, i) => ({
            id: `inbox:${i + 1}`,
            text,
            sender: qqNumberOf(peer),
            sentAt: expect.toSatisfy((at) => Date.parse(at) === instant),
          })),
        );
      }),
    );
  });
});
