import { spawn } from "node:child_process";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { desk, jsonl, KINDS, lines } from "./spawn.testing.js";

const { run, folder, clear } = desk();
afterAll(clear);

const filter = (input: string | Uint8Array, ...args: readonly string[]) => run(["filter", ...args], { input });
const gist = (stdout: string): string[] =>
  lines(stdout).map(
    (line) => `${line.id} ${line.verdict ?? line.error?.code ?? (line as unknown as { skipped: string }).skipped}`,
  );

describe.concurrent("cuijian filter", () => {
  it("gives one line for each line, in order, whatever stands in it, and never fails for it", async () => {
    const input = `${jsonl({ id: "a", text: KINDS.scam })}\n \t\noops\n[1]\n{"id":"b"}\n${jsonl({ text: "好", direction: "out" })}${jsonl({ text: KINDS.improper })}`;
    const { code, stdout, stderr } = await filter(input);
    expect([code, stderr]).toEqual([0, ""]);
    expect(gist(stdout)).toEqual([
      "a scam",
      "stdin:2 blank-line",
      "stdin:3 blank-line",
      "stdin:4 not-json",
      "stdin:5 not-an-object",
      "b no-text",
      "stdin:7 sent by the owner",
      "stdin:8 improper",
    ]);
  });

  it("leaves blank lines out when told to", async () => {
    const { stdout } = await filter(`\n${jsonl({ text: KINDS.scam })}\r\n\n`, "--blank", "skip");
    expect(gist(stdout)).toEqual(["stdin:2 scam"]);
  });

  it("passes unknown fields and ids through untouched", async () => {
    const extra = { thread: 7, 备注: "家里", nested: { a: [1, null] }, source: "x\u2028y" };
    const { stdout } = await filter(jsonl({ id: 12, text: KINDS.unrelated, ...extra }));
    expect(lines(stdout)[0]).toMatchObject({ id: "12", extra });
  });

  it("splits lines at \\n alone, with or without \\r; the last one counts without either", async () => {
    const { stdout } = await filter('{"text":"一\u2028二\u0085三"}\r\n{"text":"四"}');
    expect(lines(stdout).map(({ id }) => id)).toEqual(["stdin:1", "stdin:2"]);
    expect(stdout.endsWith("\n")).toBe(true);
  });

  it("makes an error of bytes that are no UTF-8, of a NUL, and of a line that is too long", async () => {
    const input = Buffer.concat([
      Buffer.from('{"text":"'),
      Buffer.from([0xff]),
      Buffer.from(`"}\n{"text":"\0"}\n{"text":"${"好".repeat(500)}"}\n${jsonl({ text: KINDS.scam })}`),
    ]);
    const { code, stdout } = await filter(input, "--max-line", "1K");
    expect([code, gist(stdout)]).toEqual([0, ["stdin:1 not-utf8", "stdin:2 binary", "stdin:3 over-max-line", "stdin:4 scam"]]);
  });

  it("gives nothing for nothing", async () => {
    expect(await filter("")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("gives the same bytes for the same bytes, and what check gives", async () => {
    const input = jsonl(...Object.values(KINDS).map((text, i) => ({ id: `m${i}`, text })));
    const [one, two, checked] = await Promise.all([filter(input), filter(input), run(["--format", "jsonl"], { input })]);
    expect(one.stdout).toBe(two.stdout);
    const plain = (stdout: string) =>
      lines(stdout).map(({ origin: _, flags, ...line }) => ({
        ...line,
        flags: flags.map((flag) => ({ ...flag, fingerprint: 0 })),
      }));
    expect(plain(one.stdout)).toEqual(plain(checked.stdout));
  });

  it("speaks Hadoop: keys before a tab, counters on standard error", async () => {
    const input = `k1\t${jsonl({ text: KINDS.scam })}k2\toops\n${jsonl({ text: KINDS.scam })}`;
    const { code, stdout, stderr } = await filter(input, "--key-tab", "--counters");
    expect(stdout.split("\n").map((line) => line.split("\t")[0])).toEqual(["k1", "k2", "", ""]);
    expect([code, stderr]).toEqual([0, "reporter:counter:cuijian,errors,1\nreporter:counter:cuijian,scam,2\n"]);
  });

  it("ends quietly when its reader leaves", async () => {
    const { code, stderr } = await run(["filter"], { input: jsonl({ text: KINDS.scam }).repeat(20_000), hangUp: true });
    expect([code, stderr]).toEqual([0, ""]);
  });

  it("ends at a record when it is told to, with what it has", async () => {
    const { code, stdout } = await run(["filter"], { input: jsonl({ text: KINDS.scam }), signal: "SIGTERM" });
    expect(code).toBe(143);
    expect(gist(stdout)).toEqual(["stdin:1 scam"]);
  });

  it("refuses options that are none, and reads nothing then", async () => {
    const { code, stdout, stderr } = await filter("oops\n", "--blank", "maybe");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Allowed choices are error, skip");
  });
});

describe("on a live pipe", () => {
  it("a line is answered before the next one comes", async () => {
    const child = spawn(process.execPath, [new URL("../../bin/cuijian.js", import.meta.url).pathname, "filter"], { cwd: folder });
    const answers = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for (const id of ["first", "second"]) {
      child.stdin.write(jsonl({ id, text: KINDS.unrelated }));
      expect(String((await answers.next()).value)).toMatch(new RegExp(`^\\{"id":"${id}"[^\\n]*\\n$`));
    }
    child.stdin.end();
    await new Promise((done) => child.on("close", done));
    expect(child.exitCode).toBe(0);
  });
});

describe("any lines at all", () => {
  it("give as many lines, in order, as they are", async () => {
    const line = fc.oneof(
      fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", " ")),
      fc.record({ id: fc.string(), text: fc.string() }).map((value) => JSON.stringify(value)),
      fc.json(),
    );
    const samples = fc.sample(line, 300);
    const { code, stdout } = await filter(samples.map((one) => `${one}\n`).join(""));
    expect(code).toBe(0);
    const answers = stdout
      .split("\n")
      .slice(0, -1)
      .map((one) => JSON.parse(one) as { id: string });
    expect(answers).toHaveLength(samples.length);
    for (const [i, { id }] of answers.entries()) if (id.startsWith("stdin:")) expect(id).toBe(`stdin:${i + 1}`);
  });
});
