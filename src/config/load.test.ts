import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { REPORT_FORMATS } from "../report/reporters.js";
import { loadConfig } from "./load.js";

const root = mkdtempSync(join(tmpdir(), "cuijian-config-"));
afterAll(() => rmSync(root, { recursive: true }));

let number = 0;
/** In a folder of its own, as a program is loaded once only. */
function file(name: string, content: string): string {
  const path = join(root, String(number++), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** What is wrong, with the path of the file left out. */
async function problemsOf(name: string, content: string): Promise<string[]> {
  const path = file(name, content);
  const error = await loadConfig(path).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error("nothing is wrong");
  return error.problems.map(
    ({ where, message, hint }) => `${where?.replace(/^.*?cuijian\.config\.\w+/, "")}  ${message}${hint ? ` | ${hint}` : ""}`,
  );
}

const SETTINGS = {
  disable: "threat/insult",
  severities: { "visit-bluff": "critical", "quiet-hours": "off" },
  failOn: "questionable",
  lender: "jd",
  institution: "consumer-finance",
  ignore: ["草稿/**", "*.bak"],
  unidentified: { required: true },
  lang: "en",
  format: "jsonl",
  encoding: "GB 18030",
  map: { text: "内容" },
  tz: "+08:00",
};
const READ = { ...SETTINGS, disable: ["threat/insult"], encoding: "gb18030" };

const YAML = `# 催收模板
disable: threat/insult
severities:
  visit-bluff: critical
  quiet-hours: off
failOn: questionable
lender: jd
institution: consumer-finance
ignore: [草稿/**, "*.bak"]
unidentified: { required: true }
lang: en
format: jsonl
encoding: GB 18030
map: { text: 内容 }
tz: "+08:00"
`;

describe("loadConfig", () => {
  it.each([
    ["cuijian.config.json", JSON.stringify(SETTINGS)],
    ["cuijian.config.json", `\ufeff${JSON.stringify(SETTINGS, null, "\t")}\n`],
    ["cuijian.config.yaml", YAML],
    ["cuijian.config.yml", YAML.replaceAll("\n", "\r\n")],
    ["cuijian.config.mjs", `export default ${JSON.stringify(SETTINGS)};`],
    ["cuijian.config.js", `module.exports = ${JSON.stringify(SETTINGS)};`],
    ["house.mjs", `const settings = await Promise.resolve(${JSON.stringify(SETTINGS)});\nexport default settings;`],
  ])("reads %s", async (name, content) => {
    const { settings, folder } = await loadConfig(file(name, content));
    expect(settings).toEqual(READ);
    expect(dirname(folder)).toBe(root);
  });

  it("takes paths to be relative to the file", async () => {
    const path = file(
      "cuijian.config.yaml",
      "rules: [house, ../shared]\naccepted: a.yml\nbaseline: /b.jsonl\noutput: [jsonl=out/r.jsonl, r=x.txt]\n",
    );
    const folder = dirname(path);
    mkdirSync(join(folder, "house"));
    mkdirSync(join(root, "shared"));
    const { settings } = await loadConfig(path);
    const { rules = [], accepted, baseline, output = [], ...rest } = settings;
    // They are named as seen from the working directory, wherever that is.
    expect([...rules, accepted, baseline, ...output.map((one) => one.file)].map((one) => resolve(one ?? ""))).toEqual([
      join(folder, "house"),
      join(root, "shared"),
      join(folder, "a.yml"),
      "/b.jsonl",
      join(folder, "out/r.jsonl"),
      join(folder, "r=x.txt"),
    ]);
    expect(output.map(({ format }) => format)).toEqual(["jsonl", undefined]);
    expect(rest).toEqual({});
  });

  it("may say nothing", async () => {
    expect((await loadConfig(file("cuijian.config.yaml", "{}\n"))).settings).toEqual({});
    expect((await loadConfig(file("cuijian.config.mjs", "export default { failOn: undefined };"))).settings).toEqual({});
  });

  it("says what is wrong with each value, and what is expected, at its place", async () => {
    const content = `severities: { threat: grave, scam: 3 }
failOn: bad
lender: 7
institution: shop
ignore: ["!a", ../b, /c]
unidentified: true
disable: [[threat]]
lang: fr
format: 5
output: [a.txt, b.txt]
encoding: ebcdic
map: { txt: 内容 }
tz: Mars/Base
accepted:
faillOn: scam
`;
    const problems = await problemsOf("cuijian.config.yaml", content);
    expect(problems.map((problem) => problem.replace(REPORT_FORMATS.join(", "), "…"))).toMatchInlineSnapshot(`
      [
        ":7:11  disable.0: expected text, not a list",
        ":1:23  severities.threat: "grave" is not one of: notice, warning, serious, critical, off",
        ":1:36  severities.scam: 3 is not one of: notice, warning, serious, critical, off",
        ":2:9  failOn: "bad" is not one of: scam, improper, questionable, never",
        ":3:9  lender: expected text, not 7",
        ":4:14  institution: "shop" is not one of: bank, consumer-finance, small-loan, internet-lender, private",
        ":5:10  ignore.0: there is no taking back with "!": write patterns for what is left out",
        ":5:16  ignore.1: goes by files below the folder of the settings, such as drafts/**",
        ":5:22  ignore.2: goes by files below the folder of the settings, such as drafts/**",
        ":6:15  unidentified: expected required: true, or required: false",
        ":14:10  accepted: expected text, not nothing",
        ":8:7  lang: "fr" is not one of: zh, en",
        ":9:9  format: 5 is not one of: …",
        ":10:9  output: one file takes the place of standard output; further ones need a format, such as jsonl=FILE",
        ":11:11  encoding: ebcdic: no such encoding; one of utf-8, utf-16le, utf-16be, gb18030, gbk, big5",
        ":12:8  map: unknown key "txt" | did you mean "text"? (one of text, id, sentAt, sender, direction, lender, overdueDays)",
        ":13:5  tz: Mars/Base: no such time zone; say Asia/Shanghai, Asia/Hong_Kong or an offset such as +08:00",
        ":15:1  unknown key "faillOn" | did you mean "failOn"? (one of rules, disable, severities, failOn, lender, institution, ignore, unidentified, accepted, baseline, lang, format, output, encoding, map, tz)",
      ]
    `);
  });

  it("places what is wrong in JSON too", async () => {
    expect(await problemsOf("cuijian.config.json", '{\n  "disable": [],\n  "fail-on": "scam"\n}\n')).toEqual([
      ':3:3  unknown key "fail-on" | did you mean "failOn"? (one of rules, disable, severities, failOn, lender, institution, ignore, unidentified, accepted, baseline, lang, format, output, encoding, map, tz)',
    ]);
    expect(await problemsOf("cuijian.config.json", '{ "lang": "zh"\n')).toEqual([":2:1  Flow map must end with a }"]);
  });

  it("names the file where a program is wrong", async () => {
    const problems = await Promise.all(
      [
        'export default { lang: "fr", langg: "zh" };',
        "export const settings = {};",
        "export default 7;",
        'throw new RangeError("没有模板\\n第二行");',
        "throw null;",
      ].map((content) => problemsOf("cuijian.config.mjs", content)),
    );
    expect(problems.flat()).toMatchInlineSnapshot(`
      [
        "  lang: "fr" is not one of: zh, en",
        "  unknown key "langg" | did you mean "lang"? (one of rules, disable, severities, failOn, lender, institution, ignore, unidentified, accepted, baseline, lang, format, output, encoding, map, tz)",
        "  exports no settings | write "export default { … }"",
        "  expected keys and values, not 7",
        "  failed: RangeError: 没有模板",
        "  failed: null",
      ]
    `);
  });

  it.each<[string, string, string[]]>([
    [
      "two ways to treat a creditor who is not named",
      "unidentified: {required: false}\nseverities: {unidentified: serious}\n",
      [":2:28  severities.unidentified: has no effect: unidentified.required is false"],
    ],
    [
      "a requirement that is off",
      "unidentified: {required: true}\nseverities: {unidentified: off}\n",
      [":2:28  severities.unidentified: is off, yet unidentified.required is true"],
    ],
    ["rules that are not there", "rules: [nowhere]\n", [":1:9  rules: no such directory: …"]],
    ["nothing", "", [":1:1  expected keys and values, not nothing"]],
    ["a list", "- threat\n", [":1:1  expected keys and values, not a list"]],
    ["a key given twice", "lang: zh\nlang: en\n", [":2:1  Map keys must be unique"]],
  ])("refuses %s", async (_, content, problems) => {
    const found = await problemsOf("cuijian.config.yaml", content);
    expect(found.map((problem) => problem.replace(/directory: .*/, "directory: …"))).toEqual(problems);
  });

  it("refuses a file that is not there, or is no file of settings", async () => {
    const message = (path: string) => loadConfig(path).catch((error: UserError) => error.problems.map((one) => one.message));
    expect(await message(join(root, "gone.yaml"))).toEqual(["cannot be read: no such file"]);
    expect(await message(join(root, "gone.mjs"))).toEqual(["cannot be read: no such file"]);
    expect(await message(file("cuijian.config.toml", "a = 1"))).toEqual([
      "is no file of settings: its name ends in none of .json, .yaml, .yml, .js, .mjs",
    ]);
  });
});
