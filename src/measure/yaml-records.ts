import { z } from "zod";
import { UserError } from "../errors.js";
import { type InboxRecord, toRecord } from "../inbox/record.js";
import { TEXT_FLAGS, VERDICTS } from "../types.js";
import { readYaml } from "../yaml-file.js";

/** What is checked here is told with its own line and column; everything else by the record's. */
const list = z.array(
  z.looseObject({
    text: z.string(),
    sender: z.string().nullish(),
    verdict: z.enum(VERDICTS).nullish(),
    flags: z.array(z.enum(TEXT_FLAGS)).nullish(),
    debatable: z.boolean().nullish(),
  }),
);

/** The records of a YAML file, a list of what JSON Lines have one a line. Throws a UserError with `file:line:column`. */
export function readYamlRecords(file: string): InboxRecord[] {
  const read = readYaml<z.infer<typeof list>>(file, list);
  if ("problems" in read) throw new UserError(read.problems);
  if (read.value.length === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the list is empty", where: file });
  return read.value.map((value, position) => {
    const place = read.place([position]);
    const line = place.replace(/:\d+$/, "");
    const origin = { file, format: "yaml", record: position + 1, line: Number(line.slice(file.length + 1)) };
    const record = toRecord(value, { id: line, where: line, origin });
    return record.kind === "broken" ? { ...record, problem: { ...record.problem, where: place } } : record;
  });
}
