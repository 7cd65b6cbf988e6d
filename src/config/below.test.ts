import { expect, it } from "vitest";
import { within } from "./below.js";

it("within tells a place, and what lies below it", () => {
  const isWithin = within(["/house/rules", "/house/accepted.yml"]);
  const paths = ["/house/rules", "/house/rules/a/b.yml", "/house/accepted.yml", "/house/rules-2/a.yml", "/house"];
  expect(paths.filter(isWithin)).toEqual(paths.slice(0, 3));
  expect(within([])("/house")).toBe(false);
});
