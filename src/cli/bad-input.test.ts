import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FORMAT_IDS } from "../inbox/read.js";
import { beside, desk, jsonl, KINDS, lines } from "./spawn.testing.js";

const { file, folder, run, clear } = desk();
afterAll(clear);

describe.concurrent("an input that cannot be read", () => {
  const UNKNOWN = "stdin  is none of the formats known, and no text";
  const TRIED = `\n  tried: ${FORMAT_IDS.slice(1).join(", ")}; say what it is with --from FORMAT, or how it is encoded with --encoding NAME\n`;
  const NO_FILE = '  no such file\n  to judge a text, pipe it in: echo "…" | cuijian\n';

  it.each<[string, string[], string | Uint8Array, string]>([
    ["empty", [], "", "stdin  there is nothing to judge: the input is empty\n"],
    ["blank", [], " \r\n\n　", "stdin  there is nothing to judge: the input is blank\n"],
    ["an empty list", [], "[]", "stdin  there is nothing to judge: the list is empty\n"],
    [
      "binary",
      [],
      Uint8Array.of(0x61, 0x62, 0, 1),
      `${UNKNOWN}: byte 3 is NUL: this is binary data or UTF-16, not UTF-8 text${TRIED}`,
    ],
    ["GBK", [], Uint8Array.of(0x6f, 0x6b, 0xb4, 0xdf, 0xca, 0xd5), `${UNKNOWN}: byte 3 is not valid UTF-8${TRIED}`],
    [
      "no JSON at all",
      ["--from", "json"],
      " oops",
      "stdin:1:2  this is not valid JSON: neither a list nor an object begins here\n  JSON begins with [ or {; plain text is read with --from text or --from lines\n",
    ],

    ["broken JSON", ["--from", "json"], '{"text":"逾期",\n "id":"a",}', "stdin:2:11  this is not valid JSON\n"],
    ["a file that is not there", ["nowhere.txt"], "", `nowhere.txt${NO_FILE}`],
    ["a path through a file", ["/dev/null/x"], "", `/dev/null/x${NO_FILE}`],
    ["a message in place of a file", ["还钱".repeat(300)], "", `${"还钱".repeat(128).slice(0, 255)}…${NO_FILE}`],
  ])("%s: one clear line, exit code 2, no report", async (_, args, input, stderr) => {
    expect(await run([...args, "--format", "jsonl"], { input })).toEqual({ code: 2, stdout: "", stderr });
  });

  it("does not keep the others from being judged", async () => {
    file("good.txt", KINDS.improper);
    const { code, stdout, stderr } = await run(["nowhere.txt", "good.txt", "no/where", "good.txt", "--format", "json"]);
    expect(code).toBe(2);
    expect((JSON.parse(stdout) as unknown[]).length).toBe(2);
    expect(
      beside(stderr)
        .split("\n")
        .filter((line) => /^\S/.test(line)),
    ).toEqual(["nowhere.txt  no such file", "no/where  no such file"]);
  });
});

describe.concurrent("records that cannot be read", () => {
  const INPUT = Buffer.concat([
    Buffer.from(`${jsonl({ id: "first", text: KINDS.improper })}oops\n{"text":"`),
    Buffer.from([0xff]),
    Buffer.from(`"}\n\n${jsonl({ id: "bare" }, { text: 5 }, ["text"], { text: "你好", sentAt: "gestern" })}`),
    Buffer.from(`${jsonl({ text: "你好", direction: "out" }, { text: "你好", overdueDays: "3" })}{"text":"\n`),
    Buffer.from(jsonl({ id: "last", text: KINDS.unrelated })),
  ]);
  const WRONG = [
    ["stdin:2", "not-json", "stdin:2:1", "this line is not a JSON object"],
    ["stdin:3", "not-utf8", "stdin:3", `byte ${INPUT.indexOf(0xff) + 1} is not valid UTF-8`],
    ["bare", "no-text", "stdin:5", 'the record has no "text"'],
    ["stdin:6", "bad-field", "stdin:6", '"text" must be a string'],
    ["stdin:7", "not-an-object", "stdin:7", "a record must be a JSON object with a text"],
    ["stdin:8", "bad-field", "stdin:8", '"sentAt" must be an ISO 8601 time, such as 2026-01-31T09:30:00+08:00'],
    ["stdin:10", "bad-field", "stdin:10", '"overdueDays" must be a whole number of days'],
    ["stdin:11", "not-json", "stdin:11:10", "this line is not a JSON object"],
  ];

  it("become errors in their place, are named once on standard error with advice, and the rest is judged", async () => {
    const [asLines, asArray, pretty] = await Promise.all([
      run(["--from", "jsonl", "--format", "jsonl"], { input: INPUT }),
      run(["--format", "json"], { input: INPUT }),
      run([], { input: INPUT }),
    ]);
    const records = lines(asLines.stdout);
    expect(records[0]).toMatchObject({ id: "first", verdict: "improper" });
    expect(records.at(-1)).toMatchObject({ id: "last", verdict: "unrelated" });
    expect(records.slice(1, -1)).toEqual(WRONG.map(([id, code, where, message]) => ({ id, error: { code, message, where } })));
    expect(JSON.parse(asArray.stdout)).toEqual(records);
    expect([asLines.code, asArray.code, pretty.code]).toEqual([2, 2, 2]);
    expect(
      beside(asLines.stderr)
        .split("\n")
        .filter((line) => /^\S/.test(line)),
    ).toEqual(WRONG.map(([, , where, message]) => `${where}  ${message}`));
    expect(asLines.stderr.match(/plain text is read with --from lines/g)).toHaveLength(1);
    expect(asLines.stderr).toContain("iconv -f GB18030 -t UTF-8");
    for (const [id] of WRONG) expect(pretty.stdout).toMatch(new RegExp(`^${id} {2}无法读取$`, "m"));
  });
});

describe.concurrent("an output that cannot be written", () => {
  it.each<[string, string[], string]>([
    ["no such folder", ["--output", "nowhere/report"], "nowhere/report  cannot be written: no such file or directory\n"],
    ["a directory", ["--output", "."], ".  cannot be written: illegal operation on a directory\n"],
    ["a full disk", ["--output", "/dev/full"], "/dev/full  cannot be written: no space left on device\n"],
  ])("%s", async (_, args, stderr) => {
    expect(await run(args, { input: KINDS.improper })).toEqual({ code: 2, stdout: "", stderr });
  });

  it("because it is an input: nothing is lost", async () => {
    file("inbox.jsonl", jsonl({ text: KINDS.improper }));
    const { code, stderr } = await run(["inbox.jsonl", "--output", join(folder, "inbox.jsonl")]);
    expect([code, stderr]).toEqual([
      2,
      `${join(folder, "inbox.jsonl")}  is also an input: writing it would erase what is to be read\n  choose another file for the output\n`,
    ]);
    expect(readFileSync(join(folder, "inbox.jsonl"), "utf8")).toBe(jsonl({ text: KINDS.improper }));
  });

  it("because its reader left: the run ends early and says nothing", async () => {
    const input = jsonl({ text: KINDS.legitimate }).repeat(100_000);
    const started = Date.now();
    const { code, stdout, stderr } = await run(["--format", "jsonl"], { input, hangUp: true });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^\{"id":"stdin:1"/);
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  it.each([["guide"], ["--help"], ["rules"]])("because its reader left: %s", async (command) => {
    expect((await run([command], { hangUp: true })).stderr).toBe("");
  });
});

describe.concurrent("a large input", () => {
  it("is one message where it is one, however long, with evidence from its end", async () => {
    const text = `${"天气很好，我们去公园散步。".repeat(10_000)}${KINDS.improper}`;
    const { code, stdout } = await run(["--format", "jsonl"], { input: text });
    expect(code).toBe(1);
    const [evidence] = lines(stdout)[0]?.flags.find(({ id }) => id === "threat")?.evidence ?? [];
    expect(evidence).toMatchObject({ by: "rule", text: text.slice(-5), start: text.length - 5, end: text.length });
  });

  it("may have very long lines, broken ones among them", async () => {
    const input = `${jsonl({ text: "天气很好。".repeat(20_000) })}{"text":"${"x".repeat(500_000)}\n${jsonl({ text: KINDS.improper })}`;
    const { code, stdout, stderr } = await run(["--format", "jsonl"], { input });
    expect(code).toBe(2);
    expect(lines(stdout).map(({ verdict, error }) => verdict ?? error?.where)).toEqual([
      "unrelated",
      "stdin:2:500010",
      "improper",
    ]);
    expect(beside(stderr).length).toBeLessThan(200);
  });

  it("of many short lines comes out whole and in order", async () => {
    const { code, stdout, stderr } = await run(["--from", "lines", "--format", "jsonl"], { input: "好\n".repeat(10_000) });
    expect([code, beside(stderr)]).toEqual([0, ""]);
    expect(lines(stdout).map(({ id }) => id)).toEqual(Array.from({ length: 10_000 }, (_, i) => `stdin:${i + 1}`));
  });
});
