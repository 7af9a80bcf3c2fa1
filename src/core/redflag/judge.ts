// Every red flag that a change raises.
import type { Switches } from "../config/red-flags.ts";
import type { Flagged, Reading } from "./flag.ts";
import { redFlags } from "./table.ts";

const detailCharsMax = 300;

/**
 * All flags in the order of the table; a sample is spoiled when one of them has that severity.
 * @param switches what the repository's settings make of a flag; one that is off is not looked for.
 */
export function judge(reading: Reading, switches: Switches = {}): readonly Flagged[] {
  return redFlags.flatMap(({ id, severity: standard, raised }) => {
    const severity = switches[id] ?? standard;
    if (severity === "off") return [];
    const detail = raised?.(reading) ?? null;
    return detail === null ? [] : [{ id, severity, detail: detail.slice(0, detailCharsMax) }];
  });
}
