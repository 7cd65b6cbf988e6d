import { isAbsolute } from "node:path";
import { z } from "zod";
import { UserError } from "../errors.js";
import { encodingNamed } from "../inbox/encoding.js";
import { MAPPED_FIELDS } from "../inbox/input.js";
import { zoneOf } from "../inbox/time.js";
import { LENDER_KINDS } from "../rates/caps.js";
import { outputFileOf, tooManyOutputs } from "../report/output-file.js";
import { REPORT_FORMATS } from "../report/reporters.js";
import { SEVERITIES } from "../types.js";
import { FAIL_ON } from "../verdict/fail-on.js";

/** What a settings file (`cuijian.config.*`) may say. Keys with the name of an option of `check` mean what it means. */

const text = z.string().min(1);
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item)]).transform((value) => [value].flat() as z.output<T>[]);

/** A text that `read` understands, which throws a UserError where it does not; that names its option first, left out here. */
const readBy = <T>(read: (value: string) => T) =>
  text.transform((value, context) => {
    try {
      return read(value);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [problem] = error.problems;
      const message = `${problem?.message.replace(/^--\S+ /, "")}${problem?.hint ? `; ${problem.hint}` : ""}`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
  });

const glob = text
  .max(1000)
  .refine((pattern) => !pattern.startsWith("!"), 'there is no taking back with "!": write patterns for what is left out')
  .refine(
    (pattern) => !isAbsolute(pattern) && !/^(?:\.\/)*\.\.(?:\/|$)/.test(pattern),
    "goes by files below the folder of the settings, such as drafts/**",
  );

const institutions = LENDER_KINDS.filter((kind) => kind !== "unknown");

export const settingsSchema = z
  .strictObject({
    /** Folders of rules added to the built-in ones. */
    rules: oneOrMore(text).optional(),
    /** Rules or flags that are not used. */
    disable: oneOrMore(text).optional(),
    /** How grave rules or flags are held to be. */
    severities: z.record(text, z.enum([...SEVERITIES, "off"])).optional(),
    failOn: z.enum(FAIL_ON).optional(),
    lender: text.optional(),
    /** Kind of the lender, where none that is known is named. */
    institution: z.enum(institutions).optional(),
    /** Files that are not judged. */
    ignore: oneOrMore(glob).optional(),
    /** Whether each text must name its creditor. */
    unidentified: z
      .strictObject(
        { required: z.boolean() },
        { error: ({ code }) => (code === "invalid_type" ? "expected required: true, or required: false" : undefined) },
      )
      .optional(),
    accepted: text.optional(),
    baseline: text.optional(),
    lang: z.enum(["zh", "en"]).optional(),
    format: z.enum(REPORT_FORMATS).optional(),
    output: oneOrMore(text)
      .transform((values) => values.map(outputFileOf))
      .refine((outputs) => !tooManyOutputs(outputs), { error: ({ input }) => tooManyOutputs(input as never) })
      .optional(),
    encoding: readBy(encodingNamed).optional(),
    map: z.strictObject(Object.fromEntries(MAPPED_FIELDS.map((field) => [field, text.optional()]))).optional(),
    tz: readBy((zone) => {
      zoneOf(zone);
      return zone;
    }).optional(),
  })
  .superRefine(({ unidentified, severities }, context) => {
    const severity = severities?.["unidentified"];
    if (!unidentified || severity === undefined || (unidentified.required && severity !== "off")) return;
    const message = unidentified.required
      ? "is off, yet unidentified.required is true"
      : "has no effect: unidentified.required is false";
    context.addIssue({ code: "custom", path: ["severities", "unidentified"], message });
  });

export type Settings = z.output<typeof settingsSchema>;
