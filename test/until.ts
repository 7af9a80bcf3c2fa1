// Waiting for what others bring about: as long as it takes on a busy machine, and no longer.

const limitMs = 150_000;
const pauseMs = 5;

/**
 * Resolves as soon as something is so.
 * @param what what is waited for, for the message when it does not come within 150 s.
 */
export async function until(what: string, so: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await so())) {
    if (Date.now() > end) throw new Error(`it never came to that: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
