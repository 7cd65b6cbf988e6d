import { join } from "node:path";
import { type Problem, UserError } from "../errors.js";
import { type Place, readYaml } from "../yaml-file.js";
import type { Rates } from "./caps.js";
import { ratesFile } from "./schema.js";

/** `rates.yml` in a directory of rules, read and checked; throws UserError with every problem. */
export function loadRates(root: string): Rates {
  const result = readYaml(join(root, "rates.yml"), ratesFile);
  if ("problems" in result) throw new UserError(result.problems);
  return result.value;
}

/** The ids in the file that name no guidance. */
export function unknownGuidance(rates: Rates, place: Place, known: readonly string[]): Problem[] {
  const lists: readonly (readonly [path: readonly PropertyKey[], ids: readonly string[]])[] = [
    [["dailyPenalty", "guidance"], rates.dailyPenalty.guidance],
    [["advance", "guidance"], rates.advance.guidance],
    ...rates.caps.map(({ guidance }, i) => [["caps", i, "guidance"], guidance] as const),
  ];
  return lists.flatMap(([path, ids]) =>
    ids.flatMap((id, i) =>
      known.includes(id)
        ? []
        : [{ code: "unknown-id", message: `${path.join(".")}.${i}: no guidance "${id}"`, where: place([...path, i]) }],
    ),
  );
}
