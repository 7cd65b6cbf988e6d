import { expect, it } from "vitest";
import { Gravest } from "./gravest.js";

const kept = (most: number, ...weights: readonly number[]): [number[], number] => {
  const gravest = new Gravest<number>(most);
  for (const [i, weight] of weights.entries()) gravest.add(weight, weight * 10 + i);
  return [gravest.items(), gravest.left];
};

it("keeps everything there is room for, the gravest first and equally grave ones as they came", () => {
  expect(kept(3)).toEqual([[], 0]);
  expect(kept(4, 1, 3, 1, 2)).toEqual([[31, 23, 10, 12], 0]);
});

it("gives up the mildest, and of them the last, for a graver one", () => {
  expect(kept(2, 1, 1, 3)).toEqual([[32, 10], 1]);
  expect(kept(2, 1, 1, 3, 2, 3)).toEqual([[32, 34], 3]);
});

it("does not take what is no graver than what it has", () => {
  expect(kept(2, 2, 2, 2, 1)).toEqual([[20, 21], 2]);
});
