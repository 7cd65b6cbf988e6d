import type { Span } from "../text/normalise.js";

/** Answers whether one of many spans stands close to another, without comparing each with each: a message may be megabytes long. */
export class Neighbours {
  readonly #starts: readonly number[];
  /** The furthest end among the spans up to each position. */
  readonly #reach: readonly number[];

  constructor(spans: readonly Span[]) {
    const sorted = [...spans].sort((a, b) => a.start - b.start);
    let furthest = Number.NEGATIVE_INFINITY;
    this.#starts = sorted.map(({ start }) => start);
    this.#reach = sorted.map(({ end }) => {
      furthest = Math.max(furthest, end);
      return furthest;
    });
  }

  /** At most `within` characters between `span` and one of them; touching and overlapping count as 0. */
  near({ start, end }: Span, within: number): boolean {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= end + within) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (this.#reach[low - 1] as number) >= start - within;
  }
}
