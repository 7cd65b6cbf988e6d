import { type Reporter, toJson } from "./entry.js";

/** One JSON array of the objects that `jsonl` gives. */
export const json: Reporter = {
  before: "[",
  entry: (entry, { mask }, position) => `${position === 0 ? "\n" : ",\n"}${toJson(entry, mask)}`,
  after: "\n]\n",
};
