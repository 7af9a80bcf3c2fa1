// The few fields of GitHub's answers that Quorum reads, as parsers; everything else is left alone.
// Source: GitHub's OpenAPI description, one schema per operation named in the callers.
import { z } from "zod";
import { parseSha, type Sha } from "../core/kernel.ts";

export const shaText = z.string().transform((text, context): Sha => {
  const parsed = parseSha(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: "custom", message: "not a sha" });
  return z.NEVER;
});

const user = z
  .object({ id: z.number(), login: z.string(), type: z.string().optional() })
  .nullable();
const app = z.object({ id: z.number(), slug: z.string().optional() }).nullish();

export const anything = z.unknown();

export const reference = z.object({ object: z.object({ sha: shaText, type: z.string() }) });

export const commit = z.object({
  sha: shaText,
  message: z.string(),
  tree: z.object({ sha: shaText }),
  parents: z.array(z.object({ sha: shaText })),
});

export const object = z.object({ sha: shaText });

export const listing = z.object({
  sha: shaText,
  truncated: z.boolean(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string(),
      sha: shaText,
      size: z.number().optional(),
    }),
  ),
});

export const blob = z.object({ content: z.string(), encoding: z.enum(["base64", "utf-8"]) });

const side = z.object({
  ref: z.string(),
  sha: shaText,
  repo: z.object({ id: z.number() }).nullable(),
});

export const pull = z.object({
  number: z.number().int(),
  node_id: z.string(),
  state: z.enum(["open", "closed"]),
  title: z.string(),
  body: z.string().nullable(),
  draft: z.boolean().optional(),
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullable(),
  head: side,
  base: side,
});

export const pulls = z.array(pull);

export const merged = z.object({ sha: shaText, merged: z.boolean() });

export const reviews = z.array(
  z.object({
    id: z.number(),
    user,
    state: z.string(),
    commit_id: z.string().nullable(),
  }),
);

const checkRun = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  external_id: z.string().nullish(),
  html_url: z.string().nullish(),
  details_url: z.string().nullish(),
  app,
  check_suite: z.object({ id: z.number() }).nullish(),
  output: z
    .object({
      title: z.string().nullish(),
      summary: z.string().nullish(),
      text: z.string().nullish(),
    })
    .nullish(),
});
export type CheckRun = z.output<typeof checkRun>;

export const checkRuns = z
  .object({ check_runs: z.array(checkRun) })
  .transform((answer): readonly CheckRun[] => answer.check_runs);

const status = z.object({
  id: z.number(),
  context: z.string(),
  state: z.string(),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});
export type Status = z.output<typeof status>;

export const combinedStatus = z
  .object({ statuses: z.array(status) })
  .transform((answer): readonly Status[] => answer.statuses);

export const created = z.object({ id: z.number() });

const labelName = z.union([z.string(), z.object({ name: z.string().nullish() })]);

export const issue = z
  .object({ id: z.number(), state: z.enum(["open", "closed"]), labels: z.array(labelName) })
  .transform(({ id, state, labels }) => ({
    id,
    state,
    labels: labels.flatMap((one) => (typeof one === "string" ? one : (one.name ?? []))),
  }));

const comment = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user,
  performed_via_github_app: app,
});
export type Comment = z.output<typeof comment>;

export const comments = z.array(comment);

export const permission = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
  user: z.object({ id: z.number() }).nullable(),
});

export const self = z.object({ id: z.number(), slug: z.string().optional() });

export const graph = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});
