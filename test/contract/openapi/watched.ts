// Everything that passes between a client and a forge, held against GitHub's own description.
import type { Forge } from "../../../src/forge/forge.ts";
import { validateWebhook, validatingFetch } from "./validate.ts";

export interface Contract {
  /** For the client: checks each request and answer, changes neither. */
  readonly fetch: typeof fetch;
  /** What the description has against requests, answers and the forge's webhooks so far. */
  problems(forge: Forge): readonly string[];
}

export function makeContract(): Contract {
  const problems: string[] = [];
  return {
    fetch: validatingFetch(
      (input, init) => globalThis.fetch(input, init),
      (problem) => problems.push(problem),
    ),
    problems(forge) {
      const webhooks = forge.admin.deliveries().flatMap(({ event, action, body }) => {
        const payload: unknown = JSON.parse(body);
        return validateWebhook(event, action, payload) ?? [];
      });
      return [...new Set([...problems, ...webhooks])];
    },
  };
}
