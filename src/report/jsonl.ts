import { type Reporter, toJson } from "./entry.js";

/** One JSON object a line, in input order. */
export const jsonl: Reporter = {
  before: "",
  entry: (entry, { mask }) => `${toJson(entry, mask)}\n`,
  after: "",
};
