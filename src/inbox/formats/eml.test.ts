import { describe, expect, it } from "vitest";
import { writeEml } from "../../build/exports/eml.js";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { exported, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";

const TEXT = "最后通知：请于今日还款\n您的借款已逾期三天。\n请今日内处理，否则将上门走访。";

describe("a mail", () => {
  it("is one message: subject and text, the sender's address, the time with the offset it names", async () => {
    expect(await recordsOf(exported("eml-gbk.eml"))).toEqual([
      {
        kind: "message",
        id: "20260305.1@yunhe.example",
        where: "inbox:1",
        origin: { file: "inbox", format: "eml", record: 1, line: 1, timeSource: "text" },
        message: {
          id: "20260305.1@yunhe.example",
          text: TEXT,
          sentAt: "2026-03-05T10:20:30+08:00",
          sender: "service@yunhe.example",
        },
        expected: {},
        extra: {},
        channel: "mail",
      },
    ]);
  });

  it.each(INBOX.filter(({ direction }) => direction === "in"))("may be a message of a phone: $text", async (sent) => {
    expect(await recordsOf(writeEml(sent))).toMatchObject([{ channel: "sms", message: { text: sent.text, sender: sent.peer } }]);
    expect(await gistsOf(exported("eml.eml"))).toEqual([(INBOX[0] as Sent).text]);
  });

  it("that the owner sent from the phone is passed over", async () => {
    expect(await gistsOf(writeEml(INBOX[1] as Sent))).toEqual(["(sent by the owner)"]);
    const untyped = writeEml(INBOX[1] as Sent).replace("X-smssync-type: 2\r\n", "");
    expect(await gistsOf(untyped)).toEqual(["(sent by the owner)"]);
  });

  it.each([
    ["in Big5", "eml-big5.eml", "最后通知：请于今日还款\n您的借款已逾期三天。\n請今日內處理。"],
    ["in GBK without saying so", "eml-no-charset.eml", "逾期催收通知\n您的贷款已经逾期，请立即联系我们处理"],
    ["with flowing lines", "eml-flowed.eml", "最后通知：请于今日还款\n您的借款已逾期三天。\n请今日内处理。"],
    ["with an attachment and the same in HTML", "eml-alternative.eml", TEXT],
    [
      "in HTML alone",
      "eml-html.eml",
      "最后通知：请于今日还款\n尊敬的客户\u00a0张先生：\n应还 ¥862.40\n逾期<3>天\n请尽快 还款 😡",
    ],
  ])("may be %s", async (_, name, text) => {
    expect(await gistsOf(exported(name))).toEqual([text]);
    expect(await gistsOf(exported(name), {}, 7)).toEqual([text]);
    expect(await noticesOf(exported(name))).toEqual([]);
  });

  it("may begin with a byte-order mark, and have raw GBK in its headers", async () => {
    expect(await gistsOf("\ufeffMIME-Version: 1.0\nSubject: s\n\n还款\n")).toEqual(["s\n还款"]);
    const raw = Buffer.from(exported("eml-no-charset.eml")).toString("latin1");
    const headed = raw.replace("MIME-Version", "Content-Type: text/plain; charset=gbk\r\nMIME-Version");
    expect(await gistsOf(Buffer.from(headed, "latin1"))).toEqual(["逾期催收通知\n您的贷款已经逾期，请立即联系我们处理"]);
  });

  it("loses one line end at the end, no more: bodies in base64 none", async () => {
    expect(await gistsOf("MIME-Version: 1.0\n\n还款\n\n")).toEqual(["还款\n"]);
    const body = Buffer.from("还款\n").toString("base64");
    expect(await gistsOf(`MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n${body}\n`)).toEqual(["还款\n"]);
  });

  it("without a subject is its text, without either is passed over", async () => {
    expect(await gistsOf("MIME-Version: 1.0\nFrom: a@b\n\n还款\n")).toEqual(["还款"]);
    expect(await gistsOf("MIME-Version: 1.0\nFrom: a@b\n\n")).toEqual(["(without text)"]);
  });

  it("does not take in the mail that is attached to it", async () => {
    const inner = "Content-Type: message/rfc822\n\nSubject: 旧邮件\n\n旧的内容\n";
    const mail = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n见附件\n--x\n${inner}--x--\n`;
    expect(await gistsOf(mail)).toEqual(["见附件"]);
  });

  it("has no time where its date cannot be understood, which is told", async () => {
    const mail = "MIME-Version: 1.0\nDate: someday\n\n还款\n";
    expect((await recordsOf(mail))[0]).not.toHaveProperty("message.sentAt");
    expect(await noticesOf(mail)).toMatchObject([{ code: "unknown-time", where: "inbox:1" }]);
  });

  it("longer than the limit is not read", async () => {
    expect(await gistsOf(`MIME-Version: 1.0\n\n${"长".repeat(100)}`, { limits: { maxRecord: 200 } })).toEqual([
      "(over-max-record at inbox:1)",
    ]);
  });

  it("may have headers longer than what a format is told by, up to a limit", async () => {
    const headers = (size: number): string => `From: a@b\nMIME-Version: 1.0\nSubject: s\nX-Long: ${"x".repeat(size)}\n\n还款\n`;
    expect(await gistsOf(headers(100_000))).toEqual(["s\n还款"]);
    expect(await gistsOf(headers(200_000))).toEqual(["(not-a-mail at inbox:1)"]);
  });

  it("is read in no time, however many words its subject is encoded in", async () => {
    const started = performance.now();
    const subject = "=?utf-8?b?5L2g?= ".repeat(7000);
    expect(await gistsOf(`From: a@b\nMIME-Version: 1.0\nSubject: ${subject}\n\n还款\n`)).toEqual([`${"你".repeat(7000)}\n还款`]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("without headers is none", async () => {
    expect(await gistsOf("请还款\n", { from: "eml" })).toEqual(["(not-a-mail at inbox:1)"]);
  });
});
