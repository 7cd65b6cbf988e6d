import { z } from "zod";
import type { Rates } from "./caps.js";
import { LENDER_KINDS } from "./caps.js";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "must be a quoted ISO date, such as '2026-01-01'");
const guidance = z.array(z.string());
/** Per cent a year. */
const percent = z.number().positive();
const severity = z.enum(["notice", "warning", "serious"]);

const cap = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case letters, digits and hyphens"),
  lenderKinds: z.array(z.enum(LENDER_KINDS)).min(1),
  from: day,
  until: day.nullable(),
  yearlyCap: z.union([z.strictObject({ percent }), z.strictObject({ times: percent, of: z.literal("lpr-1y") })]).nullable(),
  gravest: severity,
  zh: z.string().min(8),
  en: z.string().min(8),
  guidance,
  sureness: z.enum(["verified", "secondary", "unsure"]),
  note: z.string().optional(),
});

/** The shape of `rules/rates.yml`; on no day may two caps hold for one kind of lender. */
export const ratesFile: z.ZodType<Rates> = z
  .strictObject({
    lines: z.array(z.strictObject({ over: percent, severity })).min(1),
    dailyPenalty: z.strictObject({ over: percent, severity, guidance }),
    advance: z.strictObject({ guidance }),
    caps: z.array(cap).min(1),
  })
  .superRefine(({ caps }, context) => {
    caps.forEach((one, i) => {
      const problem = (key: string, message: string): void =>
        context.addIssue({ code: "custom", path: ["caps", i, key], message });
      if (one.until !== null && one.until < one.from) problem("until", `is before ${one.from}, when the cap begins`);
      for (const other of caps.slice(0, i)) {
        if (other.id === one.id) problem("id", `the id "${one.id}" is used twice`);
        const kind = one.lenderKinds.find((name) => other.lenderKinds.includes(name));
        const apart = (one.until ?? "9999") < other.from || (other.until ?? "9999") < one.from;
        if (kind && !apart) problem("from", `"${other.id}" holds for ${kind} on some of the same days`);
      }
    });
  });
