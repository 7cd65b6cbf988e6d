import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Folders that hold people's messages: none may outlive the program, however it ends. */
const folders = new Set<string>();
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder only this user can read; `clear` deletes it with all that is in it. */
export async function temporaryFolder(): Promise<{
  readonly path: (name: string) => string;
  readonly clear: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "cuijian-"));
  folders.add(folder);
  return {
    path: (name) => join(folder, name),
    clear: async () => {
      await rm(folder, { recursive: true, force: true });
      folders.delete(folder);
    },
  };
}
