// fetch as the edge needs it: no redirect is followed with our key, no answer is read without end.

/** The server sent more than the cap; nothing of it is kept. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * Reads the whole body before it resolves, at most `bytesMax` of it. A successful answer beyond
 * that rejects with AnswerTooLarge; the body of a failed one is cut there.
 */
export function cappedFetch(bytesMax: number): Fetch {
  return async (url, init) => {
    const response = await fetch(url, { ...init, redirect: "manual" });
    const body = await readUpTo(response, bytesMax);
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    headers.delete("content-encoding");
    const { status, statusText } = response;
    return new Response(body.length === 0 ? null : body, { status, statusText, headers });
  };
}

async function readUpTo(response: Response, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length <= bytesMax) continue;
    if (response.ok) throw new AnswerTooLarge(`more than ${bytesMax} bytes`);
    break;
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body.subarray(0, bytesMax);
}
