/** One-to-one pairs of traditional and simplified characters, from OpenCC's table. */
export async function traditionalPairs(): Promise<string> {
  const { default: table } = (await import("opencc-js/dict/TSCharacters" as string)) as { default: string };
  return table
    .split("|")
    .map((entry) => entry.split(" "))
    .filter(([traditional, simplified]) => traditional && simplified && traditional !== simplified)
    .map(([traditional, simplified]) => `${traditional}${simplified}`)
    .join("");
}
