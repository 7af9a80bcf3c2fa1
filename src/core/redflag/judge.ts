// Every red flag that a change raises.
import type { Flagged, Reading } from "./flag.ts";
import { redFlags } from "./table.ts";

const detailCharsMax = 300;

/** All flags in the order of the table; a sample is spoiled when one of them has that severity. */
export function judge(reading: Reading): readonly Flagged[] {
  return redFlags.flatMap(({ id, severity, raised }) => {
    const detail = raised?.(reading) ?? null;
    return detail === null ? [] : [{ id, severity, detail: detail.slice(0, detailCharsMax) }];
  });
}
