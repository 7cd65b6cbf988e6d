/** The mildest verdict that fails a run, gravest first; `never`: none does. */
export const FAIL_ON = ["scam", "improper", "questionable", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];
