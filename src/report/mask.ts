const DIGIT = "[0-9０-９]";
const ALONE = { before: `(?<!${DIGIT})`, after: `(?!${DIGIT})` };

/**
 * Hides what identifies a person: mobile, bank-card and identity numbers. One star a digit, so that
 * lengths and offsets stay as they are; enough is left to recognise one's own. Each with the digits
 * left at its head and at its tail.
 */
const NUMBERS: readonly (readonly [RegExp, number, number])[] = [
  // Identity number: the region stays, birthday and serial go.
  [pattern(`${ALONE.before}D{6}_D{8}_D{3}[0-9０-９XxＸｘ]${ALONE.after}`), 4, 0],
  // Bank card, in blocks or not. SMS ports (106…) are as long, and name a business; a mobile number may begin with 0086.
  [pattern(`${ALONE.before}(?!106|00)(?:D{4}_){3}D{3,4}(?:D{1,3}|[ -]D{3}(?![ -]?D))?${ALONE.after}`), 0, 4],
  // Mobile number, also right after its country code.
  [pattern(`(?<=${ALONE.before}(?:(?:00)?86)?)[1１][3-9３-９](?:D_D{4}|D{2}_D{3})_D{4}${ALONE.after}`), 3, 4],
];

/** `D` is a digit, `_` an optional blank or hyphen. */
function pattern(source: string): RegExp {
  return new RegExp(source.replaceAll("D", DIGIT).replaceAll("_", "[ -]?"), "g");
}

/** `text` with such numbers starred out. */
export function maskNumbers(text: string): string {
  return NUMBERS.reduce((masked, [number, head, tail]) => masked.replace(number, (found) => star(found, head, tail)), text);
}

function star(number: string, head: number, tail: number): string {
  const digits = number.replace(/[ -]/g, "").length;
  let seen = 0;
  return [...number]
    .map((character) => {
      if (character === " " || character === "-") return character;
      seen++;
      return seen <= head || seen > digits - tail ? character : "*";
    })
    .join("");
}
