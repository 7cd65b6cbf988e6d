import { copyFile, open, stat } from "node:fs/promises";
import sqlite3, { type Database as Sqlite } from "node-sqlite3-wasm";
import { reasonOf, UserError } from "../errors.js";
import { applyWal } from "./wal.js";

export type Value = number | bigint | string | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

/** A SQLite database of messages, opened read-only on a copy of its own. */
export interface Database {
  /**
   * Names of its tables, and the columns of each, in lower case. Views, virtual tables and computed columns are
   * left out: what is asked of these tables runs no code from the file.
   */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  /** Rows a table may have at most, so that pages that lead in a circle have an end. */
  readonly mostRows: number;
  /**
   * The rows of a query, one after another; whole numbers beyond 2^53 as bigint. Texts end at their first NUL: ask
   * for bytes (`CAST(… AS BLOB)`) where all of it matters. Throws a UserError where the database is damaged.
   */
  readonly rows: (sql: string, values?: readonly Value[]) => Generator<Row, void>;
  readonly close: () => void;
}

/** What is known of the database beside its bytes. */
interface Surroundings {
  /** What errors call it. */
  readonly name: string;
  /** Where it lies on the disk, with its newest changes beside it; undefined for standard input. */
  readonly file: string | undefined;
  /** Told of what is missing and what is read all the same. */
  readonly notice: (code: string, message: string, at?: { readonly hint: string }) => void;
}

const HEADER = 100;
/** A row takes at least a pointer of two bytes, its size and its number. */
const LEAST_ROW = 4;

/**
 * Opens a database, with the changes of the write-ahead log that lies beside it. Nothing is ever written beside the
 * original, and no rollback journal is played back: one could name files to be deleted.
 * @param copy path of a copy that may be written to and is thrown away
 */
export async function openDatabase(copy: string, surroundings: Surroundings): Promise<Database> {
  const { name, file } = surroundings;
  await withoutLog(copy, surroundings);
  if (file !== undefined && (await isHot(`${file}-journal`)))
    surroundings.notice("unfinished-change", "was copied amid a change: some of its messages may be missing or damaged", {
      hint: "close the app, then copy the database again",
    });
  const sqlite = opened(copy, name);
  const running = new Set<Statement>();
  const finalize = (statement: Statement): void => {
    // What failed is told once more on finalizing.
    if (running.delete(statement)) quietly(() => statement.finalize());
  };
  function* rows(sql: string, values: readonly Value[] = []): Generator<Row, void> {
    let statement: Statement | undefined;
    try {
      statement = sqlite.prepare(sql);
      running.add(statement);
      yield* statement.iterate([...values]) as IterableIterator<Row>;
    } catch (error) {
      throw damaged(name, error);
    } finally {
      if (statement) finalize(statement);
    }
  }
  return {
    tables: tablesOf(sqlite, name),
    mostRows: Math.ceil((await stat(copy)).size / LEAST_ROW),
    rows,
    close: () => {
      // A statement left half read would keep the file open.
      for (const statement of running) finalize(statement);
      sqlite.close();
    },
  };
}

type Statement = ReturnType<Sqlite["prepare"]>;

function opened(copy: string, name: string): Sqlite {
  try {
    const sqlite = new sqlite3.Database(copy, { fileMustExist: true, readOnly: true });
    sqlite.exec("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
    return sqlite;
  } catch (error) {
    throw damaged(name, error);
  }
}

function tablesOf(sqlite: Sqlite, name: string): Map<string, string[]> {
  try {
    // SQLite keeps the statements of true tables in this form; those of views and virtual tables go on otherwise.
    const tables = sqlite.all("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE %'");
    return new Map(
      tables.map(({ name: table }) => {
        const columns = sqlite.all("SELECT name FROM pragma_table_info(?)", [table as string]);
        return [(table as string).toLowerCase(), columns.map((column) => (column["name"] as string).toLowerCase())];
      }),
    );
  } catch (error) {
    quietly(() => sqlite.close());
    throw damaged(name, error);
  }
}

const quietly = (act: () => void): void => {
  try {
    act();
  } catch {}
};

const damaged = (name: string, error: unknown): UserError =>
  new UserError({
    code: "broken-database",
    message: `is a damaged database: ${(error as Error).message}`,
    where: name,
    hint: "close the app and copy the file again, with the -wal file beside it; or save what can be saved: sqlite3 FILE .recover | sqlite3 saved.db",
  });

/** Makes the copy a database that needs no write-ahead log. Throws a UserError for what is none that can be read. */
async function withoutLog(copy: string, { name, file, notice }: Surroundings): Promise<void> {
  if (!(await headerOf(copy)).subarray(0, 16).equals(Buffer.from("SQLite format 3\0")))
    throw new UserError({
      code: "no-database",
      message: "is no SQLite database, or an encrypted one",
      where: name,
      hint: "decrypt it with the app or tool that encrypted it, or export the messages as CSV, XML or JSON",
    });
  const log = `${file}-wal`;
  const size = file === undefined ? undefined : await sizeOf(log);
  if (size) {
    const { pages, problem } = await logApplied(copy, log);
    if (pages > 0) notice("wal", `its newest messages come from ${log} (${pages} ${pages === 1 ? "page" : "pages"})`);
    if (problem)
      notice("broken-wal", `its newest messages may be missing: ${log} could not be read in full, ${problem}`, CHECKPOINT);
  }
  const header = await headerOf(copy);
  if (header.length < HEADER) throw damaged(name, new Error("it is cut off in its header"));
  if (header.readUInt32BE(56) > 1)
    throw new UserError({
      code: "utf16-database",
      message: "is a database in UTF-16, which is not read",
      where: name,
      hint: `turn it into one in UTF-8: (echo 'pragma encoding="UTF-8";'; sqlite3 FILE .dump) | sqlite3 converted.db`,
    });
  if (header[18] !== 2 && header[19] !== 2) return;
  // Without a log (an empty one is a log that was written back) its newest changes may have stayed behind.
  if (size === undefined)
    notice("no-wal", "keeps its newest messages in a -wal file, and none came with it: some may be missing", CHECKPOINT);
  const handle = await open(copy, "r+");
  await handle.write(Buffer.from([1, 1]), 0, 2, 18);
  await handle.close();
}

const CHECKPOINT = {
  hint: "copy the database together with the -wal file beside it, or run on a copy of both: sqlite3 FILE 'pragma wal_checkpoint(TRUNCATE)'",
};

async function logApplied(copy: string, log: string): Promise<{ pages: number; problem?: string }> {
  // A name that SQLite does not look for.
  const changes = `${copy}.changes`;
  try {
    await copyFile(log, changes);
    return await applyWal(copy, changes);
  } catch (error) {
    return { pages: 0, problem: reasonOf(error) };
  }
}

async function headerOf(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER), 0, HEADER, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Bytes of a file; undefined where there is none. */
const sizeOf = async (file: string): Promise<number | undefined> =>
  stat(file).then(
    (stats) => (stats.isFile() ? stats.size : undefined),
    () => undefined,
  );

/** Whether a rollback journal tells of a change that was never finished; done with, it is emptied or its header wiped. */
const isHot = async (journal: string): Promise<boolean> =>
  (await sizeOf(journal)) !== undefined &&
  headerOf(journal).then(
    (header) => header.subarray(0, 8).equals(Buffer.from("d9d505f920a163d7", "hex")),
    () => false,
  );
