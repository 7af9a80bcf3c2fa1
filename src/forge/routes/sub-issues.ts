// Routes of sub-issues: issues that another one is the parent of, at most one each.
import { z } from "zod";
import { reads, writes } from "../access.ts";
import { presentIssue } from "../present/issue.ts";
import { notFound, unprocessable } from "../refusal.ts";
import { answer, issueIn, page, reading, writing, type Route } from "../route.ts";
import type { Repository } from "../store.ts";

const path = "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues";

const byId = (repository: Repository, id: number) =>
  [...repository.issues.values()].find((one) => one.id === id && one.pull === null);

/** Source: GitHub docs, "REST API endpoints for sub-issues". */
export const subIssuesRoutes: readonly Route[] = [
  reading(path, reads("issues"), (request) => {
    const { world, repository, params } = request;
    const parent = issueIn(repository, params);
    const own = [...repository.issues.values()].filter((one) => one.parent === parent);
    const { items, headers } = page(request, own);
    return { status: 200, body: items.map((one) => presentIssue(world, repository, one)), headers };
  }),
  writing(
    `POST ${path}`,
    writes("issues", "triage"),
    z.object({ sub_issue_id: z.number().int(), replace_parent: z.boolean().default(false) }),
    (doing) => {
      const { world, repository, params, input } = doing;
      const parent = issueIn(repository, params);
      const child = byId(repository, input.sub_issue_id);
      if (child === undefined) throw notFound();
      if (child === parent) throw unprocessable("An issue cannot be a sub-issue of itself");
      if (child.parent !== null && !input.replace_parent) {
        throw unprocessable("Sub issue may only have one parent");
      }
      child.parent = parent;
      return answer(presentIssue(world, repository, parent), 201);
    },
  ),
];
