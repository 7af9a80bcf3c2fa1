// Asks GitHub whether it knows the app by its number and its key: one request that changes nothing.
import { no, ok, type Result } from "../core/kernel.ts";
import type { Clock } from "../engine/ports.ts";
import * as answers from "./answers.ts";
import { makeOctokit, timeoutMs } from "./api.ts";
import { readFailure } from "./failures.ts";
import type { GithubSettings } from "./settings.ts";
import { makeTokens } from "./tokens.ts";

/**
 * Source: GitHub docs, "REST API endpoints for GitHub Apps", get the authenticated app.
 * @returns what GitHub calls the app, or a sentence about why it does not know it and what to do.
 */
export async function knownAs(
  settings: GithubSettings,
  clock: Clock,
): Promise<Result<string, string>> {
  const { apiUrl, appId } = settings;
  const octokit = makeOctokit(apiUrl, settings.fetch ?? globalThis.fetch);
  const token = await makeTokens(settings, octokit, clock).app();
  try {
    const answer = await octokit.request("GET /app", {
      headers: { authorization: `bearer ${token}` },
      request: { signal: AbortSignal.timeout(timeoutMs) },
    });
    const read = answers.self.safeParse(answer.data);
    if (!read.success) return no(`${apiUrl} does not answer as GitHub does: check GITHUB_API_URL`);
    return ok(read.data.slug ?? `app ${read.data.id}`);
  } catch (error) {
    return no(because(readFailure(error), appId, apiUrl));
  }
}

function because(
  { status, code, message }: ReturnType<typeof readFailure>,
  appId: number,
  apiUrl: string,
): string {
  switch (status) {
    case null:
      return `${apiUrl} gives no answer (${code ?? message}): check GITHUB_API_URL and the network`;
    case 401:
      return (
        `GitHub does not take the key for app ${appId}: check that APP_ID and the private key ` +
        "are of the same app, and this machine's clock"
      );
    case 404:
      return `GitHub has no app ${appId}: check APP_ID, the private key and GITHUB_API_URL`;
    default:
      return `GitHub answered ${status} (${message}) to the question who app ${appId} is`;
  }
}
