import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { readFixtures, readLabelled } from "./fixtures.js";

const folder = mkdtempSync(join(tmpdir(), "cuijian-fixtures-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const problems = async (reading: Promise<unknown>): Promise<string[]> => {
  const error = await reading.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw error;
  return error.problems.map(({ where, message }) => `${where?.replace(`${folder}/`, "")}  ${message}`);
};

const YAML = `# labelled by hand
- id: one
  text: |
    再不还钱，
    我找人打断你的腿
  verdict: improper
  flags: [threat]
  note: two lines
- text: 今晚一起去看电影吗？
  verdict: unrelated
  sentAt: 2026-01-31T09:30:00+08:00
  debatable: true
- { text: 我发的, direction: out }
`;

describe("readFixtures", () => {
  it("reads the same from JSON Lines, a JSON array and YAML", async () => {
    const records = [
      { id: "a", text: "还钱", verdict: "legitimate", flags: [], debatable: true },
      { id: "b", text: "打断腿", flags: ["threat"] },
    ];
    const [lines, array, yaml] = await Promise.all([
      readFixtures([file("a.jsonl", records.map((record) => JSON.stringify(record)).join("\n"))]),
      readFixtures([file("a.json", JSON.stringify(records, null, 2))]),
      readFixtures([file("a.yaml", records.map((record) => `- ${JSON.stringify(record)}\n`).join(""))]),
    ]);
    const parts = (fixtures: typeof lines) => fixtures.map(({ where: _, ...rest }) => rest);
    expect(parts(lines)).toEqual([
      { id: "a", message: { id: "a", text: "还钱" }, expected: { verdict: "legitimate", flags: [] }, debatable: true },
      { id: "b", message: { id: "b", text: "打断腿" }, expected: { flags: ["threat"] }, debatable: false },
    ]);
    expect(parts(array)).toEqual(parts(lines));
    expect(parts(yaml)).toEqual(parts(lines));
    const places = [lines, array, yaml].map((fixtures) => fixtures.map(({ where }) => where.replace(/^.*:/, "")));
    expect(places).toEqual([
      ["1", "2"],
      ["2", "9"],
      ["1", "2"],
    ]);
  });

  it("reads YAML as it is written by hand", async () => {
    const path = file("hand.yml", YAML);
    expect(await readFixtures([path])).toEqual([
      {
        id: "one",
        where: `${path}:2`,
        message: { id: "one", text: "再不还钱，\n我找人打断你的腿\n" },
        expected: { verdict: "improper", flags: ["threat"] },
        debatable: false,
      },
      {
        id: `${path}:9`,
        where: `${path}:9`,
        message: { id: `${path}:9`, text: "今晚一起去看电影吗？", sentAt: "2026-01-31T09:30:00+08:00" },
        expected: { verdict: "unrelated" },
        debatable: true,
      },
    ]);
  });

  it("names every record that cannot be used, and where", async () => {
    const jsonl = file(
      "bad.jsonl",
      '{"text":"一"}\n{"text":"二","verdict":"bad"}\n{"text":"三","verdict":"scam","debatable":"yes"}\n',
    );
    const yaml = file("late.yml", "- text: 一\n  verdict: scam\n- text: 二\n  verdict: scam\n  sentAt: soon\n- text: 三\n");
    expect(await problems(readFixtures([jsonl, yaml]))).toEqual([
      'bad.jsonl:1  a fixture needs a "verdict" or "flags"',
      'bad.jsonl:2  "verdict" must be one of unrelated, legitimate, questionable, improper, scam',
      'bad.jsonl:3  "debatable" must be true or false',
      'late.yml:3:3  "sentAt" must be an ISO 8601 time, such as 2026-01-31T09:30:00+08:00',
      'late.yml:6  a fixture needs a "verdict" or "flags"',
    ]);
  });

  it.each([
    [
      "- text: 一\n  verdict: bad\n  flags: [threat, scan]\n",
      [
        'y.yml:2:12  0.verdict: "bad" is not one of: unrelated, legitimate, questionable, improper, scam',
        'y.yml:3:19  0.flags.1: "scan" is not one of: threat, visit-bluff, false-legal, third-party, scam',
      ],
    ],
    ["- text: 一\n- verdict: scam\n", ["y.yml:2:3  1.text: is missing"]],
    ["text: 一\nverdict: scam\n", ["y.yml:1:1  expected a list, not keys and values"]],
    ["- text: 'open\n  verdict: scam\n", ["y.yml:3:1  Missing closing 'quote"]],
    ["[]\n", ["y.yml  there is nothing to judge: the list is empty"]],
  ])("refuses YAML such as %j", async (content, lines) => {
    expect(await problems(readFixtures([file("y.yml", content)]))).toEqual(lines);
  });
});

describe("readLabelled", () => {
  it("takes only what has a verdict and flags, from YAML too", async () => {
    const whole = file("whole.yml", "- { id: a, text: 打断腿, verdict: improper, flags: [threat] }\n");
    expect(await readLabelled([whole])).toEqual([
      { message: { id: "a", text: "打断腿" }, verdict: "improper", flags: ["threat"] },
    ]);
    expect(await problems(readLabelled([file("half.jsonl", '{"text":"一","verdict":"scam"}\n')]))).toEqual([
      'half.jsonl:1  a labelled message needs "verdict" and "flags"',
    ]);
  });
});
