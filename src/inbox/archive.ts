import { promisify } from "node:util";
import { type Entry, getFileNameLowLevel, open, type ZipFile } from "yauzl";
import { UserError } from "../errors.js";
import { type Limits, limited } from "./limits.js";

/** A zip file. Members are read as streams: no path of theirs is ever written to the disk. */
export interface Archive {
  /** Names of the members, in the order of the directory. */
  readonly members: readonly string[];
  /** Whether a member is encrypted. */
  readonly isEncrypted: (member: string) => boolean;
  /** Bytes a member says it has when unpacked. */
  readonly sizeOf: (member: string) => number;
  /** The unpacked bytes. Throws a UserError for an encrypted or broken member and beyond `maxInflated`. */
  readonly read: (member: string) => AsyncIterable<Uint8Array>;
  readonly close: () => void;
}

/** General purpose bit 0. */
const ENCRYPTED = 0x1;

/** Opens a zip file on the disk; `name` is what errors call it. */
export async function openArchive(file: string, name: string, limits: Limits): Promise<Archive> {
  const broken = (error: unknown): UserError =>
    new UserError({
      code: "broken-zip",
      message: `is a broken zip file: ${(error as Error).message}`,
      where: name,
      hint: "export it again",
    });
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  try {
    // Nothing is unpacked by name, so names like ../x need no refusal; sizes are checked against what comes out.
    zip = await promisify(open as OpenZip)(file, { lazyEntries: true, autoClose: false, decodeStrings: false });
    await new Promise<void>((done, fail) => {
      zip.on("entry", (entry: Entry) => {
        const member = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
        // Of two members of one name the first counts.
        if (!entries.has(member)) entries.set(member, entry);
        zip.readEntry();
      });
      zip.on("end", done);
      zip.on("error", fail);
      zip.readEntry();
    });
  } catch (error) {
    throw broken(error);
  }
  const entryOf = (member: string): Entry => {
    const entry = entries.get(member);
    if (!entry) throw new UserError({ code: "no-member", message: `has no ${member} in it`, where: name });
    return entry;
  };
  const isEncrypted = (member: string): boolean => (entryOf(member).generalPurposeBitFlag & ENCRYPTED) !== 0;
  async function* read(member: string): AsyncGenerator<Uint8Array> {
    const entry = entryOf(member);
    if (isEncrypted(member))
      throw new UserError({
        code: "encrypted",
        message: `${member} in it is encrypted`,
        where: name,
        hint: "export again without a password, or unpack it with a tool that asks for yours",
      });
    try {
      const stream = await new Promise<NodeJS.ReadableStream>((done, fail) =>
        zip.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened as NodeJS.ReadableStream))),
      );
      yield* limited(stream as AsyncIterable<Uint8Array>, limits, `${name}/${member}`);
    } catch (error) {
      throw error instanceof UserError ? error : broken(error);
    }
  }
  return {
    members: [...entries.keys()],
    isEncrypted,
    sizeOf: (member) => entryOf(member).uncompressedSize,
    read,
    close: () => zip.close(),
  };
}

type OpenZip = (file: string, options: object, done: (error: Error | null, zip: ZipFile) => void) => void;
