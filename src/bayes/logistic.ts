import { logistic } from "./score.js";

/** Newton's method is there in about ten steps; more are only needed where nothing tells the labels apart. */
const MOST_STEPS = 100;
const CLOSE_ENOUGH = 1e-9;
/** Keeps every weight finite: without it a label that never occurs would drive its constant to minus infinity. */
const LEAST_PENALTY = 1e-6;

/**
 * Logistic regression by Newton's method: deterministic, and exact however large the features are.
 * `penalty` (L2) keeps the weights sober where examples are few; the first feature is the constant 1
 * and hardly penalised. Without rows there is nothing to learn: no weights.
 */
export function fitLogistic(rows: readonly (readonly number[])[], labels: readonly boolean[], penalty: number): number[] {
  const penalties = (rows[0] ?? []).map((_, i) => (i === 0 ? LEAST_PENALTY : Math.max(penalty, LEAST_PENALTY)));
  let weights = penalties.map(() => 0);
  let loss = lossOf(weights, rows, labels, penalties);
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = newtonStep(weights, rows, labels, penalties);
    // Far from the optimum a whole step can overshoot.
    let share = 1;
    let next = weights;
    let nextLoss = Number.POSITIVE_INFINITY;
    for (; share > CLOSE_ENOUGH && !(nextLoss <= loss); share /= 2) {
      next = weights.map((weight, i) => weight - share * (direction[i] as number));
      nextLoss = lossOf(next, rows, labels, penalties);
    }
    if (!(nextLoss <= loss)) break;
    const moved = Math.max(0, ...next.map((weight, i) => Math.abs(weight - (weights[i] as number))));
    weights = next;
    loss = nextLoss;
    if (moved < CLOSE_ENOUGH) break;
  }
  return weights.map((weight) => Math.round(weight * 1e4) / 1e4);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

/** Mean negative log likelihood, plus the penalties. */
function lossOf(
  weights: readonly number[],
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  penalties: readonly number[],
): number {
  const likelihood = rows.reduce((sum, row, r) => {
    const z = labels[r] ? -dot(row, weights) : dot(row, weights);
    // log(1 + e^z), which overflows for a large z when written so
    return sum + Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }, 0);
  return (
    likelihood / Math.max(rows.length, 1) +
    dot(
      penalties,
      weights.map((weight) => weight ** 2 / 2),
    )
  );
}

/** The gradient divided by the curvature. */
function newtonStep(
  weights: readonly number[],
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  penalties: readonly number[],
): number[] {
  const system = weights.map((weight, i) => [
    ...weights.map((_, j) => (i === j ? (penalties[i] as number) : 0)),
    (penalties[i] as number) * weight,
  ]);
  rows.forEach((row, r) => {
    const probability = logistic(dot(row, weights));
    const error = (probability - (labels[r] ? 1 : 0)) / rows.length;
    const curvature = (probability * (1 - probability)) / rows.length;
    system.forEach((equation, i) => {
      const value = row[i] as number;
      row.forEach((other, j) => {
        equation[j] = (equation[j] as number) + curvature * value * other;
      });
      equation[row.length] = (equation[row.length] as number) + error * value;
    });
  });
  return solve(system);
}

/** Solves linear equations (coefficients, then the right-hand side) by elimination with pivots. */
function solve(system: number[][]): number[] {
  const size = system.length;
  for (let column = 0; column < size; column++) {
    const rest = system.slice(column);
    const pivot = rest.reduce((best, row) => (Math.abs(row[column] as number) > Math.abs(best[column] as number) ? row : best));
    system.splice(system.indexOf(pivot), 1);
    system.splice(column, 0, pivot);
    for (const row of system) {
      if (row === pivot) continue;
      const factor = (row[column] as number) / (pivot[column] as number);
      for (let i = column; i <= size; i++) row[i] = (row[i] as number) - factor * (pivot[i] as number);
    }
  }
  return system.map((row, i) => (row[size] as number) / (row[i] as number));
}
