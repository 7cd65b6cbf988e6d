import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { readAccepted } from "./accepted.js";
import type { Finding } from "./finding.js";

const TODAY = "2026-06-30";
const finding = (fingerprint: string): Finding => ({
  fingerprint,
  flag: "threat",
  severity: "serious",
  rule: "threat/x",
  spans: [],
});
const [ONE, TWO, THREE] = ["0123456789abcdef", "1111111111111111", "2222222222222222"];

describe("a file of accepted findings", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cuijian-accepted-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (content: string): string => {
    const path = join(folder, "accepted.yml");
    writeFileSync(path, content);
    return path;
  };
  const problems = (content: string): string[] => {
    try {
      readAccepted(file(content), TODAY);
    } catch (error) {
      if (error instanceof UserError)
        return error.problems.map(({ where, message }) => `${where?.replace(`${folder}/`, "")} ${message}`);
      throw error;
    }
    throw new Error("it was read");
  };

  it("says why a finding is lived with, up to and on its last day", () => {
    const entries = `- {fingerprint: ${ONE}, reason: 法务已确认, by: 李明, until: '2026-06-30'}\n- {fingerprint: '${TWO}', reason: 旧模板停用中, until: '2026-06-29'}\n`;
    const accepted = readAccepted(file(entries), TODAY);
    expect(accepted.find(finding(ONE as string))).toMatchObject({ reason: "法务已确认", by: "李明", until: "2026-06-30" });
    expect(accepted.find(finding(TWO as string))).toBeUndefined();
    expect(accepted.find(finding(THREE as string))).toBeUndefined();
  });

  it("tells after the run which entries ran out and which nobody needed", () => {
    const entry = (fingerprint: string | undefined, until: string) =>
      `- {fingerprint: '${fingerprint}', reason: 法务已确认, until: '${until}'}\n`;
    const accepted = readAccepted(file(entry(ONE, "2027-01-01") + entry(TWO, "2026-01-01") + entry(THREE, "2027-01-01")), TODAY);
    accepted.find(finding(ONE as string));
    accepted.find(finding(TWO as string));
    expect(accepted.stale().map(({ code, where, message }) => [code, where?.replace(`${folder}/`, ""), message])).toEqual([
      ["accepted-expired", "accepted.yml:2:3", "was accepted until 2026-01-01 (“法务已确认”)"],
      ["accepted-unused", "accepted.yml:3:3", `no finding has the fingerprint ${THREE} any more (“法务已确认”)`],
    ]);
  });

  it.each([
    ["an entry without a reason", `- {fingerprint: ${ONE}, until: '2026-12-31'}`, "accepted.yml:1:3 0.reason: "],
    ["an entry without an end", `- {fingerprint: ${ONE}, reason: 法务已确认}`, "accepted.yml:1:3 0.until: "],
    [
      "a day that never was",
      `- {fingerprint: ${ONE}, reason: 法务已确认, until: 下个月}`,
      "0.until: must be a quoted ISO date, such as '2026-12-31'",
    ],
    [
      "no fingerprint",
      "- {fingerprint: threat, reason: 法务已确认, until: '2026-12-31'}",
      "must be sixteen hexadecimal digits, as reports give it",
    ],
    [
      "a key nobody knows",
      `- {fingerprint: ${ONE}, reason: 法务已确认, until: '2026-12-31', expires: x}`,
      'unknown key "expires"',
    ],
    [
      "one fingerprint twice",
      `- {fingerprint: ${ONE}, reason: 法务已确认, until: '2026-12-31'}\n- {fingerprint: ${ONE}, reason: 同上同上, until: '2026-12-31'}`,
      `accepted.yml:2:3 ${ONE} stands here twice`,
    ],
  ])("with %s is refused, with the place", (_, content, message) => {
    expect(problems(content).join("\n")).toContain(message);
  });
});
