// What a proposed plan is judged against.
import type { Config } from "../config/config.ts";
import type { Requirement } from "../requirement/requirement.ts";
import type { Path, Tree } from "../tree.ts";

export interface PlanFrame {
  readonly requirements: readonly Requirement[];
  readonly limits: Config["limits"];
  /** Whether a node may be a part, to be split again. */
  readonly parts: boolean;
  /** Whether a part that finds no room in the plan becomes a child run instead; absent: no. */
  readonly children?: boolean;
  /** The tree that it is planned on; null where there is none to look at. */
  readonly tree: Tree | null;
  /** Ids of the units whose work is in that tree; absent: none. */
  readonly merged?: ReadonlySet<string>;
  isProtected(path: Path): boolean;
  isTest(path: Path): boolean;
  /** Whether a file of that tree has the symbol; without it symbols are not looked up. */
  symbolExists?(path: Path, symbol: string, ordinal: number): boolean;
}
