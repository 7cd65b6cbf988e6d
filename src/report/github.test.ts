import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, reportOn } from "./entry.js";
import { github } from "./github.js";
import { aCleanOne, aFlag, aMessage, aView, found, QUIET_HOURS, UNREAD } from "./report.testing.js";

const whole = (entries: readonly Entry[], language: "zh" | "en" = "zh"): string => reportOn(github, entries, aView({ language }));

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** A line as the runner reads it (actions/runner, ActionCommand.TryParseV2); undefined for what is no command. */
function commandIn(line: string): Command | undefined {
  const [, head, data] = /^\s*::(.*?)::(.*)$/s.exec(line) ?? [];
  if (head === undefined || data === undefined) return undefined;
  const [, name = "", rest = ""] = /^(\S+) ?(.*)$/s.exec(head.trim()) ?? [];
  const pairs = rest.split(",").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const);
  const plain = (text: string): string => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  const properties = pairs.map(([key, value]) => [
    key.trim(),
    plain(value).replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%"),
  ]);
  return { name, properties: Object.fromEntries(properties), message: plain(data).replaceAll("%25", "%") };
}

describe("github", () => {
  it("says nothing of an empty run, nor of clean messages", () => {
    expect(whole([])).toBe("");
    expect(whole([aCleanOne()])).toBe("");
  });

  it("is a command for each finding, as grave as it is, and one for each unreadable record", () => {
    const soft = aFlag({ id: "visit-bluff", severity: "warning", evidence: [found("限您3天内", "threat/soft")] });
    expect(whole([aMessage({ report: { flags: [aFlag(), soft, QUIET_HOURS] } }), UNREAD])).toMatchInlineSnapshot(`
      "::error file=贷后/a.jsonl,line=12,endLine=12,col=15,endColumn=20,title=威胁堵门::威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。 [threat/door]
      ::warning file=贷后/a.jsonl,line=12,endLine=12,col=21,endColumn=26,title=含糊的威胁::含糊的威胁：暗示不利后果。依据：《催收工作指引》第十条。 [threat/soft]
      ::notice file=贷后/a.jsonl,line=12,title=夜间催收::夜间催收：依据正文以外的信息，如发送时间和发送方。 [metadata/quiet-hours]
      ::error file=贷后/a.jsonl,line=14,title=无法读取::the record has no "text"
      "
    `);
  });

  it("speaks English", () => {
    expect(whole([aMessage({ report: { flags: [QUIET_HOURS] } }), UNREAD], "en")).toMatchInlineSnapshot(`
      "::notice file=贷后/a.jsonl,line=12,title=quiet hours::quiet hours: Rests on what stands beside the text, such as time and sender. [metadata/quiet-hours]
      ::error file=贷后/a.jsonl,line=14,title=could not be read::the record has no "text"
      "
    `);
  });

  it("gives the line alone where columns are not known, and no columns for a place on two lines", () => {
    expect(whole([aMessage({ located: false })])).toMatch(/^::error file=贷后\/a\.jsonl,line=12,title=/);
    const parted = {
      ...aMessage(),
      locate: (offset: number) => ({ line: 12 + Math.floor(offset / 7), column: 1 + (offset % 7) }),
    };
    expect(whole([parted])).toMatch(/^::error file=贷后\/a\.jsonl,line=12,endLine=13,title=/);
  });

  it("escapes what has a meaning in a command", () => {
    const file = "50%,a:b\r\n::set-env name=X::1.txt";
    expect(whole([aMessage({ file, line: 1 })])).toMatch(
      /^::error file=50%25%2Ca%3Ab%0D%0A%3A%3Aset-env name=X%3A%3A1\.txt,line=1,endLine=1,col=15,/,
    );
  });

  it("cannot be made to say anything else, by message, file or error", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        "::",
        "error",
        "set-output",
        " ",
        "name=",
        ",",
        ":",
        "%",
        "%0A",
        "\n",
        "\r",
        "\u2028",
        "##[",
        "]",
        "堵门",
        "a",
      ),
      minLength: 1,
    });
    fc.assert(
      fc.property(nasty, nasty, nasty, (text, name, message) => {
        const file = `x${name}`;
        const judged = aMessage({ text, file, line: 3, report: { id: text, flags: [QUIET_HOURS], sender: text } });
        const unread = { ...UNREAD, problem: { ...UNREAD.problem, message }, origin: { file, format: "csv", record: 9 } };
        const lines = whole([judged, unread]).split("\n");
        expect(lines.pop()).toBe("");
        expect(lines.join()).not.toContain("\r");
        const path = file
          .split("/")
          .filter((part) => part !== "")
          .join("/");
        expect(lines.map(commandIn)).toEqual([
          {
            name: "notice",
            properties: { file: path, line: "3", title: "夜间催收" },
            message: expect.stringContaining("[metadata/quiet-hours]"),
          },
          { name: "error", properties: { file: path, line: "1", title: "无法读取" }, message },
        ]);
      }),
    );
  });

  it("has no word of a message", () => expect(whole([aMessage()])).not.toMatch(/去你家|3天内|138/));
});
