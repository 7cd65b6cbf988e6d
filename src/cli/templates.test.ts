import { afterAll, describe, expect, it } from "vitest";
import { beside, desk, KINDS, lines } from "./spawn.testing.js";

const { file, run, clear } = desk();
afterAll(clear);

const YAML = `# 催收短信\noverdue:\n  first: ${KINDS.legitimate}\n  last: |\n    ${KINDS.improper}\nretries: 3\n`;

describe.concurrent("a file of many templates", () => {
  it("is judged one by one, each by its name and line; a bad one fails the run", async () => {
    const { code, stdout, stderr } = await run([file("sms.yml", YAML), "--format", "jsonl"]);
    expect([code, beside(stderr)]).toEqual([1, ""]);
    expect(lines(stdout).map(({ id, verdict, origin }) => [id, verdict, origin?.format, origin?.line])).toEqual([
      ["overdue.first", "legitimate", "yaml", 3],
      ["overdue.last", "improper", "yaml", 4],
    ]);
    expect((await run(["sms.yml", "--fail-on", "scam"])).code).toBe(0);
  });

  it("may be JSON or properties", async () => {
    file("sms.json", JSON.stringify({ a: KINDS.legitimate, b: { c: KINDS.improper } }));
    file("sms.properties", `a=${KINDS.legitimate}\nb.c: ${KINDS.improper}\n`);
    for (const name of ["sms.json", "sms.properties"]) {
      const { code, stdout } = await run([name, "--format", "jsonl"]);
      expect(code).toBe(1);
      expect(lines(stdout).map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(["a legitimate", "b.c improper"]);
    }
  });

  it("comes through a pipe with --from", async () => {
    const { code, stdout } = await run(["--from", "yaml", "--format", "jsonl"], { input: YAML });
    expect(code).toBe(1);
    expect(lines(stdout).map(({ id }) => id)).toEqual(["overdue.first", "overdue.last"]);
  });

  it("that is broken says where, and the run ends with 2", async () => {
    const { code, stderr } = await run([file("broken.yml", "a:\n  b: {name}您好\n"), "--quiet"]);
    expect([code, stderr]).toEqual([
      2,
      "broken.yml:2:12  this is not valid YAML, and nothing of the document is read: Unexpected scalar at node end\n  a text that begins with a sign such as { [ # % or holds “: ” must stand in quotes\n",
    ]);
  });

  it("without a single text is an error", async () => {
    const { code, stdout, stderr } = await run([file("empty.yml", "---\n# nothing yet\nretries: 3\n")]);
    expect([code, stdout, stderr]).toEqual([
      2,
      "",
      "empty.yml  there is nothing to judge: no text is in it\n  plain text is read with --from text or --from lines\n",
    ]);
  });
});
