import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { type Entry, getFileNameLowLevel, open, type ZipFile } from "yauzl";
import { UserError } from "../errors.js";
import { type Limits, overLimit } from "./limits.js";

/** A zip file. Members are read as streams: no path of theirs is ever written to the disk. */
export interface Archive {
  /** Names of the members, in the order of the directory; whatever they are, `../` too. */
  readonly members: readonly string[];
  /** Whether a member is encrypted. */
  readonly isEncrypted: (member: string) => boolean;
  /** Bytes a member says it has when unpacked. */
  readonly sizeOf: (member: string) => number;
  /**
   * The unpacked bytes. Throws a UserError for an encrypted or broken member, and once more than `maxInflated` has come
   * out of the archive, all readings together.
   */
  readonly read: (member: string) => AsyncIterable<Uint8Array>;
  readonly close: () => void;
}

/** General purpose bit 0. */
const ENCRYPTED = 0x1;
/** An export has a picture a message at most; the directory is kept in memory. */
const MOST_MEMBERS = 200_000;

/** Opens a zip file on the disk; `name` is what errors call it. */
export async function openArchive(file: string, name: string, limits: Limits, signal?: AbortSignal): Promise<Archive> {
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  try {
    // Names are decoded here, for the library refuses a whole archive for one name like ../x. Nothing is unpacked by name.
    zip = await promisify(open as OpenZip)(file, { lazyEntries: true, autoClose: false, decodeStrings: false });
    await new Promise<void>((done, fail) => {
      zip.on("entry", (entry: Entry) => {
        const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
        const member = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
        // Of two members of one name the first counts.
        if (!entries.has(member)) entries.set(member, entry);
        if (signal?.aborted) fail(signal.reason);
        else if (entries.size > MOST_MEMBERS) fail(new Error(`more than ${MOST_MEMBERS} members`));
        else zip.readEntry();
      });
      zip.on("end", done);
      zip.on("error", fail);
      zip.readEntry();
    }).catch((error) => {
      zip.close();
      throw error;
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw /encrypt/i.test((error as Error).message) ? encrypted("what is", name) : broken(error, name);
  }
  const entryOf = (member: string): Entry => {
    const entry = entries.get(member);
    if (!entry) throw new UserError({ code: "no-member", message: `has no ${member} in it`, where: name });
    return entry;
  };
  const isEncrypted = (member: string): boolean => (entryOf(member).generalPurposeBitFlag & ENCRYPTED) !== 0;
  let inflated = 0;
  async function* read(member: string): AsyncGenerator<Uint8Array> {
    const entry = entryOf(member);
    if (isEncrypted(member)) throw encrypted(`${member} is`, name);
    try {
      const stream = await new Promise<NodeJS.ReadableStream>((done, fail) =>
        zip.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened as NodeJS.ReadableStream))),
      );
      let checksum = 0;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        signal?.throwIfAborted();
        inflated += chunk.length;
        if (inflated > limits.maxInflated)
          throw new UserError({ ...overLimit("maxInflated", limits, "what is packed in it"), where: `${name}/${member}` });
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
      if (checksum !== entry.crc32) throw new Error(`the checksum of ${member} does not fit`);
    } catch (error) {
      throw error instanceof UserError || signal?.aborted ? error : broken(error, name);
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

const broken = (error: unknown, where: string): UserError =>
  new UserError({
    code: "broken-zip",
    message: `is a broken zip file: ${(error as Error).message}`,
    where,
    hint: "export it again",
  });

const encrypted = (what: string, where: string): UserError =>
  new UserError({
    code: "encrypted",
    message: `${what} encrypted in it`,
    where,
    hint: "export again without a password, or unpack it with a tool that asks for yours",
  });

type OpenZip = (file: string, options: object, done: (error: Error | null, zip: ZipFile) => void) => void;
