/** Where the first thing begins that cannot stand where it does, in UTF-16 units; JSON.parse often does not say. */
export function firstBadUnit(json: string): number {
  let good = 0;
  let bad = json.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (mayGoOn(json.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether more text could still make JSON of this. */
function mayGoOn(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return true;
  } catch (error) {
    const { message } = error as Error;
    return /end of JSON input|Unterminated string/.test(message) || new RegExp(`position ${prefix.length}(?!\\d)`).test(message);
  }
}
