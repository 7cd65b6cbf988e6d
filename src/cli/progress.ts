/** How far a long run has come. */
export interface Progress {
  /** Begins a step of so many parts, in place of the step before. */
  step(name: string, parts: number): void;
  /** One part of the step is done. */
  advance(): void;
  /**
   * Leaves the line as it was found. To be called at the end, also after an error (a timer redraws the bar
   * until then), and before anything else is written to the terminal.
   */
  done(): void;
}

/**
 * A bar on standard error where that is a terminal that can redraw a line; silence elsewhere: logs and pipes
 * get none of it, nor does a run without a terminal load what draws.
 */
export async function progress(stream: NodeJS.WriteStream = process.stderr, env = process.env): Promise<Progress> {
  if (!stream.isTTY || env["TERM"] === "dumb") return SILENCE;
  const { default: cliProgress } = await import("cli-progress");
  const bar = new cliProgress.SingleBar({
    stream,
    // ASCII only: blocks are two columns wide on many Chinese terminals, and a line that wraps cannot be redrawn.
    format: "{step}  [{bar}]  {percentage}%",
    barsize: 30,
    clearOnComplete: true,
    // Ctrl-C ends the program at once: nothing about the terminal may be in need of repair then.
    hideCursor: false,
    linewrap: true,
  });
  return {
    step: (name, parts) => {
      bar.stop();
      bar.start(parts, 0, { step: name });
    },
    advance: () => bar.increment(),
    done: () => bar.stop(),
  };
}

const SILENCE: Progress = { step: () => undefined, advance: () => undefined, done: () => undefined };
