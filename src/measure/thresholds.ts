import { TEXT_FLAGS } from "../types.js";
import type { Figures } from "./figures.js";

/** What a run must hold to; without either there is no gate. */
export interface Thresholds {
  /** From 0 to 1, for every flag that occurs in the labels and for flagged or not. */
  readonly minF1?: number;
  /** Per 10,000 messages labelled unrelated or legitimate. */
  readonly maxFalseAlarms?: number;
}

export const isGated = ({ minF1, maxFalseAlarms }: Thresholds): boolean => minF1 !== undefined || maxFalseAlarms !== undefined;

/** What falls short, one line each; empty where the gates hold. What cannot be measured does not hold. */
export function shortfalls(figures: Figures, { minF1, maxFalseAlarms }: Thresholds): string[] {
  return [
    ...(minF1 === undefined ? [] : f1Shortfalls(figures, minF1)),
    ...(maxFalseAlarms === undefined ? [] : alarmShortfalls(figures, maxFalseAlarms)),
  ];
}

function f1Shortfalls({ flags, flagged, withFlags }: Figures, least: number): string[] {
  if (withFlags === 0) return ["F1 cannot be told: no message is labelled with flags"];
  const asked = [
    ...TEXT_FLAGS.filter((id) => flags[id].recall.of > 0).map((id) => [id as string, flags[id].f1.value] as const),
    // Nothing to find and nothing found is no shortfall.
    ["flagged or not", flagged.f1.value ?? 1] as const,
  ];
  return asked.flatMap(([name, value]) =>
    value !== null && value < least ? [`F1 of ${name} is ${short(value, least, 3)}, below ${least}`] : [],
  );
}

function alarmShortfalls({ falseAlarms: { count, of, value } }: Figures, most: number): string[] {
  if (value === null) return ["false alarms cannot be told: no message is labelled unrelated or legitimate"];
  // Multiplied before it is divided: 3 of 1,000 are 30 per 10,000, and not a little more.
  const rate = (count * 10_000) / of;
  return rate > most ? [`${-short(-rate, -most, 1)} false alarms per 10,000 (${count} of ${of}), more than ${most}`] : [];
}

/** Rounded, and down where it falls short by a hair: it must not read as if it did not. */
function short(value: number, least: number, digits: number): number {
  const rounded = Number(value.toFixed(digits));
  return rounded < least ? rounded : Math.floor(value * 10 ** digits) / 10 ** digits;
}
