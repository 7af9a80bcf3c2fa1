// The units of a run as a markdown table and as a Mermaid graph; both stay within a size.
import { items } from "../vector.ts";
import type { Run, UnitState } from "../run/state.ts";
import { fit, neutral } from "./markdown.ts";
import { many } from "./measure.ts";
import { stage, votes } from "./waits.ts";

const graphUnitsMax = 80;
const graphEdgesMax = 200;

/** @param charsMax the most characters that the table may take. */
export function unitTable(run: Run, charsMax: number): string {
  const states = items(run.units);
  const rows = run.plan.units.map((unit, i) => {
    const state = states[i];
    const needs = unit.needs.slice(0, 8).map((id) => neutral(id, 12));
    const more = unit.needs.length > 8 ? ` +${unit.needs.length - 8}` : "";
    const pull = state?.pull ? `#${state.pull}` : "";
    const cells = [
      neutral(unit.id, 12),
      neutral(unit.title, 80),
      needs.join(", ") + more,
      stage(run, i),
      votes(state),
      evidence(run, state),
      pull,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head = [
    "| unit | title | needs | state | votes | CI | PR |",
    "|---|---|---|---|---|---|---|",
  ];
  const rest = (left: number): string => `| … | ${many(left, "more unit")} | | | | | |`;
  return [...head, ...fit(rows, charsMax - 200, rest)].join("\n");
}

/** What CI, or the sandbox where CI does not gate units, said about the unit's head. */
function evidence(run: Run, state: UnitState | undefined): string {
  const phase = state?.phase;
  if (phase?.kind === "merged") return run.started.ciRoute === "units" ? "green" : "sandbox";
  if (phase?.kind !== "elected") return "";
  if (run.started.ciRoute !== "units") return phase.verifiedOnto === null ? "" : "sandbox";
  return phase.look?.ci ?? "";
}

const colours = [
  "classDef waiting fill:lightgray,color:black",
  "classDef voting fill:lightblue,color:black",
  "classDef elected fill:khaki,color:black",
  "classDef merged fill:palegreen,color:black",
  "classDef stuck fill:lightsalmon,color:black",
];

/** The DAG, coloured by state, or one sentence when it is too large to read as a picture. */
export function unitGraph(run: Run): string {
  const { units } = run.plan;
  const edges = units.reduce((sum, unit) => sum + unit.needs.length, 0);
  if (units.length > graphUnitsMax || edges > graphEdgesMax) {
    return `A graph of ${many(units.length, "unit")} and ${edges} needs is too large to draw.`;
  }
  const states = items(run.units);
  const look = (i: number): string => {
    const kind = states[i]?.phase.kind ?? "waiting";
    return kind === "child" ? "voting" : kind;
  };
  const nodeOf = new Map(units.map((unit, i) => [unit.id, `n${i}`]));
  const nodes = units.map((unit, i) => {
    const label = `${unit.id} ${unit.title}`.replace(/[^\p{L}\p{N} .,_-]+/gu, " ").slice(0, 60);
    return `n${i}["${label.trim()}"]:::${look(i)}`;
  });
  const arrows = units.flatMap((unit, i) =>
    unit.needs.flatMap((id) => {
      const from = nodeOf.get(id);
      return from === undefined ? [] : [`${from} --> n${i}`];
    }),
  );
  return ["```mermaid", "graph LR", ...nodes, ...arrows, ...colours, "```"].join("\n");
}
