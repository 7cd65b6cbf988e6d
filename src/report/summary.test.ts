import { describe, expect, it } from "vitest";
import { renderSummary, type Tally } from "./summary.js";

const NOTHING: Tally = { verdicts: new Map(), skipped: new Map(), failed: 0, failedAt: [] };

describe("the summary of a run", () => {
  const tally: Tally = {
    verdicts: new Map([
      ["scam", 2],
      ["legitimate", 1],
    ]),
    skipped: new Map([
      ["sent by the owner", 3],
      ["a call", 1],
    ]),
    failed: 7,
    failedAt: ["a.xml:3", "a.xml:9"],
  };

  it("counts the records by what became of them, and the judged ones by verdict", () => {
    expect(renderSummary(tally, "en")).toMatchInlineSnapshot(`
      "read 14, judged 3, skipped 4 (sent by the owner 3, a call 1), failed 7 (a.xml:3, a.xml:9, …)
      unrelated 0, legitimate 1, questionable 0, improper 0, scam 2
      "
    `);
    expect(renderSummary(tally, "zh")).toMatchInlineSnapshot(`
      "读取 14，判断 3，跳过 4（本人发出 3、通话记录 1），失败 7（a.xml:3、a.xml:9、…）
      非催收 unrelated 0，合规 legitimate 1，存疑 questionable 0，违规 improper 0，疑似诈骗 scam 2
      "
    `);
  });

  it("of nothing judged has no verdicts", () => {
    expect(renderSummary(NOTHING, "en")).toBe("read 0, judged 0, skipped 0, failed 0\n");
  });
});
