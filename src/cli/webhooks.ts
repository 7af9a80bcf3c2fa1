// `webhooks`: how fast signed deliveries are acknowledged beside a run that votes.
import type { Verb } from "./verb.ts";
import { measureAcks } from "./acks.ts";
import { numberOf } from "./numbers.ts";
import { print } from "./print.ts";

export const verb: Verb = {
  help: "Benchmark: signed webhooks into the durable inbox while a run votes in the same process",
  usage:
    "npm run quorum -- webhooks [--seconds 30] [--rate 200] [--votes 1000] [--json]\n\n" +
    "diskP50Ms and diskP99Ms are one synced write to the same disk at the same time.",
  options: {
    seconds: { type: "string", value: "S", help: "how long deliveries are sent; 30" },
    rate: {
      type: "string",
      value: "N",
      help: "deliveries a second, sent by a process of its own over HTTP; 200",
    },
    votes: {
      type: "string",
      value: "N",
      help: "votes a second of the run beside them, by a simulated model's latency; 1000",
    },
    json: { type: "boolean", help: "one JSON object in place of lines" },
  },
  async run(values) {
    const report = await measureAcks({
      seconds: numberOf(values, "seconds", { min: 0.1, max: 300 }, 30),
      rate: numberOf(values, "rate", { min: 1, max: 5000 }, 200),
      votes: numberOf(values, "votes", { min: 1, max: 20_000 }, 1000),
    });
    print(report, values["json"] === true);
    const { deliveries, acknowledged, kept } = report;
    return acknowledged === deliveries && kept === deliveries ? 0 : 1;
  },
};
