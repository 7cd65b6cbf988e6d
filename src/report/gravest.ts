/** Keeps the gravest of any number of things in bounded memory; of equally grave ones the first. */
export class Gravest<T> {
  readonly #most: number;
  readonly #byWeight = new Map<number, T[]>();
  #kept = 0;
  #left = 0;

  /** @param most how many are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** @param weight graver is higher */
  add(weight: number, item: T): void {
    if (this.#kept === this.#most) {
      this.#left++;
      const mildest = Math.min(...this.#byWeight.keys());
      if (weight <= mildest) return;
      const items = this.#byWeight.get(mildest) as T[];
      items.pop();
      if (items.length === 0) this.#byWeight.delete(mildest);
      this.#kept--;
    }
    const items = this.#byWeight.get(weight) ?? [];
    items.push(item);
    this.#byWeight.set(weight, items);
    this.#kept++;
  }

  /** What was kept: the gravest first, equally grave ones as they came. */
  items(): T[] {
    return [...this.#byWeight].toSorted(([a], [b]) => b - a).flatMap(([, items]) => items);
  }

  /** How many were not kept. */
  get left(): number {
    return this.#left;
  }
}
