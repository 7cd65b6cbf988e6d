import { createReadStream, readdirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { reasonOf, UserError } from "../errors.js";

/** A named stream of bytes: a file, or standard input. */
export interface Source {
  /** How it is called in ids and errors. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Where it lies on the disk; absent for a pipe. */
  readonly file?: string;
  /** Bytes, where they are known. */
  readonly size?: number;
  /** Found in a directory, not named by the user: what is no inbox is passed over there, not an error. */
  readonly found?: boolean;
}

/** Opens a file; throws a UserError where there is nothing to read. */
export function openFile(file: string): Source {
  const stats = existing(file);
  if (stats.isDirectory())
    throw new UserError({ code: "directory", message: "is a directory", where: file, hint: "name the files in it" });
  return fileSource(file, stats);
}

/**
 * The sources behind a path: a file, or all files of a directory and those below it, sorted by path.
 * @param leaveOut which files of a directory are passed over
 */
export function* sourcesOf(path: string, leaveOut: (file: string) => boolean = () => false): Generator<Source> {
  const stats = existing(path);
  if (!stats.isDirectory()) {
    yield fileSource(path, stats);
    return;
  }
  const files = filesBelow(path);
  if (files.length === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: no file is in the directory", where: path });
  const wanted = files.filter((file) => !leaveOut(file));
  if (wanted.length === 0)
    throw new UserError({
      code: "empty",
      message: "there is nothing to judge: every file in it is left out",
      where: path,
    });
  for (const file of wanted) yield { ...foundSource(file), found: true };
}

/** The files behind a path, for whoever does not want to write into one; the path itself where it cannot be told. */
export function filesBehind(path: string): readonly string[] {
  try {
    return statSync(path).isDirectory() ? filesBelow(path, false) : [path];
  } catch {
    return [path];
  }
}

/** Companions of a database: they are read with it, or not at all. */
const COMPANION = /-(?:wal|shm|journal)$/;

/**
 * Hidden files and folders stay out; links to folders are not followed, for they may lead in a circle. A folder below
 * that cannot be read stands for what is in it, and so does a file whose name is not in the encoding of names.
 */
function filesBelow(directory: string, isTop = true): string[] {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(directory);
  } catch (error) {
    if (isTop) throw cannotRead(directory, error);
    return [directory];
  }
  return entries
    .filter(({ name }) => !name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return filesBelow(path, false);
      return !COMPANION.test(entry.name) && (entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path))) ? [path] : [];
    });
}

function leadsToFile(link: string): boolean {
  try {
    return statSync(link).isFile();
  } catch {
    return false;
  }
}

/** A file of a directory; where it cannot be opened, reading it fails, and the others are read. */
function foundSource(file: string): Source {
  try {
    return fileSource(file, statSync(file));
  } catch (error) {
    const isOdd = file.includes("\ufffd") && (error as NodeJS.ErrnoException).code === "ENOENT";
    return { name: file, file, chunks: failing(isOdd ? new Error("its name is not in UTF-8: give it another") : error) };
  }
}

const failing = (error: unknown): Readable =>
  new Readable({
    read() {
      this.destroy(error as Error);
    },
  });

const list = (directory: string) => readdirSync(directory, { withFileTypes: true });

function fileSource(file: string, stats: Stats): Source {
  const chunks: Readable = createReadStream(file);
  return { name: file, chunks, file, ...(stats.isFile() ? { size: stats.size } : {}) };
}

/** What is longer is a text someone wrote in place of a file. */
const LONGEST_NAME = 255;

function existing(file: string): Stats {
  const stats = statOf(file);
  if (stats) return stats;
  throw new UserError({
    code: "missing-file",
    message: "no such file",
    where: file.length > LONGEST_NAME ? `${file.slice(0, LONGEST_NAME)}…` : file,
    hint: 'to judge a text, pipe it in: echo "…" | cuijian',
  });
}

/** Undefined for what is no file: also a path through a file, or a whole message taken for a name. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw cannotRead(file, error);
  }
}

export const cannotRead = (name: string, error: unknown): UserError =>
  new UserError({ code: "cannot-read", message: `cannot be read: ${reasonOf(error)}`, where: name });
