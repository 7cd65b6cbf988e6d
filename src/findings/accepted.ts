import { z } from "zod";
import { type Problem, UserError } from "../errors.js";
import { readYaml } from "../yaml-file.js";
import type { Acceptance, Finding } from "./finding.js";

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

/** The accepted findings of a run, and what became of them. */
export interface Accepted {
  /** Why a finding is lived with; undefined where it is not, or no longer. */
  readonly find: (finding: Finding) => Acceptance | undefined;
  /** After the run: acceptances past their day, and those no finding asked for. */
  readonly stale: () => Problem[];
}

/** For runs without such a file. */
export const NOTHING_ACCEPTED: Accepted = { find: () => undefined, stale: () => [] };

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
