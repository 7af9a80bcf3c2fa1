// One issue as GitHub shows it now.
import * as answers from "./answers.ts";
import type { Api } from "./api.ts";
import type { IssueNow } from "./outcome.ts";

/**
 * @returns null when it was deleted, or moved to where the app may not look; an issue of another id
 * when it was moved elsewhere. Throws Faltered when GitHub cannot say.
 */
export async function issueNow(api: Api, number: number): Promise<IssueNow | null> {
  const answer = await api.call({
    route: "GET /repos/{owner}/{repo}/issues/{issue_number}",
    phase: "read",
    doing: `looking at #${number}`,
    parameters: { issue_number: number },
    shape: answers.issue,
    expected: [301, 404, 410],
  });
  return answer.ok ? answer.value : null;
}
