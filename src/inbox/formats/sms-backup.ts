import { UserError } from "../../errors.js";
import type { BrokenDraft, Draft } from "../draft.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";
import { joinedSurrogates } from "../surrogates.js";
import { END, START, type XmlSlice, xmlSlices } from "../xml-slices.js";
import { type Element, parseElement } from "./sms-backup-element.js";
import { messageOf } from "./sms-backup-message.js";

/** Of SyncTech's app, and of others like it. */
const ROOTS = ["smses", "smss"];
const RECORDS = ["sms", "mms"];
/** So many names of other elements are told; a broken file may have any number. */
const MOST_NAMED = 20;

/**
 * The XML of Android's "SMS Backup & Restore" (synctech.com.au/sms-backup-restore/fields-in-xml-backup-files), and of
 * apps that write the fields of a message as elements. A record that is not well-formed becomes a broken draft, and
 * reading goes on at the next; several backups one after another are read as one. What the file says of its encoding
 * counts for nothing: it may have been saved anew in another.
 * Throws a UserError for a document type declaration, for what is no backup of messages and for one without any.
 */
export async function* readSmsBackup(input: Input): AsyncGenerator<Draft> {
  const slices = xmlSlices(joinedSurrogates(input.text()), {
    tags: [...ROOTS, ...ROOTS.map((root) => `/${root}`), ...RECORDS],
    // Pictures and films in base64.
    emptied: "data",
    longest: input.limits.maxRecord,
  });
  const backup = { isOpen: false, roots: 0, found: 0, promised: 0 };
  const foreign = new Set<string>();
  let lastLine = 0;
  /** What is wrong with the slice before: if it is the last, the file may have been cut short there. */
  let trouble: BrokenDraft | null = null;

  for await (const slice of slices) {
    const { name, line, column } = slice;
    if (name === START) {
      refuseOther(slice, input);
      continue;
    }
    if (name === END && backup.isOpen) yield { kind: "broken", line, column, ...trouble, ...CUT_SHORT };
    else if (trouble) yield trouble;
    trouble = null;
    if (backup.roots === 0 && !ROOTS.includes(name)) throw notBackup(input);
    if (name === END) break;

    const isRecord = RECORDS.includes(name);
    if (isRecord) backup.found++;
    else noteRoot(slice, backup);

    // On one line with another record, the column tells which it is.
    const place = line === lastLine ? { line, column } : { line };
    if (isRecord) lastLine = line;
    if (slice.cut) {
      const what = isRecord ? "the message" : "what stands between the messages";
      yield { kind: "broken", ...overLimit("maxRecord", input.limits, what), line, column };
      continue;
    }
    const element = parseElement(isRecord ? slice.xml : withoutRoot(slice.xml));
    if (isRecord && element.complete) yield { ...messageOf(name === "mms" ? "mms" : "sms", element, line, input), ...place };
    for (const other of element.others) {
      if (foreign.has(other) || foreign.size === MOST_NAMED) continue;
      foreign.add(other);
      input.notice("unknown-element", `<${other.slice(0, 40)}> is no message and is passed over`, { line });
    }
    trouble = troubleOf(element, isRecord ? "this message" : `<${name}>`, slice);
  }
  if (backup.found === 0 && !backup.isOpen)
    throw new UserError({ code: "empty", message: "there is nothing to judge: no message is in the backup", where: input.name });
  if (backup.promised !== backup.found && !Number.isNaN(backup.promised))
    input.notice("count-differs", `says that it has ${backup.promised} messages, and has ${backup.found}`);
}

const AGAIN = "make the backup again, or copy it from the phone again";
const CUT_SHORT = {
  code: "cut-short",
  message: "the file was cut short: it ends before </smses>, and messages are missing",
  hint: AGAIN,
};

/** What stands before the first tag of a backup: nothing, or it is none. */
function refuseOther({ xml, cut }: XmlSlice, input: Input): void {
  if (/<!DOCTYPE/i.test(xml))
    throw new UserError({
      code: "doctype",
      message: "has a document type declaration (<!DOCTYPE>), which no backup has",
      where: input.name,
      hint: "do not trust this file; if you made it yourself, take the declaration out",
    });
  if (cut || xml.trim() !== "") throw notBackup(input);
}

const notBackup = (input: Input): UserError =>
  new UserError({
    code: "not-sms-backup",
    message: "is no backup of messages: it does not begin with <smses> or <smss>",
    where: input.name,
    hint: "leave out --from to have the format told by the content",
  });

/** What a root tag, or its end, says of the backup. */
function noteRoot({ name, xml }: XmlSlice, backup: { isOpen: boolean; roots: number; promised: number }): void {
  const tag = xml.slice(0, xml.indexOf(">") + 1);
  backup.isOpen = !name.startsWith("/") && !tag.endsWith("/>");
  if (name.startsWith("/")) return;
  backup.roots++;
  backup.promised += Number(/\scount\s*=\s*["'](\d+)/.exec(tag)?.[1]);
}

/** What stands behind a root tag or its end, as if behind an element of its own. */
const withoutRoot = (xml: string): string => `<root/>${xml.slice(xml.indexOf(">") + 1)}`;

function troubleOf({ complete, problem, stray }: Element, what: string, { line, column }: XmlSlice): BrokenDraft | null {
  const broken = { kind: "broken", code: "not-xml", line, column, hint: `the others are read; ${AGAIN}` } as const;
  if (problem !== undefined)
    return { ...broken, message: `${complete ? `what follows ${what}` : what} is not well-formed XML: ${problem}` };
  return stray === "" ? null : { ...broken, message: `what follows ${what} is no message: “${stray.slice(0, 40)}”` };
}
