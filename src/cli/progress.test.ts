import { PassThrough } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { progress } from "./progress.js";

/** A terminal of 80 columns, and all that was written to it. */
function terminal(isTTY = true): { readonly stream: NodeJS.WriteStream; readonly written: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  return {
    stream: stream as unknown as NodeJS.WriteStream,
    written: () => ((stream.read() as Buffer | null) ?? "").toString(),
  };
}

/** What stands on the line after all that was written, as a terminal would have it. */
function lineAfter(written: string): string {
  let line = "";
  for (const piece of written.split(/(\x1b\[[0-9;?]*[A-Za-z]|\x1b[78])/)) {
    if (piece === "\x1b[2K" || piece === "\x1b[1G") line = "";
    else if (!piece.startsWith("\x1b")) line += piece;
  }
  return line;
}

describe("progress", () => {
  it("shows each step by name and how far it is, and leaves nothing behind", async () => {
    const { stream, written } = terminal();
    const { step, advance, done } = await progress(stream, {});
    step("reading", 4);
    expect(lineAfter(written())).toBe(`reading  [${"-".repeat(30)}]  0%`);
    advance();
    advance();
    step("fold 2/5", 1);
    expect(lineAfter(written())).toBe(`fold 2/5  [${"-".repeat(30)}]  0%`);
    advance();
    done();
    expect(lineAfter(written())).toBe("");
    done();
    expect(written()).toBe("");
  });

  it("needs no repair of the terminal when the program is ended in the middle: cursor and wrapping stay", async () => {
    const { stream, written } = terminal();
    const { step, done } = await progress(stream, {});
    step("training", 1);
    expect(written()).not.toContain("\x1b[?");
    done();
  });

  it("of bytes or records shows the rate, and the time left where the whole is known", async () => {
    vi.useFakeTimers({ now: 0 });
    try {
      const { stream, written } = terminal();
      const { step, reach, say, done } = await progress(stream, {});
      step("inbox.xml", 10_000_000, "bytes");
      vi.setSystemTime(2000);
      reach(2_500_000);
      vi.advanceTimersByTime(200);
      expect(lineAfter(written())).toMatch(/^inbox\.xml {2}\[=+-+\] {2}25% {2}1\.\d MB\/s {2}00:0[67] left$/);
      say("note: one thing");
      expect(written()).toContain("note: one thing\n");
      step("stdin", undefined, "bytes");
      vi.setSystemTime(4000);
      reach(3_000_000);
      vi.advanceTimersByTime(200);
      expect(lineAfter(written())).toMatch(/^stdin {2}3\.0 MB {2}1\.\d MB\/s$/);
      step("chat.db", 1000, "records");
      vi.setSystemTime(6000);
      reach(500);
      vi.advanceTimersByTime(200);
      expect(lineAfter(written())).toMatch(/^chat\.db {2}\[=+-+\] {2}50% {2}2\d\d\/s {2}00:02 left$/);
      done();
    } finally {
      vi.useRealTimers();
    }
  });

  it("is silent off a terminal, and on one that cannot redraw a line", async () => {
    const pipe = terminal(false);
    const dumb = terminal();
    for (const { step, advance, done } of [await progress(pipe.stream, {}), await progress(dumb.stream, { TERM: "dumb" })]) {
      step("reading", 1);
      advance();
      done();
    }
    expect([pipe.written(), dumb.written()]).toEqual(["", ""]);
  });
});
