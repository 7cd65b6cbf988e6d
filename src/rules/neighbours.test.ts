import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Neighbours } from "./neighbours.js";

const span = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 })).map(([start, length]) => ({ start, end: start + length }));

describe("Neighbours", () => {
  it("counts the characters between, none where spans touch or overlap", () => {
    const neighbours = new Neighbours([{ start: 10, end: 14 }]);
    expect([neighbours.near({ start: 0, end: 5 }, 5), neighbours.near({ start: 0, end: 5 }, 4)]).toEqual([true, false]);
    expect(neighbours.near({ start: 14, end: 16 }, 0)).toBe(true);
    expect(neighbours.near({ start: 11, end: 12 }, 0)).toBe(true);
  });

  it("finds nothing among none", () => {
    expect(new Neighbours([]).near({ start: 0, end: 1 }, 400)).toBe(false);
  });

  it("says what comparing each with each would say", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), span, fc.nat(30), (spans, other, within) => {
        const apart = spans.map(({ start, end }) => Math.max(0, Math.max(start, other.start) - Math.min(end, other.end)));
        expect(new Neighbours(spans).near(other, within)).toBe(apart.some((distance) => distance <= within));
      }),
    );
  });
});
