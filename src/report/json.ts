import { type Reporter, toJson } from "./entry.js";

/** One JSON array of the objects that `jsonl` gives. */
export const json: Reporter = ({ mask }) => {
  let first = true;
  return {
    before: "[",
    entry: (entry) => {
      const comma = first ? "\n" : ",\n";
      first = false;
      return `${comma}${toJson(entry, mask)}`;
    },
    after: () => "\n]\n",
  };
};
