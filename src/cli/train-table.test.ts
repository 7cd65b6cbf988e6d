import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { perClass } from "../bayes/model.js";
import { score } from "../measure/score.js";
import type { Report, Verdict } from "../types.js";
import { renderCrossValidation } from "./train-table.js";

const aReport = (verdict: Verdict): Report => ({ id: "m", verdict, confidence: 0.9, flags: [], advice: [] });
const judged = (...verdicts: readonly Verdict[]) =>
  score(verdicts.map((verdict) => ({ expected: { verdict: "scam" as const, flags: [] }, report: aReport(verdict) })));

describe("renderCrossValidation", () => {
  const table = renderCrossValidation({
    classes: perClass((name) =>
      name === "scam"
        ? { examples: 0, precision: null, recall: null, f1: null, logLoss: 0.01 }
        : { examples: 1234, precision: 0.9876, recall: 0.5, f1: 2 / 3, logLoss: 0.12345 },
    ),
    abstained: 12,
    rulesAlone: judged("scam", "scam", "unrelated"),
    rulesAndModel: judged("scam", "unrelated", "unrelated"),
  });

  it("shows the model alone, then what it adds", () => {
    expect(table).toMatchInlineSnapshot(`
      "
      cross-validation: each message judged by a model that has not seen it

      model alone, p ≥ 0.5    examples   precision      recall          F1    log loss
      threat                      1234       0.988       0.500       0.667       0.123
      visit-bluff                 1234       0.988       0.500       0.667       0.123
      false-legal                 1234       0.988       0.500       0.667       0.123
      third-party                 1234       0.988       0.500       0.667       0.123
      scam                           0           –           –           –       0.010
      collection                  1234       0.988       0.500       0.667       0.123
      abstained on                  12

      whole classifier           messages     flagged F1       macro-F1  verdict exact
      rules alone                       3          1.000          1.000          0.667
      rules and model                   3          1.000          1.000          0.333
      what the model adds                         +0.000         +0.000         −0.334
      "
    `);
  });

  it("keeps within 80 columns", () => {
    for (const line of table.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });
});
