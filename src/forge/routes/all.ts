// Every route of the forge, the most literal first so that `{path}` takes only what is left.
import type { Route } from "../route.ts";
import { appRoutes } from "./apps.ts";
import { checksRoutes } from "./checks.ts";
import { gitRoutes } from "./git.ts";
import { graphqlRoutes } from "./graphql.ts";
import { issuesRoutes } from "./issues.ts";
import { pullsRoutes } from "./pulls.ts";
import { rateRoutes } from "./rate.ts";
import { refRoutes } from "./refs.ts";
import { repositoryRoutes } from "./repositories.ts";
import { subIssuesRoutes } from "./sub-issues.ts";

const literals = (route: Route): number =>
  route.path.split("/").filter((part) => part !== "" && !part.startsWith("{")).length;

export const routes: readonly Route[] = [
  ...appRoutes,
  ...rateRoutes,
  ...repositoryRoutes,
  ...gitRoutes,
  ...refRoutes,
  ...issuesRoutes,
  ...subIssuesRoutes,
  ...pullsRoutes,
  ...checksRoutes,
  ...graphqlRoutes,
].toSorted((a, b) => literals(b) - literals(a));
