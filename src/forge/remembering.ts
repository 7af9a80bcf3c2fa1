// Answers of git that can never change: what follows from whole hashes alone.

const whole = /^[0-9a-f]{40}$/;
const knownMax = 5000;

type Remembered<T> = (dir: string, hashes: readonly string[], ask: () => Promise<T>) => Promise<T>;

/**
 * One kind of question, asked once for each repository and its hashes. Where one of them is no
 * whole hash it is asked each time, and so it is after null: the object may come yet.
 */
export function remembering<T>(): Remembered<T> {
  const known = new Map<string, T>();
  return async (dir, hashes, ask) => {
    if (!hashes.every((hash) => whole.test(hash))) return ask();
    const key = [dir, ...hashes].join(" ");
    const answer = known.get(key) ?? (await ask());
    if (answer === null || known.has(key)) return answer;
    if (known.size >= knownMax) known.clear();
    known.set(key, answer);
    return answer;
  };
}
