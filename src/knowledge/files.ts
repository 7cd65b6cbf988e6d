import { z } from "zod";
import { BINDINGS } from "../guidance/entry.js";
import { FLAGS, VERDICTS } from "../types.js";

/** Shapes of the knowledge files beside the rules themselves. */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "must be a quoted ISO date, such as '2026-01-01'");
const flag = z.enum(FLAGS as [string, ...string[]]);

export const guidanceFile = z.strictObject({
  title: z.string(),
  titleEn: z.string(),
  issuer: z.string(),
  number: z.string().nullable(),
  binding: z.enum(BINDINGS),
  appliesTo: z.array(z.string()).min(1),
  entries: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string().optional(),
        titleEn: z.string().optional(),
        article: z.string().nullable(),
        inForceFrom: day,
        inForceUntil: day.nullable(),
        replaces: z.string().nullable(),
        /** Why no version was in force for a time before this one. */
        gap: z.string().min(4).optional(),
        confidence: z.enum(["verified", "secondary"]),
        flags: z.array(flag),
        says: z.string().min(8),
        saysEn: z.string().min(8),
        sources: z.array(z.string()).min(1),
        note: z.string().optional(),
        /** Why no flag is ever to cite it. */
        aside: z.string().min(4).optional(),
      }),
    )
    .min(1),
});

export const adviceFile = z.array(
  z.strictObject({
    id: z.string(),
    when: z.strictObject({
      flags: z.array(flag).optional(),
      verdicts: z.array(z.enum(VERDICTS)).optional(),
      signals: z.array(z.string()).optional(),
      without: z.array(z.string()).optional(),
    }),
    order: z.int(),
    zh: z.string(),
    en: z.string(),
    channels: z.array(z.union([z.string(), z.int()])).optional(),
  }),
);

/** What lenders may say instead, for rules to refer to. */
export const suggestionsFile = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/, "must be lower-case words joined by hyphens"),
    zh: z.string().min(8),
    en: z.string().min(8),
  }),
);

const channel = z.strictObject({
  value: z.string(),
  confidence: z.enum(["verified", "secondary", "unverified"]),
  source: z.string().nullable().optional(),
});

export const senderFile = z.strictObject({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  kind: z.string(),
  aliases: z.array(z.string()),
  products: z.array(z.string()).optional(),
  domains: z.array(channel).optional(),
  hotlines: z.array(channel).optional(),
  note: z.string().optional(),
});

const wordLists = z.record(z.string(), z.array(z.string()).min(1));
/** Lists that rule patterns name as `{debt}`. */
export const termsFile = z.record(
  z.string().regex(/^[a-z][a-z-]*$/, "a list is named in lower-case letters and hyphens"),
  z.array(z.string()).min(1),
);
/** A word and the spellings that stand for it. */
export const variantsFile = wordLists;
/** Words that segmentation keeps whole and that senders split to hide. */
export const wordsFile = z.array(z.string().min(2));
export const matchingFile = z.strictObject({ negation: z.array(z.string()).min(1), silencing: z.array(z.string()) });
