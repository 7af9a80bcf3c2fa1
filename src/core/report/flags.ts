// What the red flags did and whether they were right, in words and as a table.
import { standings } from "../config/red-flags.ts";
import { redFlags } from "../redflag/table.ts";
import { allModels, flaggingsOf } from "../run/flag-past.ts";
import type { Flagging } from "../run/flagging.ts";
import type { Run } from "../run/state.ts";
import { bounds, worthOf } from "../vote/flag-worth.ts";
import { neutral } from "./markdown.ts";

/** One flag's record. Shares are 0 … 1. */
export interface FlagRow {
  readonly flag: string;
  /** What it does by itself; null for a flag that this version does not know. */
  readonly severity: string | null;
  readonly samples: number;
  readonly flagged: number;
  readonly share: number;
  /** Samples that it alone spoiled. */
  readonly spoiled: number;
  readonly judged: number;
  /** Of the judged: not what was elected. */
  readonly wrong: number;
  /** 95 % bounds of the error rate among flagged samples; null where none was judged. */
  readonly error: readonly [low: number, high: number] | null;
  readonly advice: string | null;
}

const orderOf = new Map(redFlags.map(({ id }, i) => [id, i]));

/** Every flag that was raised, in the order of the table. */
export function flagRows(of: Flagging): readonly FlagRow[] {
  const place = (id: string): number => orderOf.get(id) ?? orderOf.size;
  return Object.entries(of.flags)
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([flag, { flagged, spoiled, judged, wrong }]) => ({
      flag,
      severity: Object.hasOwn(standings, flag) ? (standings[flag]?.severity ?? null) : null,
      samples: of.samples,
      flagged,
      share: of.samples === 0 ? 0 : flagged / of.samples,
      spoiled,
      judged,
      wrong,
      error: judged === 0 ? null : bounds(wrong, judged),
      advice: spoiled === 0 ? null : advice(of, flag),
    }));
}

/** What to do about a flag that spoils. */
function advice(of: Flagging, flag: string): string {
  const { spoiled = 0, judged = 0, wrong: judgedWrong = 0 } = of.flags[flag] ?? {};
  const { valid, right, wrong } = of;
  const worth = worthOf({ valid, right, wrong, spoiled, judged, judgedWrong });
  if (worth === "useful") return "keep";
  if (worth === "open") return "too few to say";
  const least = Object.hasOwn(standings, flag) ? standings[flag]?.least : undefined;
  return least === "spoil" || least === undefined
    ? "keep: it guards more than votes"
    : `switch ${least === "off" ? "off" : `to ${least}`}?`;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The table for a terminal, one line for each flag; a sentence when none was raised. */
export function flagTable(of: Flagging): string {
  const head = [
    "red flag",
    "does",
    "flagged",
    "share",
    "alone",
    "judged",
    "wrong",
    "error",
    "advice",
  ];
  const rows = flagRows(of).map((row) => [
    row.flag,
    row.severity ?? "?",
    String(row.flagged),
    percent(row.share),
    String(row.spoiled),
    String(row.judged),
    String(row.wrong),
    row.error === null ? "" : row.error.map(percent).join(" … "),
    row.advice ?? "",
  ]);
  const { samples, valid, right, wrong } = of;
  const about =
    `${samples} samples for steps, ${valid} valid; of ${right + wrong} votes in decided ` +
    `elections ${right} agreed with what was elected.`;
  if (rows.length === 0) return `${about}\nNo red flag was raised.`;
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  return [about, "", line(head), ...rows.map(line)].join("\n");
}

/** One line on the flags of a run that could be judged; null when none could. */
export function flagLine(run: Run): string | null {
  const judged = flagRows(allModels(flaggingsOf(run))).filter((row) => row.judged > 0);
  if (judged.length === 0) return null;
  const words = judged
    .toSorted((a, b) => b.judged - a.judged)
    .slice(0, 8)
    .map(({ flag, judged: n, wrong }) => `${neutral(flag, 40)} ${wrong} of ${n}`);
  return `flagged answers that were not what was elected: ${words.join(", ")}`;
}

/** What each of some flags means, for whoever reviews; unknown ones are left out. */
export function meanings(ids: readonly string[]): readonly string[] {
  const known = redFlags.filter(({ id }) => ids.includes(id));
  return known.map(({ id, explain }) => `- \`${id}\`: ${explain}`);
}
