// What a repository may switch: every red flag with what it does by itself and at the least.
import { z } from "zod";

/**
 * `spoil`: the sample does not count. `gate`: the winner cannot merge before it is dealt with.
 * `person`: a person must approve. `warn`: it counts and is shown. From strict to lenient; a gate
 * opens by an approving review too, so the two weigh the same.
 */
export const severities = ["spoil", "gate", "person", "warn"] as const;
export type Severity = (typeof severities)[number];
export type Switch = Severity | "off";

const strictness: Readonly<Record<Switch, number>> = {
  off: 0,
  warn: 1,
  person: 2,
  gate: 2,
  spoil: 3,
};

/** Severity of each flag, and the most lenient one that settings may give it. */
interface Standing {
  readonly severity: Severity;
  readonly least: Switch;
}

const may = (severity: Severity, least: Switch = "off"): Standing => ({ severity, least });
/** Guards what no reviewer should have to see: it is never weaker. */
const firm = (severity: Severity): Standing => ({ severity, least: severity });

export const standings: Readonly<Record<string, Standing>> = {
  // Nothing is there that could be counted.
  refusal: firm("spoil"),
  filter: firm("spoil"),
  truncation: firm("spoil"),
  empty: firm("spoil"),
  format: firm("spoil"),
  declined: firm("spoil"),
  length: may("spoil"),
  "file-kind": firm("spoil"),
  invisible: firm("spoil"),
  "mixed-script": firm("spoil"),
  "test-touched": firm("spoil"),
  protected: firm("spoil"),
  syntax: firm("spoil"),
  markers: may("spoil"),
  scope: firm("spoil"),
  signature: may("spoil", "person"),
  placeholder: may("spoil", "person"),
  stub: may("spoil"),
  shrink: may("spoil"),
  secret: firm("spoil"),
  "test-weakened": firm("spoil"),
  loosened: firm("spoil"),
  forgiving: firm("spoil"),
  "mocked-subject": may("spoil", "person"),
  untraced: firm("spoil"),
  "test-exit": firm("spoil"),
  "test-unreachable": firm("spoil"),
  oracle: firm("spoil"),
  "call-counter": may("spoil", "person"),
  "test-detected": firm("spoil"),
  "special-case": may("spoil", "person"),
  "unresolved-import": may("spoil"),
  breakpoint: may("spoil"),
  suppression: may("gate"),
  "api-broken": may("gate"),
  "named-secret": firm("person"),
  expectation: firm("person"),
  "early-exit": firm("person"),
  unreachable: may("person", "warn"),
  "world-replaced": firm("person"),
  licence: firm("person"),
  capability: firm("person"),
  large: may("person"),
  swallowed: may("warn"),
  unfinished: may("warn"),
  "debug-output": may("warn"),
  "commented-code": may("warn"),
  halved: may("warn"),
  "unknown-call": may("warn"),
};

/** What a repository sets, by the id of the flag. */
export type Switches = Readonly<Record<string, Switch | undefined>>;

const setting = z.enum(["off", ...severities]).optional();

/** `redFlags` of the settings: known ids only; what it may not be is said by tooLenient(). */
export const switches = z.strictObject(
  Object.fromEntries(Object.keys(standings).map((id) => [id, setting] as const)),
);

/** One sentence for each switch that would make a flag weaker than it may be. */
export function tooLenient(of: Switches): readonly string[] {
  return Object.entries(of).flatMap(([id, to]) => {
    const standing = Object.hasOwn(standings, id) ? standings[id] : undefined;
    if (to === undefined || standing === undefined) return [];
    if (strictness[to] >= strictness[standing.least]) return [];
    const { severity, least } = standing;
    const most = least === severity ? "only stricter" : `${least} at the least`;
    return [`redFlags.${id} is ${severity} by itself and may be ${most}, not ${to}`];
  });
}
