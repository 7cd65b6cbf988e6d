import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** What the READMEs show is what the program prints, and both say the same. */

const root = new URL("../", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), "utf8");
const block = (text: string, language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``).exec(text)?.[1] ?? "";

describe.each(["README.md", "README.zh-CN.md"])("%s", (name) => {
  const text = read(name);

  it("shows the real output of its first command", () => {
    const [, message, options] =
      /echo "(.+)" \| node bin\/cuijian\.js (.+)$/.exec(block(text, "sh").split("\n")[0] as string) ?? [];
    const { stdout } = spawnSync(process.execPath, ["bin/cuijian.js", ...(options as string).split(" ")], {
      cwd: root,
      input: `${message}\n`,
      encoding: "utf8",
    });
    expect(block(text, "text")).toBe(stdout.trimEnd());
  });

  it("names every command and every option of check", () => {
    const help = ["", "check"]
      .map(
        (command) =>
          spawnSync(process.execPath, ["bin/cuijian.js", ...(command ? [command] : []), "--help"], {
            cwd: root,
            encoding: "utf8",
          }).stdout,
      )
      .join("\n");
    const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]
      .map(([, option]) => option as string)
      .filter((option) => !["--help", "--version", "--mask"].includes(option));
    expect(options.length).toBeGreaterThan(10);
    expect(options.filter((option) => !text.includes(option))).toEqual([]);
    const commands = [...help.matchAll(/^ {2}([a-z]+)(?: \[| <)/gm)]
      .map(([, command]) => command as string)
      .filter((command) => command !== "help");
    expect(commands.filter((command) => !text.includes(`cuijian ${command}`) && command !== "check")).toEqual([]);
  });
});

it("the two READMEs have the same sections and the same figures", () => {
  const [english, chinese] = [read("README.md"), read("README.zh-CN.md")];
  const headings = (text: string): number => (text.match(/^#+ /gm) ?? []).length;
  const figures = (text: string): string[] => text.match(/\b0\.\d{3}\b/g) ?? [];
  expect(headings(chinese)).toBe(headings(english));
  expect(figures(english).length).toBeGreaterThan(20);
  expect(figures(chinese)).toEqual(figures(english));
});
