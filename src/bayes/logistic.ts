import { logistic } from "./score.js";

const STEPS = 4_000;
const RATE = 0.5;

/**
 * Logistic regression by plain gradient descent: small, deterministic, and enough for a dozen
 * weights. `penalty` (L2) keeps the weights sober where examples are few; the first feature is the
 * constant 1 and is not penalised.
 */
export function fitLogistic(rows: readonly (readonly number[])[], labels: readonly boolean[], penalty: number): number[] {
  const size = rows[0]?.length ?? 0;
  const weights = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : penalty * weight));
    rows.forEach((row, r) => {
      const error = logistic(row.reduce((sum, value, i) => sum + value * (weights[i] as number), 0)) - (labels[r] ? 1 : 0);
      for (let i = 0; i < size; i++) gradient[i] = (gradient[i] as number) + (error * (row[i] as number)) / rows.length;
    });
    for (let i = 0; i < size; i++) weights[i] = (weights[i] as number) - RATE * (gradient[i] as number);
  }
  return weights.map((weight) => Math.round(weight * 1e4) / 1e4);
}
