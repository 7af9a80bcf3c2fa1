// `/quorum approve`: lets a run go ahead that shows its plan, or a bar that its line misses.
import { alone, type Command } from "./command.ts";

export const approve: Command = {
  verb: "approve",
  usage: "approve",
  needs: "write",
  help: "Approves the plan that is shown, or lets a number pass that the finished line misses.",
  effect: (args, by, at) => alone(args, { kind: "tell", event: { kind: "approved", at, by } }),
};
