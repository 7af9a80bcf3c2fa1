// The whole run of the simulation at the desk that all tests share.
import { wholeRun as atDesk, type Ended, type Setting } from "../../src/simulate/whole-run.ts";
import { desk } from "./desk.ts";

export type { Ended } from "../../src/simulate/whole-run.ts";

/** As src/simulate plays it; deterministic in its setting. */
export const wholeRun = (setting: Omit<Setting, "desk">): Promise<Ended> =>
  atDesk({ ...setting, desk });
