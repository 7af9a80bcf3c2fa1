// The one GraphQL mutation that has no REST counterpart: taking a pull request out of draft.
import { z } from "zod";
import { actorOf, checkAccess, writes } from "../access.ts";
import { markReady } from "../pulls.ts";
import { Refusal } from "../refusal.ts";
import { answer, open, type Answer, type Request, type Route } from "../route.ts";
import { inTurn, nodeId } from "../world.ts";

const shape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).default({}),
});

const failed = (message: string, type: string): Answer =>
  answer({ data: null, errors: [{ type, message }] });

async function ready(request: Request): Promise<Answer> {
  const { world, caller } = request;
  const read = shape.safeParse(request.body);
  if (!read.success || !read.data.query.includes("markPullRequestReadyForReview")) {
    return failed("This forge answers markPullRequestReadyForReview only.", "UNDEFINED_FIELD");
  }
  const ids = Object.values(read.data.variables);
  for (const repository of world.store.repositories.values()) {
    for (const { pull } of repository.issues.values()) {
      if (pull === null || !ids.includes(nodeId("PullRequest", pull.id))) continue;
      const demand = writes("pull_requests");
      request.demanding(demand);
      try {
        checkAccess(caller, repository, demand);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return failed(error.message, "FORBIDDEN");
      }
      const scene = { world, repository, actor: actorOf(caller) };
      await inTurn(repository, () => markReady(scene, pull));
      return answer({ data: { markPullRequestReadyForReview: { clientMutationId: null } } });
    }
  }
  return failed("Could not resolve to a node with the global id.", "NOT_FOUND");
}

export const graphqlRoutes: readonly Route[] = [open("POST /graphql", ready)];
