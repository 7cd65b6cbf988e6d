import { accessSync, closeSync, constants, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { cannotWrite } from "./output.js";

/**
 * Writes a file as a whole or not at all: whoever reads it sees the old content or the new, never a part.
 * Throws a UserError where it cannot be written.
 */
export function replaceFile(file: string, content: string): void {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    // A device or a pipe is written to; put another file in its place and it would be gone.
    if (found && !found.isFile()) writeFileSync(file, content);
    // A link stays a link: what it leads to is replaced.
    else writeBeside(found ? realpathSync(file) : file, content, (found?.mode ?? 0o666) & 0o777);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Throws the same UserError before the work begins, where it is plain already that the file cannot be written. */
export function refuseUnwritable(file: string): void {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    // The slash makes it an error that the folder is a file.
    if (!found) accessSync(`${dirname(file)}/`, constants.W_OK);
    // Opening to change leaves the content alone, and is refused for a directory. Not so a pipe: its reader would be gone.
    else if (found.isFile() || found.isDirectory()) closeSync(openSync(file, "r+"));
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

function writeBeside(file: string, content: string, mode: number): void {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, content, { flag: "wx", mode });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
