// `simulate`: whole runs in faulty worlds, from seeds; violations are read from GitHub's own state.
import { nearest } from "../core/config/config.ts";
import { campaign } from "../simulate/campaign.ts";
import { bugs, type Bug } from "../simulate/repository.ts";
import { simulateWorld } from "../simulate/world.ts";
import { numberOf, textOf } from "./numbers.ts";
import { terminalLog } from "./terminal.ts";
import { Misuse, Refusal, type Values, type Verb } from "./verb.ts";

export const verb: Verb = {
  help: "Whole runs with crashes, faults and lost webhooks; any violation is printed with its seed",
  usage:
    "npm run quorum -- simulate --seeds 2000 [--json]\n" +
    "npm run quorum -- simulate --seed 17     replays one world, with what faltered\n" +
    'npm run quorum -- simulate --seeds 60 --bug "no quiet time"\n' +
    `  plants a bug, to see that it is found; one of: ${bugs.join(", ")}\n\n` +
    "It is one process on one core, so runsPerSecond is that of a core.",
  options: {
    seeds: { type: "string", value: "N", help: "how many worlds, each from its own seed; 200" },
    from: { type: "string", value: "N", help: "the first seed; 1" },
    seed: { type: "string", value: "N", help: "this one world again, with what faltered in it" },
    bug: { type: "string", value: "NAME", help: "a bug to plant, to see that it is found" },
    json: { type: "boolean", help: "the JSON object in one line" },
  },
  async run(values) {
    const whole = { min: 1, max: 1e9, whole: true };
    const bug = bugOf(values);
    const say = (what: unknown): void =>
      console.log(JSON.stringify(what, null, values["json"] ? 0 : 2));
    if (textOf(values, "seed") !== null) {
      if (["seeds", "from"].some((name) => textOf(values, name) !== null))
        throw new Misuse(
          "--seed is one world, --seeds and --from are many: give one or the other.",
        );
      const seed = numberOf(values, "seed", whole, 1);
      const result = await simulateWorld(seed, bug, terminalLog("warn"));
      say(result);
      return result.violations.length === 0 ? 0 : 1;
    }
    const from = numberOf(values, "from", whole, 1);
    const seeds = numberOf(values, "seeds", whole, 200);
    const numbers = Array.from({ length: seeds }, (_, i) => from + i);
    const report = await campaign(numbers, bug, () => performance.now());
    say(report);
    const [first] = report.violations;
    if (!first) return 0;
    const planted = bug === null ? "" : ` --bug "${bug}"`;
    console.error(`Replay one alone: npm run quorum -- simulate --seed ${first.seed}${planted}`);
    return 1;
  },
};

function bugOf(values: Values): Bug | null {
  const name = textOf(values, "bug");
  if (name === null) return null;
  const found = bugs.find((bug) => bug === name);
  if (found) return found;
  const near = nearest(name, bugs);
  const guess = near ? ` Did you mean "${near}"?` : "";
  const known = bugs.join(", ");
  throw new Refusal(`There is no bug "${name}" to plant.${guess} It is one of: ${known}.`);
}
