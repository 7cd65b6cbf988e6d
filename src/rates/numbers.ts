/** Numbers as messages write them: Arabic with commas, Chinese, or Arabic with a Chinese unit ("1.5万"). */

const DIGITS = "零〇一二两三四五六七八九";
const FORMAL: Readonly<Record<string, string>> = {
  壹: "一",
  贰: "二",
  叁: "三",
  肆: "四",
  伍: "五",
  陆: "六",
  柒: "七",
  捌: "八",
  玖: "九",
  拾: "十",
  佰: "百",
  仟: "千",
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };

/** The characters a Chinese number is made of, for a character class. */
export const HAN_DIGITS = "零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟";
/** Arabic, not begun inside a longer number; at most 9 digits, so that no pattern runs away. */
export const ARABIC = "(?<![0-9x*]|[0-9][.,])(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})(?:\\.[0-9]{1,6})?";
/** Chinese, with decimals ("零点五"); not begun inside a longer number. */
export const HAN = `(?<![${HAN_DIGITS}第几数])[${HAN_DIGITS}]{1,12}(?:点[${HAN_DIGITS}]{1,6})?`;

/** The value of a number matched by {@link ARABIC} or {@link HAN}; null for what is none ("百万千"). */
export function numberOf(written: string): number | null {
  if (/^[0-9,]+(?:\.[0-9]+)?$/.test(written)) return Number(written.replaceAll(",", ""));
  const plain = [...written].map((character) => FORMAL[character] ?? character).join("");
  const [whole = "", decimals] = plain.split("点");
  const integer = wholeOf(whole);
  if (integer === null || decimals === undefined) return integer;
  const digits = digitsOf(decimals);
  return digits === null ? null : Number(`${integer}.${digits}`);
}

/** "三百二十", "一万五" (the last digit counts in the next lower unit), "二〇" read digit by digit. */
function wholeOf(written: string): number | null {
  const [high, low, ...more] = written.split("万");
  if (high === undefined || more.length > 0) return null;
  if (low === undefined) return belowTenThousand(high);
  const tenThousands = belowTenThousand(high);
  const rest = low === "" ? 0 : low.length === 1 ? shorthand(low, 1_000) : belowTenThousand(low);
  return tenThousands === null || rest === null ? null : tenThousands * 10_000 + rest;
}

function belowTenThousand(written: string): number | null {
  if (written === "") return null;
  const spelt = digitsOf(written);
  if (spelt !== null) return Number(spelt);
  let sum = 0;
  let digit: number | null = null;
  let lastUnit = 10_000;
  let gap = false;
  for (const character of written) {
    const unit = UNITS[character];
    const value = digitValue(character);
    if (unit !== undefined) {
      if (unit >= lastUnit || (digit === null && sum > 0)) return null;
      sum += (digit ?? 1) * unit;
      lastUnit = unit;
      digit = null;
      gap = false;
    } else if (value === null || (digit !== null && digit !== 0)) return null;
    else {
      gap ||= value === 0;
      digit = value;
    }
  }
  // "一百二" is 120, "一百零二" 102.
  return sum + (digit ?? 0) * (gap || lastUnit === 10 ? 1 : lastUnit / 10);
}

const shorthand = (digit: string, unit: number): number | null => {
  const value = digitValue(digit);
  return value === null ? null : value * unit;
};

function digitValue(character: string): number | null {
  const at = DIGITS.indexOf(character);
  if (at < 0) return null;
  return at < 2 ? 0 : at === 2 ? 1 : at < 5 ? 2 : at - 2;
}

function digitsOf(written: string): string | null {
  const digits = [...written].map(digitValue);
  return digits.includes(null) ? null : digits.join("");
}

/** To four decimals: rates are shown, never summed. */
export const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
