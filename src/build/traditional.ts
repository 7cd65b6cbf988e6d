import table from "opencc-js/dict/TSCharacters";

/** One-to-one pairs of traditional and simplified characters, from OpenCC's table. */
export function traditionalPairs(): string {
  return table
    .split("|")
    .map((entry) => entry.split(" "))
    .filter(([traditional, simplified]) => traditional && simplified && traditional !== simplified)
    .map(([traditional, simplified]) => `${traditional}${simplified}`)
    .join("");
}
