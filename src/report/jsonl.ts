import { type Reporter, toJson } from "./entry.js";

/** One JSON object a line, in input order. */
export const jsonl: Reporter = ({ mask }) => ({
  before: "",
  entry: (entry) => `${toJson(entry, mask)}\n`,
  after: () => "",
});
