// `/quorum approve`: lets a run that shows its plan go ahead.
import { alone, type Command } from "./command.ts";

export const approve: Command = {
  verb: "approve",
  usage: "approve",
  needs: "write",
  help: "Approves the plan that is shown; the units are worked from then on.",
  effect: (args, by, at) => alone(args, { kind: "tell", event: { kind: "approved", at, by } }),
};
