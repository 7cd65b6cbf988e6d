import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementLines } from "./element-lines.js";

describe("elementLines", () => {
  it.each([
    ["[]", []],
    ['[{"text":"一"},{"text":"二"}]', [1, 1]],
    ['[\n  {"text":"一"},\n  {\n    "text":"二"\n  },\n\n  {"flags":["a",\n"b"]}, 7\n]', [2, 3, 7, 8]],
    ['\n[{"text":"],[{\\n\\"},\\\\"},\n[1,\n2], null]', [2, 3, 4]],
  ])("%j begins its elements on %j", (json, lines) => {
    expect(elementLines(json)).toEqual(lines);
  });

  it("gives one line an element, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2), (list, indent) => {
        expect(elementLines(JSON.stringify(list, null, indent))).toHaveLength(list.length);
      }),
    );
  });
});
