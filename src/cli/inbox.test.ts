import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { beside, desk, jsonl, KINDS, lines } from "./spawn.testing.js";

const { file, folder, run, clear } = desk();
afterAll(clear);

const ids = (stdout: string): string[] => lines(stdout).map(({ id }) => id);

describe.concurrent("a directory", () => {
  it("is walked, sorted by path; hidden files and links to folders stay out, what holds no messages is counted", async () => {
    for (const name of ["inbox", "inbox/2025", "inbox/.cache"]) mkdirSync(join(folder, name), { recursive: true });
    file("inbox/b.txt", KINDS.improper);
    file("inbox/a.jsonl", jsonl({ text: KINDS.unrelated }, { text: KINDS.scam }));
    file("inbox/2025/z.txt", KINDS.legitimate);
    file("inbox/.hidden.txt", KINDS.scam);
    file("inbox/.cache/c.txt", KINDS.scam);
    file("inbox/photo.jpg", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1));
    file("inbox/empty.txt", "");
    symlinkSync(".", join(folder, "inbox/again"));
    const { code, stdout, stderr } = await run(["inbox", "--format", "jsonl"]);
    expect(ids(stdout)).toEqual(["inbox/2025/z.txt:1", "inbox/a.jsonl:1", "inbox/a.jsonl:2", "inbox/b.txt:1"]);
    expect(code).toBe(1);
    expect(stderr).toContain("读取 6，判断 4，跳过 2（不含消息的文件 2），失败 0\n");
    expect(stderr).toMatch(/^note: inbox\/photo\.jpg {2}is none of the formats known/m);
    expect(stderr).toMatch(/^note: inbox\/empty\.txt /m);
  });

  it("is read to its end, whatever files in it cannot be opened; each is named", async () => {
    mkdirSync(join(folder, "odd"));
    file("odd/z.txt", KINDS.scam);
    symlinkSync("nowhere", join(folder, "odd/broken.txt"));
    writeFileSync(Buffer.concat([Buffer.from(join(folder, "odd/")), Buffer.from([0xb6, 0xcc]), Buffer.from(".txt")]), "还款");
    const { code, stdout, stderr } = await run(["odd", "--format", "jsonl"]);
    expect(ids(stdout)).toEqual(["odd/z.txt:1"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^odd\/\ufffd+\.txt {2}cannot be read: its name is not in UTF-8: give it another$/m);
    expect(stderr).not.toContain("broken.txt");
  });

  it("may take the report, which is not read; what is there already is not written over", async () => {
    mkdirSync(join(folder, "own"));
    file("own/a.jsonl", jsonl({ text: KINDS.scam }));
    const first = await run(["own", "--format", "jsonl", "--output", "own/report.jsonl"]);
    expect(first).toMatchObject({ code: 1, stdout: "" });
    expect(ids(readFileSync(join(folder, "own/report.jsonl"), "utf8"))).toEqual(["own/a.jsonl:1"]);
    const over = await run(["own", "--format", "jsonl", "--output", "own/a.jsonl"]);
    expect(over).toMatchObject({ code: 2, stderr: expect.stringContaining("own/a.jsonl  is also an input") });
    expect(readFileSync(join(folder, "own/a.jsonl"), "utf8")).toBe(jsonl({ text: KINDS.scam }));
  });

  it("with nothing in it is an error", async () => {
    mkdirSync(join(folder, "nothing"));
    expect(await run(["nothing"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "nothing  there is nothing to judge: no file is in the directory\n",
    });
  });
});

describe.concurrent("what is said of an inbox", () => {
  it("steers no terminal and begins no line, whatever a file holds and however it is called", async () => {
    const [name, table] = ["\u001b[2J\n::error::.csv", "甲\u001b]0;x\u0007,乙\n1,2\n3,4\n"];
    file(name, table);
    file("hostile.jsonl", `${jsonl({ text: KINDS.scam, id: "\u001b[2J\n::error::" })}oops\n`);
    for (const args of [[name], ["hostile.jsonl", name, "--quiet"], ["hostile.jsonl", "--format", "jsonl"]]) {
      const { stderr } = await run(args);
      expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^::/m);
    }
    expect((await run([name])).stderr).toMatch(
      /^␛\[2J␊::error::\.csv {2}no column is known to be the text; there are: 甲␛\]0;x␇, 乙\n/,
    );
  });
});

describe.concurrent("the summary", () => {
  const input = `${jsonl({ text: KINDS.improper }, { text: "好", direction: "out" })}oops\n${jsonl({ text: KINDS.scam })}`;

  it("says what was read, judged, skipped and why, what failed and where, and the verdicts by number", async () => {
    const { stderr } = await run(["--format", "jsonl", "--lang", "en"], { input });
    expect(stderr).toBe(
      "stdin:3:1  this line is not a JSON object\n" +
        '  a line looks like {"text":"…"}; plain text is read with --from lines\n' +
        "read 4, judged 2, skipped 1 (sent by the owner 1), failed 1 (stdin:3:1)\n" +
        "unrelated 0, legitimate 0, questionable 0, improper 1, scam 1\n",
    );
  });

  it("stays away from one piped message, and from --quiet", async () => {
    expect((await run([], { input: KINDS.improper })).stderr).toBe("");
    expect((await run(["--quiet"], { input: jsonl({ text: KINDS.improper }) })).stderr).toBe("");
  });
});

describe.concurrent("a run that is stopped", () => {
  const input = jsonl({ text: KINDS.legitimate }, { text: KINDS.scam });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s while it waits for input leaves a whole report and says how far it got", async (signal, code) => {
    const stopped = await run(["--from", "jsonl", "--format", "json"], { input, signal });
    expect(stopped.code).toBe(code);
    const reports = JSON.parse(stopped.stdout) as { id: string }[];
    expect(reports.length).toBeGreaterThanOrEqual(1);
    expect(stopped.stderr).toContain(`stopped on request after ${reports.at(-1)?.id}: the report up to there is whole\n`);
  });

  it("in the middle of a large file ends after the record at hand", async () => {
    file("large.jsonl", jsonl({ text: KINDS.scam }).repeat(50_000));
    const { code, stdout, stderr } = await run(["large.jsonl", "--format", "jsonl"], { signal: "SIGINT" });
    expect(code).toBe(130);
    expect(stdout.endsWith("\n")).toBe(true);
    const reports = lines(stdout);
    expect(reports.length).toBeLessThan(50_000);
    expect(stderr).toContain(`after large.jsonl:${reports.length}: the report`);
  });
});

describe.concurrent("what the input options say", () => {
  it("gzip is unpacked, up to a limit that has an option", async () => {
    file("inbox.jsonl.gz", gzipSync(jsonl({ text: KINDS.scam }).repeat(100)));
    const whole = await run(["inbox.jsonl.gz", "--format", "jsonl"]);
    expect(lines(whole.stdout)).toHaveLength(100);
    const cut = await run(["inbox.jsonl.gz", "--format", "jsonl", "--max-inflated", "1K"]);
    expect(cut.code).toBe(2);
    expect(cut.stderr).toContain(
      "inbox.jsonl.gz  what is packed in it is longer than 1,024 bytes\n  raise the limit with --max-inflated if this is right\n",
    );
  });

  it("a record over --max-record is an error in its place, and the rest is read", async () => {
    const input = jsonl({ text: KINDS.scam }, { text: "好".repeat(1000) }, { text: KINDS.improper });
    const { code, stdout, stderr } = await run(["--format", "jsonl", "--max-record", "1k"], { input });
    expect(code).toBe(2);
    expect(lines(stdout).map(({ verdict, error }) => verdict ?? error?.code)).toEqual(["scam", "over-max-record", "improper"]);
    expect(stderr).toContain(
      "stdin:2  the line is longer than 1,024 bytes\n  raise the limit with --max-record if this is right\n",
    );
  });

  it("--encoding is obeyed; a doubtful text is warned about", async () => {
    const utf16 = Buffer.from(KINDS.improper, "utf16le");
    const told = await run(["--encoding", "utf-16le", "--format", "jsonl"], { input: utf16 });
    expect([told.code, told.stderr, lines(told.stdout)[0]?.verdict]).toEqual([1, "", "improper"]);
    const garbled = await run(["--format", "jsonl"], { input: "您的账单锟斤拷已逾期" });
    expect(garbled.stderr).toBe(
      "note: stdin:1  “锟斤拷” looks like text that was once decoded wrongly\n  export again, or say how the file is encoded with --encoding\n",
    );
  });

  it.each([
    ["--encoding", "klingon", "no such encoding"],
    ["--map", "texte=内容", 'there is no field "texte": did you mean text?'],
    ["--map", "text", "expected FIELD=COLUMN, such as text=内容"],
    ["--tz", "Mars/Olympus", "--tz Mars/Olympus: no such time zone"],
    ["--max-record", "0", "expected a number of bytes, such as 16M"],
    ["--max-rows", "many", "expected a whole number, such as 1000"],
  ])("%s %s is refused with a line on what to do", async (option, value, message) => {
    const { code, stdout, stderr } = await run([option, value], { input: KINDS.improper });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it("a file of many lines is one message, and how to read it as many is told", async () => {
    file("many.txt", `${Array.from({ length: 25 }, (_, i) => `第${i + 1}条，晚上一起吃饭吗`).join("\n")}\n`);
    const [one, many] = await Promise.all([
      run(["many.txt", "--format", "jsonl"]),
      run(["many.txt", "--from", "lines", "--format", "jsonl"]),
    ]);
    expect(lines(one.stdout)).toHaveLength(1);
    expect(one.stderr).toBe("note: many.txt  is read as one message\n  if each line is a message of its own, say --from lines\n");
    expect([lines(many.stdout).length, beside(many.stderr)]).toEqual([25, ""]);
  });

  it("every record says where it came from", async () => {
    file("two.jsonl", `\n${jsonl({ id: "own", text: KINDS.unrelated }, { text: KINDS.scam })}`);
    const { stdout, stderr } = await run(["two.jsonl", "--format", "jsonl"]);
    expect(beside(stderr)).toBe("");
    expect(lines(stdout).map(({ origin }) => origin)).toEqual([
      { file: "two.jsonl", format: "jsonl", record: 1, line: 2 },
      { file: "two.jsonl", format: "jsonl", record: 2, line: 3 },
    ]);
  });
});

describe("the files read", () => {
  it("are left as they were", async () => {
    const before = jsonl({ text: KINDS.scam });
    file("kept.jsonl", before);
    await run(["kept.jsonl"]);
    expect(readFileSync(join(folder, "kept.jsonl"), "utf8")).toBe(before);
  });
});
