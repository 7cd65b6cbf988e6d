import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./temporary.js";

describe("a temporary folder", () => {
  it("is one only this user can read, and another each time", async () => {
    const [one, other] = await Promise.all([temporaryFolder(), temporaryFolder()]);
    const folder = dirname(one.path("copy"));
    expect(dirname(folder)).toBe(tmpdir());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(dirname(other.path("copy"))).not.toBe(folder);
    await Promise.all([one.clear(), other.clear()]);
  });

  it("is deleted with all that is in it, once or twice", async () => {
    const folder = await temporaryFolder();
    writeFileSync(folder.path("copy"), "催收");
    await folder.clear();
    await folder.clear();
    expect(existsSync(dirname(folder.path("copy")))).toBe(false);
  });

  it("leaves nothing listening once all are deleted", async () => {
    const listening = () => ["exit", "SIGINT", "SIGTERM", "SIGHUP"].map((event) => process.listenerCount(event));
    const before = listening();
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    expect(listening()).toEqual(before.map((count) => count + 1));
    await one.clear();
    expect(listening()).toEqual(before.map((count) => count + 1));
    await other.clear();
    expect(listening()).toEqual(before);
  });
});

describe("a temporary folder that was not deleted", () => {
  const MODULE = new URL("../../dist/inbox/temporary.js", import.meta.url).href;

  /** Makes one in a program of its own, which then does something; how it ended, and whether the folder is there. */
  async function afterwards(then: string, signal?: NodeJS.Signals) {
    const program = `
      import { writeFileSync } from "node:fs";
      import { temporaryFolder } from ${JSON.stringify(MODULE)};
      const folder = await temporaryFolder();
      writeFileSync(folder.path("copy"), "");
      ${then}
      process.stdout.write(folder.path("copy"));`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "ignore"] });
    const ended = once(child, "close");
    let copy = "";
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      copy += chunk;
      if (signal) child.kill(signal);
    }
    const [code, by] = await ended;
    return { code, by, copy: copy.endsWith("copy"), left: existsSync(dirname(copy)) };
  }
  const STAYING = "setInterval(() => {}, 1000);";

  it.each([
    ["runs out", "", 0],
    ["exits", "setImmediate(() => process.exit(3));", 3],
    ["fails", "setImmediate(() => { throw new Error(); });", 1],
  ])("goes when the program %s", async (_, then, code) => {
    expect(await afterwards(then)).toEqual({ code, by: null, copy: true, left: false });
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("goes when the program is ended by %s, which it is", async (signal) => {
    expect(await afterwards(STAYING, signal)).toEqual({ code: null, by: signal, copy: true, left: false });
  });

  it("goes when the program has its own way to end by a signal", async () => {
    const then = `${STAYING} process.on("SIGINT", () => process.exit(130));`;
    expect(await afterwards(then, "SIGINT")).toEqual({ code: 130, by: null, copy: true, left: false });
  });
});
