import fc from "fast-check";
import { lexer, type Token, type Tokens } from "marked";
import { describe, expect, it } from "vitest";
import { type Entry, reportOn } from "./entry.js";
import { markdown } from "./markdown.js";
import { aCleanOne, aFlag, aMessage, aView, QUIET_HOURS, UNREAD } from "./report.testing.js";

const whole = (entries: readonly Entry[], language: "zh" | "en" = "zh"): string =>
  reportOn(markdown, entries, aView({ language }));

/** The rows of the one table in it, as a reader of GitHub's Markdown sees them. */
function rows(report: string): Tokens.TableCell[][] {
  const tables = lexer(report, { gfm: true }).filter(({ type }) => type === "table") as Tokens.Table[];
  expect(tables).toHaveLength(1);
  return (tables[0] as Tokens.Table).rows;
}

describe("markdown", () => {
  it("of an empty run says so", () => {
    expect(whole([])).toBe("### 催鉴\n\n共 0 条\n\n没有发现问题。\n");
    expect(whole([], "en")).toBe("### cuijian\n\n0 messages\n\nNothing was found.\n");
  });

  it("of clean messages counts them", () => {
    expect(whole([aCleanOne(), aCleanOne()])).toBe("### 催鉴\n\n共 2 条：合规 2\n\n没有发现问题。\n");
    expect(whole([aCleanOne()], "en")).toBe("### cuijian\n\n1 message: legitimate 1\n\nNothing was found.\n");
  });

  it("counts messages by verdict, then has a row for each finding and unreadable record, the gravest first", () => {
    const entries = [aMessage({ report: { flags: [QUIET_HOURS, aFlag()] } }), aCleanOne({ line: 13 }), UNREAD];
    expect(whole(entries)).toMatchInlineSnapshot(`
      "### 催鉴

      共 3 条：无法读取 1、违规 1、合规 1

      | 位置 | 结论 | 程度 | 发现 |
      |---|---|---|---|
      | <code>贷后/a.jsonl:14</code> | 无法读取 |  | <code>the record has no "text"</code> |
      | <code>贷后/a.jsonl:12</code> | 违规 | 严重 | 威胁堵门：以堵门施压，属于骚扰 <code>threat/door</code> |
      | <code>贷后/a.jsonl:12</code> | 违规 | 提示 | 夜间催收：依据正文以外的信息，如发送时间和发送方 <code>metadata/quiet-hours</code> |
      "
    `);
    expect(whole(entries, "en")).toMatchInlineSnapshot(`
      "### cuijian

      3 messages: could not be read 1, improper 1, legitimate 1

      | Place | Verdict | Severity | Finding |
      |---|---|---|---|
      | <code>贷后/a.jsonl:14</code> | could not be read |  | <code>the record has no "text"</code> |
      | <code>贷后/a.jsonl:12</code> | improper | serious | 威胁堵门: 以堵门施压，属于骚扰 <code>threat/door</code> |
      | <code>贷后/a.jsonl:12</code> | improper | notice | quiet hours: Rests on what stands beside the text, such as time and sender <code>metadata/quiet-hours</code> |
      "
    `);
    expect(rows(whole(entries)).map((row) => row.length)).toEqual([4, 4, 4]);
  });

  it("shows names and errors as they are, and nothing in them does anything", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        "|",
        "\\",
        "`",
        "``",
        "<b>",
        "</code>",
        "<!--",
        "@octocat",
        "#12",
        "[a](http://b.example)",
        "![](c)",
        "*",
        "__",
        "~~",
        "&#64;",
        "\n",
        "\n\n# x",
        ":+1:",
        "\t",
        " ",
        "催",
        "a",
      ),
      minLength: 1,
    });
    fc.assert(
      fc.property(nasty, nasty, (name, message) => {
        const unread = { ...UNREAD, problem: { ...UNREAD.problem, message } };
        const report = whole([aMessage({ file: `x${name}x` }), unread]);
        const table = rows(report);
        expect(table.map((row) => row.length)).toEqual([4, 4]);
        const tokens = table.flat().flatMap((cell) => cell.tokens as Token[]);
        expect(tokens.filter(({ type }) => type !== "text" && type !== "html")).toEqual([]);
        expect(new Set(tokens.filter(({ type }) => type === "html").map(({ raw }) => raw))).toEqual(
          new Set(["<code>", "</code>"]),
        );
        expect(report).not.toMatch(/@|(?<!&)#\d|`/);
      }),
    );
  });

  it("says what it shows in plain references", () => {
    expect(whole([aMessage({ file: "a|b@c`.txt", line: 3 })])).toContain("<code>a&#124;b&#64;c&#96;.txt:3</code>");
  });

  it("fits into one comment, with the gravest, and says how many more there are", () => {
    const many = Array.from({ length: 3000 }, (_, i) => aMessage({ line: i + 1, report: { flags: [QUIET_HOURS] } }));
    const report = whole([...many, aMessage({ line: 9000 })]);
    expect(report.length).toBeLessThanOrEqual(65_536);
    expect(report.length).toBeGreaterThan(60_000);
    const shown = rows(report);
    expect(shown[0]?.[0]?.text).toContain(":9000");
    expect(report.endsWith(`\n\n另有 ${3001 - shown.length} 条未列出，见完整报告。\n`)).toBe(true);
    expect(report).toContain("共 3001 条：违规 3001\n");
  });

  it("fits into one comment even where one row does not", () => {
    const report = whole([aMessage({ file: "@".repeat(70_000) })], "en");
    expect(report).toContain("\n1 more are not listed here; the full report has them.\n");
    expect(report.length).toBeLessThan(500);
  });

  it("has no word of a message", () => expect(whole([aMessage()])).not.toMatch(/去你家|3天内|138/));
});
