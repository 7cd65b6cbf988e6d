/**
 * Hides what identifies a person: mobile, bank-card and identity numbers. One star a digit, so that
 * lengths and offsets stay as they are; enough is left to recognise one's own.
 */
const NUMBERS: readonly (readonly [RegExp, number, number])[] = [
  // identity number: region stays, birthday and serial go
  [/(?<!\d)\d{17}[\dXx](?!\d)/g, 4, 0],
  // bank card, in blocks or not: the last four stay
  [/(?<!\d)(?:\d{4}[ -]?){3}\d{3,7}(?!\d)/g, 0, 4],
  [/(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g, 3, 4],
];

/** `text` with such numbers starred out. */
export function maskNumbers(text: string): string {
  return NUMBERS.reduce((masked, [pattern, head, tail]) => masked.replace(pattern, (number) => star(number, head, tail)), text);
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
