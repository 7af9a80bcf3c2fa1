// Waiting for what others bring about: as long as it takes on a busy machine, and no longer.

const limitMs = 150_000;
const pauseMsMax = 60;

/**
 * Resolves soon after something is so; looks less often the longer it takes.
 * @param what what is waited for, for the message when it does not come within 150 s.
 */
export async function until(what: string, so: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs;
  let pauseMs = 2;
  while (!(await so())) {
    if (Date.now() > end) throw new Error(`it never came to that: ${what}`);
    const pause = pauseMs;
    await new Promise((resolve) => setTimeout(resolve, pause));
    pauseMs = Math.min(pauseMsMax, pauseMs * 1.5);
  }
}
