// `simulate`: whole runs in faulty worlds, from seeds; violations are read from GitHub's own state.
import type { Verb } from "../cli.ts";
import { campaign } from "../simulate/campaign.ts";
import { numberOf, textOf } from "./numbers.ts";
import { terminalLog } from "./terminal.ts";
import { simulateWorld } from "../simulate/world.ts";

export const verb: Verb = {
  help: "Whole runs with crashes, faults and lost webhooks; any violation is printed with its seed",
  usage:
    "npm run quorum -- simulate --seeds 2000 [--json]\n" +
    "npm run quorum -- simulate --seed 17     replays one world, with what faltered\n\n" +
    "It is one process on one core, so runsPerSecond is that of a core.",
  options: {
    seeds: { type: "string", value: "N", help: "how many worlds, each from its own seed; 200" },
    from: { type: "string", value: "N", help: "the first seed; 1" },
    seed: { type: "string", value: "N", help: "this one world again, with what faltered in it" },
    json: { type: "boolean", help: "the JSON object in one line" },
  },
  async run(values) {
    const whole = { min: 1, max: 1e9, whole: true };
    if (textOf(values, "seed") !== null) {
      const result = await simulateWorld(
        numberOf(values, "seed", whole, 1),
        null,
        terminalLog("warn"),
      );
      console.log(JSON.stringify(result, null, values["json"] ? 0 : 2));
      return result.violations.length === 0 ? 0 : 1;
    }
    const from = numberOf(values, "from", whole, 1);
    const seeds = numberOf(values, "seeds", whole, 200);
    const numbers = Array.from({ length: seeds }, (_, i) => from + i);
    const report = await campaign(numbers, null, () => performance.now());
    console.log(JSON.stringify(report, null, values["json"] ? 0 : 2));
    return report.violations.length === 0 ? 0 : 1;
  },
};
