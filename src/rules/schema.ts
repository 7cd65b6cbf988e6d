import { z } from "zod";
import { STANDINGS } from "../senders/standing.js";
import { SEVERITIES, TEXT_FLAGS } from "../types.js";

/** The shape of a rule file. Keys stand in this order in every file; unknown keys are errors. */

const ENTITY_KINDS = [
  "money",
  "percent",
  "date",
  "clock",
  "duration",
  "mobile",
  "sms-port",
  "service-number",
  "short-number",
  "landline",
  "foreign-number",
  "card",
  "card-tail",
  "id-number",
  "case-number",
  "link",
  "email",
  "qq",
  "wechat",
  "signature",
  "placeholder",
] as const;

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

const apart = z.int().min(1).max(400);

const what = {
  /** A pattern on normalised text; `{name}` is a list from rules/lexicon/terms/, `{..12}` a gap inside a sentence. */
  re: z.string().min(1).optional(),
  /** Plain words, any of them. */
  words: z.array(z.string().min(1)).min(1).optional(),
  entity: oneOrMore(z.enum(ENTITY_KINDS)).optional(),
  standing: oneOrMore(z.enum(STANDINGS)).optional(),
  signal: oneOrMore(z.string()).optional(),
  /** Only matches that begin and end where a segmented word does. */
  boundary: z.boolean().optional(),
};

type What = z.infer<z.ZodObject<typeof what>>;

/** Keys that would have no effect are errors, as they show that the author meant something else. */
const checked = <T extends z.ZodType<What>>(condition: T) =>
  condition
    .refine((c) => [c.re, c.words, c.entity, c.signal].filter((v) => v !== undefined).length === 1, {
      message: "needs exactly one of: re, words, entity, signal",
    })
    .refine((c) => !c.standing || c.entity, { message: "standing: only an entity has one" })
    .refine((c) => !c.boundary || c.re || c.words, { message: "boundary: only for re or words" });

/** The evidence itself, or what must be near it. */
const finding = checked(z.strictObject(what));

/** What must, or must not, be there as well. */
const condition = checked(
  z.strictObject({
    ...what,
    /** At most this many characters from the evidence; without it, anywhere in the message. */
    within: apart.optional(),
  }),
);

const suggestion = z.strictObject({ zh: z.string().min(8), en: z.string().min(8) });

export const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "must look like flag/short-name"),
    flag: z.enum(TEXT_FLAGS).optional(),
    signal: z
      .string()
      .regex(/^[a-z-]+$/, "must be lower-case words joined by hyphens")
      .optional(),
    severity: z.enum(SEVERITIES).optional(),
    title: z.string().min(2),
    titleEn: z.string().min(2),
    why: z.strictObject({ zh: z.string().min(4), en: z.string().min(4) }).optional(),
    guidance: z.array(z.string()).min(1).optional(),
    /** What a lender may say instead: by its id in rules/suggestions.yml or, in house rules, written out. */
    suggest: z.union([z.string().min(1), suggestion]).optional(),
    any: z.array(finding, { error: noAny }).min(1, "this rule can never match"),
    where: z.array(condition).optional(),
    near: z.strictObject({ within: apart, any: z.array(finding).min(1) }).optional(),
    unless: z.array(condition).optional(),
    /** Under any of these the rule is worth a notice and no more. */
    eased: z.array(condition).min(1).optional(),
    /** Signals that normally silence every flag, but not this one. */
    despite: z.array(z.string()).optional(),
    /** false: the rule holds even right after a negation ("不"). */
    negatable: z.boolean().optional(),
    examples: z.strictObject({ bad: z.array(z.string()).min(2), ok: z.array(z.string()).min(2) }),
  })
  .refine((rule) => (rule.flag === undefined) !== (rule.signal === undefined), { message: "needs exactly one of: flag, signal" })
  .refine((rule) => !rule.flag || (rule.severity && rule.guidance && rule.why), {
    message: "a rule with a flag needs severity, why and guidance",
  })
  .refine((rule) => rule.flag || rule.suggest === undefined, { message: "suggest: only a rule with a flag has one" });

function noAny({ input }: { readonly input?: unknown }): string | undefined {
  return input === undefined ? "is missing: this rule can never match" : undefined;
}

export type Rule = z.infer<typeof ruleSchema>;
export type Condition = z.infer<typeof condition>;
