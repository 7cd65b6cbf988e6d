import type { Params } from "cli-progress";

/** How far a long run has come. */
export interface Progress {
  /**
   * Begins a step of so many parts, in place of the step before.
   * @param parts undefined where nobody knows how many
   * @param unit shows rate and time left as well
   */
  step(name: string, parts: number | undefined, unit?: Unit): void;
  /** One part of the step is done. */
  advance(): void;
  /** So many parts of the step are done. */
  reach(parts: number): void;
  /** Writes a line to the same stream without getting in the way of the bar. */
  say(line: string): void;
  /** Leaves the line as it was found. To be called at the end, also after an error: a timer redraws the bar until then. */
  done(): void;
}

export type Unit = "bytes" | "records";

/**
 * A bar on standard error where that is a terminal that can redraw a line; silence elsewhere: logs and pipes
 * get none of it, nor does a run without a terminal load what draws.
 */
export async function progress(stream: NodeJS.WriteStream = process.stderr, env = process.env): Promise<Progress> {
  if (!stream.isTTY || env["TERM"] === "dumb") return silence(stream);
  const { default: cliProgress } = await import("cli-progress");
  let step: Step | undefined;
  const bar = new cliProgress.SingleBar({
    stream,
    format: (_, { value }, { name, parts, unit, started }: Step) => line({ name, parts, unit, started }, value, Date.now()),
    clearOnComplete: true,
    // Ctrl-C must find nothing about the terminal in need of repair.
    hideCursor: false,
    linewrap: true,
  });
  let done = 0;
  const start = (): void => {
    // A step of unknown length never comes to its end by itself.
    if (step) bar.start(step.parts ?? Number.MAX_SAFE_INTEGER, done, step);
  };
  return {
    step: (name, parts, unit) => {
      bar.stop();
      step = { name, parts, unit, started: Date.now() };
      done = 0;
      start();
    },
    advance: () => bar.update(++done),
    reach: (parts) => {
      done = parts;
      bar.update(parts);
    },
    say: (text) => {
      bar.stop();
      stream.write(`${text}\n`);
      start();
    },
    done: () => {
      step = undefined;
      bar.stop();
    },
  };
}

interface Step {
  readonly name: string;
  readonly parts: number | undefined;
  readonly unit: Unit | undefined;
  /** Milliseconds since 1970. */
  readonly started: number;
}

const BAR = 30;

/** ASCII only: blocks are two columns wide on many Chinese terminals, and a line that wraps cannot be redrawn. */
function line({ name, parts, unit, started }: Step, value: Params["value"], now: number): string {
  const share = parts === undefined ? undefined : Math.min(1, parts === 0 ? 0 : value / parts);
  const filled = Math.round((share ?? 0) * BAR);
  const bar = share === undefined ? "" : `  [${"=".repeat(filled)}${"-".repeat(BAR - filled)}]  ${Math.floor(share * 100)}%`;
  const seconds = (now - started) / 1000;
  // The first second tells nothing about the rest.
  if (unit === undefined || seconds < 1) return `${name}${bar}`;
  const rate = value / seconds;
  const left = parts === undefined || rate === 0 ? "" : `  ${clock((parts - value) / rate)} left`;
  const soFar = share === undefined ? `  ${amount(value, unit)}` : "";
  return `${name}${bar}${soFar}  ${amount(rate, unit)}/s${left}`;
}

const amount = (count: number, unit: Unit): string => {
  if (unit === "records") return Math.round(count).toLocaleString("en");
  return count < 1e6 ? `${(count / 1e3).toFixed(0)} kB` : `${(count / 1e6).toFixed(1)} MB`;
};

function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return (parts[0] === "00" ? parts.slice(1) : parts).join(":");
}

const silence = (stream: NodeJS.WriteStream): Progress => ({
  step: () => undefined,
  advance: () => undefined,
  reach: () => undefined,
  say: (text) => void stream.write(`${text}\n`),
  done: () => undefined,
});
