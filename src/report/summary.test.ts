import { describe, expect, it } from "vitest";
import { Tally } from "./summary.js";

describe("the summary of a run", () => {
  it("counts the records by what became of them, and the judged ones by verdict", () => {
    const tally = new Tally();
    for (const verdict of ["scam", "legitimate", "scam"] as const) tally.judged(verdict);
    for (const why of ["sent by the owner", "a call", "sent by the owner"] as const) tally.skipped(why);
    for (const line of [3, 9]) tally.failed(`a.xml:${line}`);
    expect(tally.summary("en")).toMatchInlineSnapshot(`
      "read 8, judged 3, skipped 3 (sent by the owner 2, a call 1), failed 2 (a.xml:3, a.xml:9)
      unrelated 0, legitimate 1, questionable 0, improper 0, scam 2
      "
    `);
    expect(tally.summary("zh")).toMatchInlineSnapshot(`
      "读取 8，判断 3，跳过 3（本人发出 2、通话记录 1），失败 2（a.xml:3、a.xml:9）
      非催收 unrelated 0，合规 legitimate 1，存疑 questionable 0，违规 improper 0，疑似诈骗 scam 2
      "
    `);
  });

  it("names the first places that failed, and that there are more", () => {
    const tally = new Tally();
    for (let line = 1; line <= 9; line++) tally.failed(`a:${line}`);
    expect(tally.summary("en")).toBe("read 9, judged 0, skipped 0, failed 9 (a:1, a:2, a:3, a:4, a:5, …)\n");
  });

  it("of nothing judged has no verdicts", () => {
    expect(new Tally().summary("en")).toBe("read 0, judged 0, skipped 0, failed 0\n");
  });
});
