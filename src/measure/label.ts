import type { Labelled } from "./fixtures.js";

/** How a label contradicts itself, whatever the message says; null where it does not. */
export function contradiction({ verdict, flags, message }: Labelled): string | null {
  if ((verdict === "unrelated" || verdict === "legitimate") && flags.length > 0)
    return `labelled ${verdict}, yet with ${flags.join(", ")}`;
  if (flags.includes("scam") !== (verdict === "scam"))
    return flags.includes("scam") ? `labelled scam as a flag, ${verdict} as a verdict` : "labelled scam without the flag";
  // A time of sending may be all that is wrong with it.
  if ((verdict === "improper" || verdict === "questionable") && flags.length === 0 && message.sentAt === undefined)
    return `labelled ${verdict} without a flag`;
  return null;
}
