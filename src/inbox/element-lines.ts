const NEWLINE = "\n";

/** The line (1-based) on which each element of a JSON array begins, for JSON that is known to be valid. */
export function elementLines(json: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let awaited = false;
  // Strings are taken whole: what looks like structure in them is none.
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},\n]|[^\s[\]{},"]+/g)) {
    if (token === NEWLINE) {
      line++;
      continue;
    }
    if (awaited && depth === 1 && token !== "]") {
      lines.push(line);
      awaited = false;
    }
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth--;
    if (depth === 1 && (token === "," || lines.length === 0)) awaited = true;
  }
  return lines;
}
