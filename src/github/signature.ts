// Whether a body was signed with the webhook secret; two secrets count during a rotation.
import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Compares in constant time, and against every secret, so that the answer's time tells nothing.
 * @param header the X-Hub-Signature-256 header, `sha256=` and 64 hex digits.
 * Source: GitHub docs, "Validating webhook deliveries".
 */
export function isSigned(
  body: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
): boolean {
  if (header === undefined || !/^sha256=[0-9a-f]{64}$/.test(header)) return false;
  const given = Buffer.from(header.slice("sha256=".length), "hex");
  let signed = false;
  for (const secret of secrets) {
    const made = createHmac("sha256", secret).update(body).digest();
    if (timingSafeEqual(made, given)) signed = true;
  }
  return signed;
}

/** The header's value for a body. */
export const sign = (body: Uint8Array | string, secret: string): string =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
