import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberOf } from "./numbers.js";

describe("numberOf", () => {
  it.each([
    ["0.05", 0.05],
    ["5,000", 5000],
    ["五", 5],
    ["两", 2],
    ["十", 10],
    ["十五", 15],
    ["三十", 30],
    ["三百二十", 320],
    ["一百二", 120],
    ["一百零二", 102],
    ["五千", 5000],
    ["一万", 10_000],
    ["一万五", 15_000],
    ["一万零五百", 10_500],
    ["零点五", 0.5],
    ["一点二五", 1.25],
    ["伍佰", 500],
    ["二〇", 20],
  ])("reads %s as %d", (written, value) => expect(numberOf(written)).toBe(value));

  it.each(["", "万万", "百千", "五百五百", "点五", "x", "一二百"])("takes %j for no number", (written) =>
    expect(numberOf(written)).toBeNull(),
  );

  it("never fails on its own characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."零一二两九十百千万点壹拾0.,5"), maxLength: 16 }), (written) => {
        const value = numberOf(written);
        expect(value === null || value >= 0).toBe(true);
      }),
    );
  });
});
