import { UserError } from "../errors.js";
import { openFile, readMessages } from "../inbox/read.js";
import type { Message, TextFlagId, Verdict } from "../types.js";

/** A message whose verdict and flags are known. */
export interface Labelled {
  readonly message: Message & { readonly id: string };
  readonly verdict: Verdict;
  readonly flags: readonly TextFlagId[];
}

/** Reads files of labelled messages; throws a UserError for a record that is none. */
export async function readLabelled(files: readonly string[]): Promise<Labelled[]> {
  const all: Labelled[] = [];
  for (const file of files) {
    for await (const record of readMessages(openFile(file))) {
      if (record.kind === "broken") throw new UserError(record.problem);
      const { verdict, flags } = record.kind === "message" ? record.expected : {};
      if (record.kind === "skipped" || !verdict || !flags)
        throw new UserError({ code: "no-label", message: `${record.id}: a fixture needs "verdict" and "flags"`, where: file });
      all.push({ message: { ...record.message, id: record.id }, verdict, flags });
    }
  }
  return all;
}
