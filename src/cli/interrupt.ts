import { setImmediate } from "node:timers/promises";

/** A wish to stop (Ctrl-C, or `kill`): the run ends after the record at hand, its output whole. */
export interface Interrupt {
  /** The exit code by which shells know the signal; null while nobody wants to stop. */
  readonly code: () => number | null;
  /** Calls `stop` when someone wants to stop: whoever waits for input is to be woken. */
  readonly wake: (stop: () => void) => void;
  /** Lets signals and timers have their turn, now and then: to be awaited between records. */
  readonly breathe: () => Promise<void> | undefined;
  /** Signals end the program at once again. */
  readonly done: () => void;
}

/** 128 and the number of the signal, as shells have it. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;
/** Milliseconds; a reader that never waits for the disk would otherwise hold up everything. */
const BREATH = 50;

/** Catches the first signal; a second one ends the program as if nobody had caught it. */
export function interruptible(): Interrupt {
  let code: number | null = null;
  let stop: (() => void) | undefined;
  let last = performance.now();
  const handlers = (Object.keys(CODES) as (keyof typeof CODES)[]).map((signal) => {
    const handler = (): void => {
      if (code !== null) {
        done();
        process.kill(process.pid, signal);
        return;
      }
      code = CODES[signal];
      stop?.();
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  const done = (): void => {
    for (const [signal, handler] of handlers) process.removeListener(signal, handler);
  };
  return {
    code: () => code,
    wake: (how) => {
      stop = how;
    },
    breathe: () => {
      if (performance.now() - last < BREATH) return undefined;
      return setImmediate().then(() => {
        last = performance.now();
      });
    },
    done,
  };
}
