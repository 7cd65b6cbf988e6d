import { afterAll, describe, expect, it } from "vitest";
import { desk, jsonl, KINDS, lines } from "./spawn.testing.js";

const { run, clear } = desk();
afterAll(clear);

const TEMPLATES = jsonl(
  { id: "good", text: "【{company}】您的账单应还{amount}元，请登录{app}还款，客服{hotline}。" },
  { id: "vague", text: KINDS.questionable },
  { id: "swindle", text: "为了帮您办理延期还款，请把收到的六位验证码报给我。" },
);
type Suggesting = { readonly id: string; readonly suggest?: { readonly zh: string; readonly en: string } };
const flagsIn = (stdout: string): readonly Suggesting[] => lines(stdout).flatMap(({ flags }) => flags as readonly Suggesting[]);

describe("--suggest", () => {
  it("offers another wording with each flag that has one; beside that nothing is different", async () => {
    const [plain, offered, array] = await Promise.all([
      run(["--format", "jsonl"], { input: TEMPLATES }),
      run(["--format", "jsonl", "--suggest"], { input: TEMPLATES }),
      run(["--format", "json", "--suggest"], { input: TEMPLATES }),
    ]);
    expect(plain.stdout).not.toContain('"suggest"');
    expect(flagsIn(offered.stdout).map(({ id, suggest }) => [id, suggest?.zh.includes("{amount}")])).toEqual([
      ["threat", true],
      ["scam", undefined],
      ["unidentified", undefined],
    ]);
    expect(JSON.parse(array.stdout)).toEqual(lines(offered.stdout));
    const withoutOffers = offered.stdout.replace(/,"suggest":\{"zh":"[^"]*","en":"[^"]*"\}/g, "");
    expect([offered.code, withoutOffers]).toEqual([plain.code, plain.stdout]);
  });

  it("shows it to people under the flag, in English with what it is about", async () => {
    const [plain, zh, en, table] = await Promise.all([
      run([], { input: KINDS.questionable }),
      run(["--suggest"], { input: KINDS.questionable }),
      run(["--suggest", "--lang", "en"], { input: KINDS.questionable }),
      run(["--suggest", "--format", "markdown"], { input: KINDS.questionable }),
    ]);
    expect(plain.stdout).not.toContain("可改为");
    expect(zh.stdout).toMatch(/^ {2}· 可改为：【\{company\}】/m);
    expect(en.stdout).toMatch(/^ {2}· Say instead: [A-Z][^“]+“【\{company\}】/ms);
    expect(table.stdout).toContain("<br>可改为：【&#123;company&#125;】");
  });

  it("of nothing is nothing", async () => {
    const { code, stdout } = await run(["--suggest", "--format", "jsonl"], { input: KINDS.unrelated });
    expect([code, lines(stdout).map(({ flags }) => flags)]).toEqual([0, [[]]]);
  });

  it("offers what passes itself", async () => {
    const offered = await run(["--suggest", "--format", "jsonl"], { input: KINDS.questionable });
    const [suggest] = (lines(offered.stdout)[0]?.flags ?? []) as unknown as readonly Suggesting[];
    const again = await run(["--fail-on", "questionable", "--quiet"], { input: suggest?.suggest?.zh as string });
    expect([offered.code, again]).toEqual([0, { code: 0, stdout: "", stderr: "" }]);
  });
});

describe("rules ID", () => {
  it("shows what the rule suggests", async () => {
    const [zh, en, without] = await Promise.all([
      run(["rules", "threat/soft-trouble"]),
      run(["rules", "threat/soft-trouble", "--lang", "en"]),
      run(["rules", "scam/asks-code"]),
    ]);
    expect(zh.stdout).toMatch(/\n\n可改为\n {2}【\{company\}】/);
    expect(en.stdout).toMatch(/\n\nSay instead\n {2}Name the consequences there really are/);
    expect(without.stdout).not.toContain("可改为");
  });
});
