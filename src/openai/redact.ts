// Messages of other servers, made fit to be recorded: short, one line, without keys.

const messageCharsMax = 300;

/** @param key the one in use; anything else that looks like a key goes too. */
export function redacted(message: string, key: string): string {
  const line = message.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const own = key.length >= 8 ? line.replaceAll(key, "[key]") : line;
  return own
    .replace(/\bBearer\s+\S+/gi, "Bearer [key]")
    .replace(/\bsk-[\w*.-]{4,}/g, "[key]")
    .slice(0, messageCharsMax);
}
