import { describe, expect, it } from "vitest";
import { FLAGS, SEVERITIES, VERDICTS } from "../types.js";
import { FLAG_NAMES, PHRASES, SEVERITY_NAMES, VERDICT_NAMES } from "./words.js";

describe("the words of a report", () => {
  it.each(["zh", "en"] as const)("name every verdict, flag and severity differently (%s)", (language) => {
    const distinct = (names: Readonly<Record<string, string>>, ids: readonly string[]): void => {
      expect(Object.keys(names)).toEqual(ids);
      expect(new Set(Object.values(names)).size).toBe(ids.length);
    };
    distinct(VERDICT_NAMES[language], VERDICTS);
    distinct(FLAG_NAMES[language], FLAGS);
    distinct(SEVERITY_NAMES[language], SEVERITIES);
  });

  it("say the same things in both languages, without a Chinese character in the English", () => {
    expect(Object.keys(PHRASES.en)).toEqual(Object.keys(PHRASES.zh));
    const english = [VERDICT_NAMES.en, FLAG_NAMES.en, SEVERITY_NAMES.en, PHRASES.en].flatMap((names) =>
      Object.values<string>(names),
    );
    expect(english.filter((word) => /[^ -~]/.test(word))).toEqual([]);
  });
});
