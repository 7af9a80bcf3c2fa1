// All of GitHub's own example payloads, 329 of them. Source: @octokit/webhooks-examples.
import { createRequire } from "node:module";
import { z } from "zod";

export const examples = z
  .array(z.object({ name: z.string(), examples: z.array(z.looseObject({})) }))
  .parse(createRequire(import.meta.url)("@octokit/webhooks-examples"))
  .flatMap(({ name, examples: list }) => list.map((payload) => ({ name, payload })));

/** The event with its action, as GitHub's documentation heads it. */
export const titleOf = (name: string, payload: { readonly [key: string]: unknown }): string =>
  typeof payload["action"] === "string" ? `${name}.${payload["action"]}` : name;
