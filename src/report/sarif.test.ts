import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Log, Result, Run } from "sarif";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Entry, type Judged, reportOn, type View } from "./entry.js";
import { aCleanOne, aFlag, aMessage, aView, found, QUIET_HOURS, TEXT, UNREAD } from "./report.testing.js";
import { sarif } from "./sarif.js";

/** The schema of SARIF 2.1.0 as OASIS published it. */
const STANDARD = z.fromJSONSchema(
  JSON.parse(
    readFileSync(new URL("../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json", import.meta.url), "utf8"),
    // zod takes `uri-reference` for a whole URL; the rules below look at URIs.
    (key, value) => (key === "format" && typeof value === "string" ? undefined : value),
  ),
);

const text = z.string().min(1);
const level = z.enum(["note", "warning", "error"]);
const location = z.strictObject({
  id: z.int().min(1).optional(),
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({
      uri: z.string().regex(/^(?!\/)(?:[\w.~!'()*/-]|%[0-9A-F]{2})+$/, "must be relative and encoded"),
    }),
    region: z
      .strictObject({
        startLine: z.int().min(1),
        startColumn: z.int().min(1),
        endLine: z.int().min(1),
        endColumn: z.int().min(1),
      })
      .or(z.strictObject({ startLine: z.int().min(1) })),
  }),
  message: z.strictObject({ text }).optional(),
});

/** What GitHub code scanning takes, and nothing this program should not say: "SARIF support for code scanning". */
const GITHUB = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: text,
          version: text,
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          rules: z
            .array(
              z.strictObject({
                id: text,
                name: text.max(255),
                shortDescription: z.strictObject({ text: text.max(1024) }),
                fullDescription: z.strictObject({ text: text.max(1024) }),
                help: z.strictObject({ text, markdown: text }),
                defaultConfiguration: z.strictObject({ level }),
                properties: z.strictObject({
                  tags: z.array(text).max(20),
                  precision: z.enum(["very-high", "high", "medium", "low"]),
                  "problem.severity": z.enum(["error", "warning", "recommendation"]),
                }),
              }),
            )
            .max(25_000),
        }),
      }),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z
            .array(
              z.strictObject({
                level,
                message: z.strictObject({ text }),
                descriptor: z.strictObject({ id: text }).optional(),
                locations: z.array(location).optional(),
              }),
            )
            .min(1)
            .optional(),
        }),
      ]),
      columnKind: z.literal("utf16CodeUnits"),
      results: z
        .array(
          z.strictObject({
            ruleId: text,
            ruleIndex: z.int().min(0),
            level,
            message: z.strictObject({ text }),
            locations: z.tuple([location]),
            relatedLocations: z.array(location).min(1).max(100).optional(),
            partialFingerprints: z.strictObject({ primaryLocationLineHash: z.string().regex(/^[0-9a-f]{16}$/) }),
            properties: z.strictObject({ id: text, verdict: text, confidence: z.number() }),
          }),
        )
        .max(25_000),
    }),
  ]),
});

/** The run of a report, after all that a consumer would check. */
function runOf(entries: readonly Entry[], parts: Partial<View> = {}): Run {
  const log = JSON.parse(reportOn(sarif, entries, aView(parts))) as Log;
  if (entries.length < 1000) STANDARD.parse(log);
  const [run] = GITHUB.parse(log).runs as unknown as [Run];
  const ids = run.tool.driver.rules?.map(({ id }) => id) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids)).toEqual(new Set(run.results?.map(({ ruleId }) => ruleId)));
  for (const result of run.results ?? []) {
    expect(ids[result.ruleIndex as number]).toBe(result.ruleId);
    const linked = [...(result.message.text ?? "").matchAll(/(?<!\\)\]\((\d+)\)/g)].map(([, id]) => Number(id));
    expect(linked).toEqual((result.relatedLocations ?? []).map(({ id }) => id));
  }
  return run;
}

const resultsOf = (...entries: readonly Entry[]): Result[] => runOf(entries).results as Result[];

describe("sarif", () => {
  it("of an empty run has neither results nor rules", () => {
    expect(reportOn(sarif, [], aView())).toBe(
      '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"cuijian","version":"1.2.3","semanticVersion":"1.2.3","rules":[]}},"invocations":[{"executionSuccessful":true}],"columnKind":"utf16CodeUnits","results":[\n]}]}\n',
    );
    expect(runOf([]).results).toEqual([]);
  });

  it("has nothing to say of clean messages", () => expect(resultsOf(aCleanOne(), aCleanOne())).toEqual([]));

  it("has a result for each finding, with its place in the file and links to further places", () => {
    expect(resultsOf(aMessage())).toMatchInlineSnapshot(`
      [
        {
          "level": "error",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "%E8%B4%B7%E5%90%8E/a.jsonl",
                },
                "region": {
                  "endColumn": 20,
                  "endLine": 12,
                  "startColumn": 15,
                  "startLine": 12,
                },
              },
            },
          ],
          "message": {
            "text": "威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。另见[第 2 处](1)。",
          },
          "partialFingerprints": {
            "primaryLocationLineHash": "f88dd3c31ffa055f",
          },
          "properties": {
            "confidence": 0.93,
            "id": "贷后/a.jsonl:12",
            "verdict": "improper",
          },
          "relatedLocations": [
            {
              "id": 1,
              "message": {
                "text": "含糊的威胁",
              },
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "%E8%B4%B7%E5%90%8E/a.jsonl",
                },
                "region": {
                  "endColumn": 26,
                  "endLine": 12,
                  "startColumn": 21,
                  "startLine": 12,
                },
              },
            },
          ],
          "ruleId": "threat/door",
          "ruleIndex": 0,
        },
      ]
    `);
  });

  it("describes each rule once, as its readers know it", () => {
    expect(runOf([aMessage(), aMessage({ line: 13 })]).tool.driver.rules).toMatchInlineSnapshot(`
      [
        {
          "defaultConfiguration": {
            "level": "error",
          },
          "fullDescription": {
            "text": "以堵门施压，属于骚扰",
          },
          "help": {
            "markdown": "以堵门施压，属于骚扰

      - 《催收工作指引》第十条：不得骚扰、威胁。",
            "text": "以堵门施压，属于骚扰
      《催收工作指引》第十条：不得骚扰、威胁。",
          },
          "id": "threat/door",
          "name": "威胁堵门",
          "properties": {
            "precision": "high",
            "problem.severity": "error",
            "tags": [
              "debt-collection",
              "threat",
            ],
          },
          "shortDescription": {
            "text": "威胁堵门",
          },
        },
      ]
    `);
  });

  it("describes what no rule speaks for", () => {
    const model = aFlag({
      severity: "warning",
      evidence: [{ by: "bayes", band: "strong", terms: [{ term: "堵门", weight: 2 }] }],
    });
    const { tool, results } = runOf([aMessage({ report: { flags: [model, QUIET_HOURS] } })], { language: "en" });
    expect(tool.driver.rules?.map(({ id, name, help, properties }) => [id, name, help?.text, properties?.["precision"]])).toEqual(
      [
        [
          "bayes/threat",
          "threat",
          "Worded like messages of this kind, though no single rule speaks\n催收工作指引, 第十条: 不得骚扰、威胁。",
          "medium",
        ],
        ["metadata/quiet-hours", "quiet hours", "Rests on what stands beside the text, such as time and sender", "very-high"],
      ],
    );
    expect(results?.map(({ level, locations }) => [level, locations?.[0]?.physicalLocation?.region])).toEqual([
      ["warning", { startLine: 12 }],
      ["note", { startLine: 12 }],
    ]);
  });

  it("gives the line alone where columns are not known, and line 1 where no line is", () => {
    const region = (entry: Judged): unknown => resultsOf(entry)[0]?.locations?.[0]?.physicalLocation?.region;
    expect(region(aMessage({ located: false }))).toEqual({ startLine: 12 });
    expect(region({ ...aMessage({ located: false }), origin: { file: "sms.db", format: "android", record: 7 } })).toEqual({
      startLine: 1,
    });
  });

  it("names a place once, however many rules find it, and counts those it does not link", () => {
    const twice = aFlag({ evidence: [found("去你家堵门", "threat/door"), found("去你家堵门", "threat/soft")] });
    expect(resultsOf(aMessage({ report: { flags: [twice] } }))[0]?.relatedLocations).toBeUndefined();
    const each = [...TEXT].map(
      (_, i) => ({ by: "rule", rule: "threat/soft", start: i, end: i + 1, text: TEXT[i] ?? "" }) as const,
    );
    const [result] = resultsOf(aMessage({ report: { flags: [aFlag({ evidence: each })] } }));
    expect(result?.relatedLocations).toHaveLength(9);
    expect(result?.message.text).toMatch(/、\[第 10 处\]\(9\)等 \d\d 处。$/);
  });

  it("has paths from the directory, encoded", () => {
    const uri = (file: string): string | undefined =>
      resultsOf(aMessage({ file }))[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
    expect(uri("/srv/templates/贷后/a b%.yml")).toBe("%E8%B4%B7%E5%90%8E/a%20b%25.yml");
    expect(uri("./a.yml")).toBe("a.yml");
  });

  it("tells of unreadable records, and that the run was not whole", () => {
    const [invocation] = runOf([UNREAD]).invocations ?? [];
    expect(invocation).toMatchInlineSnapshot(`
      {
        "executionSuccessful": false,
        "toolExecutionNotifications": [
          {
            "descriptor": {
              "id": "no-text",
            },
            "level": "error",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "%E8%B4%B7%E5%90%8E/a.jsonl",
                  },
                  "region": {
                    "startLine": 14,
                  },
                },
              },
            ],
            "message": {
              "text": "the record has no "text"",
            },
          },
        ],
      }
    `);
  });

  it("tells of a hundred unreadable records, and how many more there are", () => {
    const notes = runOf(Array.from({ length: 130 }, () => UNREAD)).invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(notes).toHaveLength(101);
    expect(notes.at(-1)?.message.text).toBe("30 more records could not be read; standard error names them all");
  });

  it("keeps the gravest of more results than a run may hold, and says so", () => {
    const mild = aMessage({ report: { flags: [QUIET_HOURS] } });
    const { results, invocations, tool } = runOf([...Array.from({ length: 25_002 }, () => mild), aMessage({ line: 99_999 })]);
    expect(results).toHaveLength(25_000);
    expect(results?.[0]?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(99_999);
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(["threat/door", "metadata/quiet-hours"]);
    expect(invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [{ level: "warning", message: { text: "3 milder results are left out: a run holds 25000" } }],
      },
    ]);
  });

  it("keeps brackets and braces of a rule's words out of links and placeholders", () => {
    const words = { title: "占位符 [模板] {0}", why: "反斜杠 \\ 与 {name}。", severity: "warning", guidance: [] } as const;
    const [result] = runOf([aMessage({ report: { flags: [aFlag({ evidence: [found("去你家", "house/x")], guidance: [] })] } })], {
      ruleOf: () => words,
    }).results as Result[];
    expect(result?.message.text).toBe("占位符 \\[模板\\] {{0}}：反斜杠 \\\\ 与 {{name}}。");
  });

  it("has no word of a message, and holds any file, id and error", () => {
    expect(reportOn(sarif, [aMessage()], aView())).not.toMatch(/去你家|3天内|138/);
    const any = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(any, any, (name, message) => {
        const unread = { ...UNREAD, problem: { ...UNREAD.problem, message: `x${message}` } };
        runOf([aMessage({ file: `x/${name}/x`, report: { id: name } }), unread]);
      }),
      { numRuns: 30 },
    );
  });
});
