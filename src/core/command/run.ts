// `/quorum run`: starts a run on the issue without a label.
import { misused, type Command } from "./command.ts";

export const run: Command = {
  verb: "run",
  usage: "run [plan|auto]",
  needs: "write",
  help: "Starts a run: `plan` shows the plan and waits for approval, `auto` goes ahead.",
  effect(args) {
    if (args === "" || args === "plan") return { kind: "start", mode: "plan" };
    if (args === "auto") return { kind: "start", mode: "auto" };
    return misused("behind it may stand `plan` or `auto`");
  },
};
