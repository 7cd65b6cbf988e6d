import { within } from "../config/below.js";
import { isConfig } from "../config/find.js";
import type { OutputFile } from "../report/output-file.js";

/** Files that are not judged, and why. */
export interface LeftOut {
  /** Whatever way they are come by. */
  readonly ignored: (file: string) => boolean;
  /** Where they are found in a directory, not named: files that hold no messages. */
  readonly own: (file: string) => boolean;
  /** The settings that say what is ignored. */
  readonly by: string;
}

/** Files and folders that options or settings name. */
export interface Named {
  readonly rules?: readonly string[] | undefined;
  readonly output?: readonly OutputFile[] | undefined;
  readonly accepted?: string | undefined;
  readonly baseline?: string | undefined;
}

/** Whether a file belongs to a run itself: settings, rules, reports, accepted findings. Nobody asks to have them judged. */
export function ownFiles(...named: readonly Named[]): (file: string) => boolean {
  const places = named.flatMap(({ rules = [], output = [], accepted, baseline }) => [
    ...rules,
    ...output.map(({ file }) => file),
    ...[accepted, baseline].filter((one) => one !== undefined),
  ]);
  const isNamed = within(places);
  return (file) => isConfig(file) || isNamed(file);
}
