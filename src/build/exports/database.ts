import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sqlite, { type Database } from "node-sqlite3-wasm";

/** Fills a new database. */
export type Fill = (database: Database) => void;

/** The bytes of a SQLite database; the same for the same statements. */
export function databaseOf(fill: Fill, pageSize = 1024): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "cuijian-"));
  try {
    const database = new sqlite.Database(join(folder, "made"));
    database.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN`);
    fill(database);
    database.exec("COMMIT");
    database.close();
    return Uint8Array.from(readFileSync(join(folder, "made")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A row to be put into a table: its columns and their values. */
export type NewRow = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** Puts rows into a table, each with columns of its own. Texts are stored to their last character, NUL included. */
export function insert(database: Database, table: string, rows: readonly NewRow[]): void {
  for (const row of rows) {
    const values = Object.values(row);
    const places = values.map((value) => (typeof value === "string" ? "CAST(? AS TEXT)" : "?"));
    const bound = values.map((value) => (typeof value === "string" ? Buffer.from(value) : value));
    database.run(`INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${places.join(", ")})`, bound);
  }
}
