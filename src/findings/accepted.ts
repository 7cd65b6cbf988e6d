import { z } from "zod";
import { type Problem, UserError } from "../errors.js";
import { readYaml } from "../yaml-file.js";
import type { Acceptance } from "./finding.js";
import type { Accepted } from "./sift.js";

const day = z.string().refine((value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00Z`)), {
  error: "must be a quoted ISO date, such as '2026-12-31'",
});

const list = z.array(
  z.strictObject({
    fingerprint: z.string().regex(/^[0-9a-f]{16}$/, "must be sixteen hexadecimal digits, as reports give it"),
    reason: z.string().min(4, "must say why in a few words"),
    by: z.string().min(1).optional(),
    until: day,
  }),
);

/**
 * Reads a file of accepted findings, a YAML list. Throws a UserError with `file:line:column` for what is none.
 * @param today ISO date
 */
export function readAccepted(file: string, today: string): Accepted {
  const read = readYaml<z.infer<typeof list>>(file, list);
  if ("problems" in read) throw new UserError(read.problems);
  const byFingerprint = new Map<string, { readonly acceptance: Acceptance; readonly where: string; used: boolean }>();
  const twice: Problem[] = [];
  for (const [i, acceptance] of read.value.entries()) {
    const where = read.place([i]);
    const { fingerprint } = acceptance;
    if (byFingerprint.has(fingerprint))
      twice.push({ code: "accepted-twice", message: `${fingerprint} stands here twice`, where });
    byFingerprint.set(fingerprint, { acceptance, where, used: false });
  }
  if (twice.length > 0) throw new UserError(twice);
  return {
    find: ({ fingerprint }) => {
      const entry = byFingerprint.get(fingerprint);
      if (!entry) return undefined;
      entry.used = true;
      return entry.acceptance.until < today ? undefined : entry.acceptance;
    },
    stale: () =>
      [...byFingerprint.values()].flatMap(({ acceptance: { fingerprint, until, reason }, where, used }) => {
        if (!used)
          return [
            {
              code: "accepted-unused",
              message: `no finding has the fingerprint ${fingerprint} any more (“${reason}”)`,
              where,
              hint: "delete the entry",
            },
          ];
        if (until >= today) return [];
        return [
          {
            code: "accepted-expired",
            message: `was accepted until ${until} (“${reason}”)`,
            where,
            hint: "mend the message, or accept it anew with a later day",
          },
        ];
      }),
  };
}
