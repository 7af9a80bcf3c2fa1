// One repository through one installation: the engine's Repository port over GitHub's REST API.
import type { Repository } from "../engine/ports.ts";
import type { Api } from "./api.ts";
import { makeChecks } from "./checks.ts";
import { makeCommenter, type Identity } from "./comments.ts";
import { makeIssues } from "./opening.ts";
import { makePulls } from "./pulls.ts";
import { makeRefs } from "./refs.ts";
import { makeReviews } from "./reviews.ts";
import { makeTreeReader, treeLimits } from "./tree.ts";

export interface RepositoryParts {
  readonly api: Api;
  readonly appId: number;
  readonly identity: () => Promise<Identity>;
  /** GITHUB_API_URL, without a slash at its end. */
  readonly apiUrl: string;
}

/** Every method throws Faltered when GitHub falters; only refs under `quorum/` are written. */
export function makeRepository({ api, appId, identity, apiUrl }: RepositoryParts): Repository {
  return {
    tree: makeTreeReader(api, treeLimits),
    comment: makeCommenter(api, identity),
    ...makeIssues(api, identity),
    ...makeRefs(api),
    ...makePulls(api, makeReviews(api), graphqlUrl(apiUrl)),
    ...makeChecks(api, appId),
  };
}

/** GitHub Enterprise Server answers GraphQL beside /api/v3, not under it. */
export const graphqlUrl = (apiUrl: string): string =>
  `${apiUrl.replace(/\/api\/v3$/, "/api")}/graphql`;
