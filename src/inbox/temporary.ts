import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder only this user can read. */
export interface TemporaryFolder {
  /** Where a file of this name lies in it. */
  readonly path: (name: string) => string;
  /** Deletes it with all that is in it; may be called twice. */
  readonly clear: () => Promise<void>;
}

/** They hold people's messages: none may outlive the program, however it ends, save by SIGKILL. */
const folders = new Set<string>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Makes a folder that is deleted by its `clear`, or else when the program ends. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const folder = await mkdtemp(join(tmpdir(), "cuijian-"));
  if (folders.size === 0) watch();
  folders.add(folder);
  return {
    path: (name) => join(folder, name),
    clear: async () => {
      await rm(folder, { recursive: true, force: true });
      if (folders.delete(folder) && folders.size === 0) unwatch();
    },
  };
}

function watch(): void {
  process.on("exit", clearAll);
  for (const signal of SIGNALS) process.on(signal, endBy);
}

function unwatch(): void {
  process.off("exit", clearAll);
  for (const signal of SIGNALS) process.off(signal, endBy);
}

function clearAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** A signal ends a program without "exit". Who listens to it too decides for himself how to end. */
function endBy(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  clearAll();
  unwatch();
  process.kill(process.pid, signal);
}
