// `/quorum retry`: takes up a run that is stuck or stopped, after its cause was dealt with.
import { alone, type Command } from "./command.ts";

export const retry: Command = {
  verb: "retry",
  usage: "retry",
  needs: "write",
  help: "Takes up a run that is stuck or stopped, once its cause was dealt with.",
  effect: (args, by, at) => alone(args, { kind: "tell", event: { kind: "retried", at, by } }),
};
