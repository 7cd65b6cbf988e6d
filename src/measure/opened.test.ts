import { describe, expect, it } from "vitest";
import { buildClassifier } from "../classifier.js";
import { fixtureFiles, readLabelled } from "./fixtures.js";
import { createOpener } from "./opened.js";
import { countedFlags } from "./score.js";

const gold = await readLabelled(fixtureFiles("gold"));
const open = createOpener(await buildClassifier());

describe("an opened message", () => {
  it("comes, with all the rules that hold, to the classifier's own judgement", () => {
    for (const { message } of gold) {
      const { report, held, judge } = open(message);
      expect(judge(held), message.id).toEqual({ flags: countedFlags(report.flags), verdict: report.verdict });
    }
  });

  it("holds no rule both held and stopped", () => {
    for (const { message } of gold) {
      const { held, givers, stopped } = open(message);
      const ids = [...held, ...givers, ...stopped].map(({ rule }) => rule.id);
      expect(new Set(ids).size, message.id).toBe(ids.length);
    }
  });
});
