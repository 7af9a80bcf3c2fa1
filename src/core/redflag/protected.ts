// A change to files that steer tools, people's rights or the build.
import { protectedPath } from "./paths.ts";
import type { RedFlag } from "./flag.ts";

export const protectedFiles: RedFlag = {
  id: "protected",
  severity: "spoil",
  rule: "a path steers CI, dependencies, tools, ownership or agents",
  explain: "The answer changed a protected file; Quorum never does. A person can, in a commit.",
  raised: ({ changes }) => {
    const hit = changes.find(({ path }) => protectedPath(path));
    return hit ? `${hit.path} is protected` : null;
  },
};
