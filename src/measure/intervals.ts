/** Where a figure lies, with 95 % confidence; both ends from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard deviations that hold 95 % of a normal distribution. */
const Z = 1.959963984540054;
const TAIL = 0.025;

/**
 * Wilson's score interval of a share: unlike the textbook one it is of use for few cases and for
 * shares near 0 and 1. Null where there is no case.
 */
export function wilson(count: number, of: number): Interval | null {
  if (of === 0) return null;
  const share = count / of;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const centre = share + (Z * Z) / (2 * of);
  const whole = 1 + (Z * Z) / of;
  return {
    low: count === 0 ? 0 : Math.max(0, (centre - spread) / whole),
    high: count === of ? 1 : Math.min(1, (centre + spread) / whole),
  };
}

/** The middle 95 % of what resampling gave. Null where it gave nothing. */
export function middle(values: readonly number[]): Interval | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    low: sorted[Math.floor(TAIL * sorted.length)] as number,
    high: sorted[Math.ceil((1 - TAIL) * sorted.length) - 1] as number,
  };
}
