import { expect, it } from "vitest";
import { judging, withSettings } from "./merge.js";

const given =
  (...options: readonly string[]) =>
  (option: string): boolean =>
    options.includes(option);

it("settings fill in for what was not given, defaults included", () => {
  expect(
    withSettings(
      { options: { failOn: "improper", quiet: true }, given: given("quiet") },
      { failOn: "scam", lang: "en", tz: undefined },
    ),
  ).toEqual({ failOn: "scam", lang: "en", quiet: true });
});

it("what was given holds against them", () => {
  const options = { failOn: "improper", format: "json", output: [{ file: "a", format: undefined }] };
  const settings = { failOn: "scam", format: "pretty", output: [{ file: "b", format: "jsonl" }] } as const;
  expect(
    withSettings({ options, given: given("failOn", "format", "output") }, { ...settings, output: [...settings.output] }),
  ).toEqual(options);
});

it("rules and what to leave out add up, columns fill each other's gaps", () => {
  const options = { rules: ["mine"], disable: ["threat"], map: { text: "内容" } };
  const settings = { rules: ["house"], disable: ["scam"], map: { text: "正文", sender: "号码" } };
  expect(withSettings({ options, given: given("rules", "disable", "map") }, settings)).toEqual({
    rules: ["house", "mine"],
    disable: ["scam", "threat"],
    map: { text: "内容", sender: "号码" },
  });
});

it("without settings nothing changes", () => {
  const options = { failOn: "improper" };
  expect(withSettings({ options, given: given() }, {})).toEqual(options);
  expect(withSettings({ options, given: given() }, judging({}))).toEqual(options);
});

it("of settings only some bear on the judgement", () => {
  const settings = { rules: ["house"], unidentified: { required: true }, institution: "bank" } as const;
  expect(judging({ ...settings, rules: ["house"], failOn: "scam", output: [] })).toEqual(settings);
});
