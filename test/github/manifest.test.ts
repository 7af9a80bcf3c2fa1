// app.yml: exactly the events that are acted on, where they go, and nothing that could do harm.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { expect, it } from "vitest";
import { z } from "zod";
import { webhookPath } from "../../src/github/ingress.ts";
import { events, permissions } from "../../src/github/manifest.ts";
import { defaultLabels } from "../../src/github/outcome.ts";
import { readWebhook } from "../../src/github/webhook.ts";

const manifest = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    url: z.url({ protocol: /^https$/ }),
    hook_attributes: z.strictObject({
      url: z.url({ protocol: /^https$/ }),
      active: z.literal(true),
    }),
    public: z.literal(false),
    default_permissions: z.unknown(),
    default_events: z.unknown(),
  })
  .parse(parse(readFileSync("app.yml", "utf8")));

/** Every app hears of these; nobody can subscribe. Source: GitHub docs, webhook `installation`. */
const always = ["installation", "installation_repositories"];

const examples = z
  .array(z.object({ name: z.string(), examples: z.array(z.looseObject({})) }))
  .parse(createRequire(import.meta.url)("@octokit/webhooks-examples"));

const own = { appId: 77, login: "quorum[bot]" };

it("subscribes to the events that something is done about, and to no other", () => {
  const used = examples.filter(({ name, examples: payloads }) =>
    payloads.some((payload) => {
      const body = { ...payload, installation: { id: 5 } };
      const outcome = readWebhook(name, body, own, defaultLabels);
      return outcome.kind !== "ignored" || !/does not use/.test(outcome.why);
    }),
  );
  const names = used.map((one) => one.name).toSorted();
  expect(names).toEqual([...events, ...always].toSorted());
});

it("delivers them to where the app listens", () => {
  expect(new URL(manifest.hook_attributes.url).pathname).toBe(webhookPath);
});

it("asks for nothing that changes workflows, secrets, settings or people", () => {
  const asked = Object.keys(permissions);
  const harmless = ["metadata", "contents", "issues", "pull_requests", "checks", "statuses"];
  expect(asked.filter((one) => !harmless.includes(one))).toEqual([]);
});
