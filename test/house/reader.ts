// What a person sees on the local GitHub, read over its API.
import { z } from "zod";
import { until } from "../until.ts";

const user = z.object({ login: z.string() });
const comment = z.object({ id: z.number(), body: z.string(), user });
const pull = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.string(),
  draft: z.boolean(),
  merged_at: z.string().nullable(),
  user,
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
});
const check = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  app: z.object({ slug: z.string() }),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable() }),
});

const issueShape = z.object({ title: z.string(), body: z.string().nullable(), user });

export type Comment = z.output<typeof comment>;
export type Pull = z.output<typeof pull>;
export type Check = z.output<typeof check>;

export interface Reader {
  /** Numbers of an issue's sub-issues. */
  subIssues(number: number): Promise<readonly number[]>;
  /** Title, text and author of an issue; null for none. */
  issue(number: number): Promise<z.output<typeof issueShape> | null>;
  comments(issue: number): Promise<readonly Comment[]>;
  /** The run's status comment; null before there is one. Throws when there are several. */
  status(issue: number): Promise<Comment | null>;
  /** Waits until the status comment says something. @returns its text. */
  told(issue: number, words: RegExp | string): Promise<string>;
  /** Every pull request, oldest first. */
  pulls(): Promise<readonly Pull[]>;
  /** The newest check of a name on a commit. */
  check(sha: string, named: string): Promise<Check | null>;
  /** Paths of the files at a commit. */
  files(sha: string): Promise<readonly string[]>;
  /** Where a branch stands; null for none. */
  head(branch: string): Promise<string | null>;
}

/** @param root address of the repository in the API. */
export function makeReader(root: string, fetcher: typeof fetch, token: string): Reader {
  const get = async <T>(path: string, shape: z.ZodType<T>): Promise<T | null> => {
    const headers = { authorization: `token ${token}` };
    const answer = await fetcher(`${root}/${path}`, { headers });
    return answer.ok ? shape.parse(await answer.json()) : null;
  };
  const comments = async (issue: number): Promise<readonly Comment[]> =>
    (await get(`issues/${issue}/comments?per_page=100`, z.array(comment))) ?? [];
  const status = async (issue: number): Promise<Comment | null> => {
    const all = await comments(issue);
    const [first, ...more] = all.filter((one) => one.body.includes("<!-- quorum:status "));
    if (more.length > 0) throw new Error(`${more.length + 1} status comments on #${issue}`);
    return first ?? null;
  };
  return {
    comments,
    issue: (number) => get(`issues/${number}`, issueShape),
    async subIssues(number) {
      const all = await get(
        `issues/${number}/sub_issues`,
        z.array(z.object({ number: z.number() })),
      );
      return (all ?? []).map((one) => one.number);
    },
    status,
    async told(issue, words) {
      let body = "";
      await until(`#${issue} is told ${String(words)}`, async () => {
        body = (await status(issue))?.body ?? "";
        return typeof words === "string" ? body.includes(words) : words.test(body);
      });
      return body;
    },
    async pulls() {
      const all = await get("pulls?state=all&per_page=100", z.array(pull));
      return (all ?? []).toReversed();
    },
    async check(sha, named) {
      const path = `commits/${sha}/check-runs?per_page=100`;
      const read = await get(path, z.object({ check_runs: z.array(check) }));
      return read?.check_runs.find((one) => one.name === named) ?? null;
    },
    async files(sha) {
      const tree = z.object({ tree: z.array(z.object({ path: z.string() })) });
      return ((await get(`git/trees/${sha}?recursive=1`, tree))?.tree ?? []).map((f) => f.path);
    },
    async head(branch) {
      const shape = z.object({ object: z.object({ sha: z.string() }) });
      return (await get(`git/ref/heads/${branch}`, shape))?.object.sha ?? null;
    },
  };
}
