import { describe, expect, it } from "vitest";
import { middle, wilson } from "./intervals.js";

const rounded = (interval: ReturnType<typeof wilson>): number[] | null =>
  interval && [interval.low, interval.high].map((end) => Number(end.toFixed(4)));

describe("wilson", () => {
  it.each([
    // All but the last as tabled by Newcombe, 1998.
    [81, 263, [0.2553, 0.3662]],
    [15, 148, [0.0624, 0.1605]],
    [1, 29, [0.0061, 0.1718]],
    [0, 20, [0, 0.1611]],
    [29, 29, [0.883, 1]],
  ])("of %i in %i is %j", (count, of, ends) => {
    expect(rounded(wilson(count, of))).toEqual(ends);
  });

  it("is none without a case", () => {
    expect(wilson(0, 0)).toBeNull();
  });
});

describe("middle", () => {
  it("leaves out 2.5 % at either end, whatever the order", () => {
    const values = Array.from({ length: 1000 }, (_, i) => ((i * 7) % 1000) + 1);
    expect(middle(values)).toEqual({ low: 26, high: 975 });
  });

  it("of one value is that value, of none nothing", () => {
    expect(middle([0.5])).toEqual({ low: 0.5, high: 0.5 });
    expect(middle([])).toBeNull();
  });
});
