import { type Answer, CELLS, type Count, cellsOf, f1Of, macroF1Of, type Questions, readCounts } from "./counts.js";
import { type Interval, middle } from "./intervals.js";

/** Intervals of every F1; null where it is not defined. */
export interface F1Intervals extends Questions<Interval | null> {
  readonly macroF1: Interval | null;
}

const RESAMPLES = 1000;
const SEED = 20260101;

/**
 * How far each F1 could lie from what was measured, had other messages of the same kind been
 * labelled: draws as many messages with repetition, 1,000 times, and takes the middle 95 %. The same
 * messages give the same intervals, in whichever order they come.
 */
export function bootstrapF1(answers: readonly Answer[]): F1Intervals {
  // Answers that count alike are one kind: there are a few dozen, however many messages.
  const kinds = new Map<string, { readonly cells: readonly number[]; size: number }>();
  for (const answer of answers) {
    const cells = cellsOf(answer);
    const kind = kinds.get(cells.join());
    if (kind) kind.size++;
    else kinds.set(cells.join(), { cells, size: 1 });
  }
  const ordered = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
  const kindOf = ordered.flatMap(({ size }, position) => new Array<number>(size).fill(position));

  const random = generator(SEED);
  const drawn = Array.from({ length: answers.length === 0 ? 0 : RESAMPLES }, () => {
    const times = new Array<number>(ordered.length).fill(0);
    for (let i = 0; i < kindOf.length; i++) {
      const kind = kindOf[Math.floor(random() * kindOf.length)] as number;
      times[kind] = (times[kind] as number) + 1;
    }
    const counts = new Array<number>(CELLS).fill(0);
    for (const [kind, { cells }] of ordered.entries())
      for (const cell of cells) counts[cell] = (counts[cell] as number) + (times[kind] as number);
    return readCounts<Count>(counts, (count) => count);
  });

  const over = (figure: (counts: Questions<Count>) => number | null): Interval | null =>
    middle(drawn.map(figure).filter((value) => value !== null));
  const each = <Id extends string>(ids: Readonly<Record<Id, unknown>>, count: (of: Questions<Count>, id: Id) => Count) =>
    Object.fromEntries((Object.keys(ids) as Id[]).map((id) => [id, over((of) => f1Of(count(of, id)))])) as Record<
      Id,
      Interval | null
    >;
  const { flags, verdicts } = readCounts(new Array<number>(CELLS).fill(0), () => null);
  return {
    flags: each(flags, (of, id) => of.flags[id]),
    flagged: over((of) => f1Of(of.flagged)),
    verdicts: each(verdicts, (of, id) => of.verdicts[id]),
    macroF1: over((of) => macroF1Of(of.flags)),
  };
}

/** Mulberry32: numbers from 0 up to 1 that are the same on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
