import { describe, expect, it } from "vitest";
import { type Entry, reportOn } from "./entry.js";
import { json } from "./json.js";
import { aView } from "./report.testing.js";

const VIEW = aView();
const aReport = (id: string): Entry => ({
  kind: "report",
  report: { id, verdict: "questionable", confidence: 0.8, flags: [], advice: [], sender: "13912345678" },
  text: "近日将安排外访。",
});
const AN_ERROR: Entry = {
  kind: "error",
  id: "b",
  problem: { code: "empty-text", message: '"text" is empty', where: "in.csv:3:1" },
};

const whole = (entries: readonly Entry[], view = VIEW): string => reportOn(json, entries, view);

describe("json", () => {
  it("is an empty array for an empty run", () => {
    expect(whole([])).toBe("[\n]\n");
    expect(JSON.parse(whole([]))).toEqual([]);
  });

  it("is an array of one", () => {
    expect(whole([aReport("a")])).toBe(
      '[\n{"id":"a","verdict":"questionable","confidence":0.8,"flags":[],"advice":[],"sender":"139****5678"}\n]\n',
    );
  });

  it("is an array of several, in order, errors in their place", () => {
    expect(JSON.parse(whole([aReport("a"), AN_ERROR, aReport("c")], { ...VIEW, mask: false }))).toEqual([
      { id: "a", verdict: "questionable", confidence: 0.8, flags: [], advice: [], sender: "13912345678" },
      { id: "b", error: { code: "empty-text", message: '"text" is empty', where: "in.csv:3:1" } },
      { id: "c", verdict: "questionable", confidence: 0.8, flags: [], advice: [], sender: "13912345678" },
    ]);
  });

  it("is an array of an error alone", () => {
    expect(JSON.parse(whole([AN_ERROR]))).toHaveLength(1);
  });
});
