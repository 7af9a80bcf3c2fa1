// The handler of webhooks before a repository and a house in memory.
import type { Level } from "../../src/core/command/command.ts";
import { Faltered, type Repository } from "../../src/engine/ports.ts";
import { defaultLabels, type IssueNow } from "../../src/github/outcome.ts";
import { makeReact } from "../../src/github/reacting.ts";
import { makeTurns } from "../../src/github/turns.ts";
import { fakeRepository } from "./memory.ts";
import { fakeHouse, silence, standingClock } from "./world.ts";

export interface Given {
  /** The sender's permission, or how GitHub fails to say. */
  readonly level?: Level | Faltered;
  readonly repository?: Partial<Repository>;
  /** The issue as GitHub shows it when it is looked at. */
  readonly issue?: IssueNow | null;
}

export function reactor({ level = "write", repository: more = {}, issue = null }: Given = {}) {
  const house = fakeHouse();
  const repository = fakeRepository(more);
  const clock = standingClock();
  /** What the log says came of each webhook that was not ignored. */
  const results: unknown[] = [];
  const react = makeReact({
    door: {
      house,
      clock,
      turns: makeTurns(),
      labels: defaultLabels,
      repository: () => repository,
      permission: () =>
        level instanceof Faltered ? Promise.reject(level) : Promise.resolve(level),
      issue: () => Promise.resolve(issue),
    },
    log: { ...silence, info: (_message, fields) => void results.push(fields?.["result"]) },
    own: () => ({ appId: 77, login: "quorum[bot]" }),
    hear: () => undefined,
    installation: () => undefined,
  });
  const hear = (name: string, payload: object) => react({ delivery: "d", name, payload });
  return { house, repository, clock, hear, results, said: () => [...repository.comments.values()] };
}
