// Keys and passwords in what was added. The values are never shown.
import type { RedFlag } from "./flag.ts";
import { newLines } from "./new-text.ts";

/** Shapes that nothing else has, by the name that is shown for them. */
const shapes: readonly (readonly [name: string, shape: RegExp])[] = [
  ["an AWS access key id", /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/],
  ["a private key", /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  ["a GitHub token", /\bgh[pousr]_[A-Za-z0-9]{36,255}\b|\bgithub_pat_[A-Za-z0-9_]{50,255}\b/],
  ["a GitLab token", /\bglpat-[A-Za-z0-9_-]{20,64}\b/],
  ["a Slack token", /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}\b/],
  ["a Slack webhook", /hooks\.slack\.com\/services\/T\w{6,12}\/B\w{6,12}\/\w{20,30}/],
  ["a Google API key", /\bAIza[A-Za-z0-9_-]{35}\b/],
  ["a Stripe key", /\b[rs]k_live_[A-Za-z0-9]{16,250}\b/],
  ["an OpenAI key", /\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{32,250}\b/],
  ["an Anthropic key", /\bsk-ant-[A-Za-z0-9_-]{20,250}\b/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}\b/],
  ["a SendGrid key", /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}\b/],
  ["a JSON web token", /\beyJ[\w-]{10,500}\.eyJ[\w-]{10,2000}\.[\w-]{10,500}/],
  ["a password in a URL", /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`${}]+:[^\s/:@"'`${}]{3,80}@\w/],
];

const lineCharsMax = 20_000;

export const secrets: RedFlag = {
  id: "secret",
  severity: "spoil",
  rule: "an added line holds a key, token, private key or a password in a URL by its shape",
  explain: "The answer holds something that looks like a secret; another one was drawn.",
  raised(reading) {
    for (const line of newLines(reading)) {
      const hit = shapes.find(([, shape]) => shape.test(line.slice(0, lineCharsMax)));
      if (hit) return `an added line holds ${hit[0]}`;
    }
    return null;
  },
};

const names = "(?:api[_-]?key|secret|token|password|passwd|credential)s?";
const named = new RegExp(`${names}["']?\\s*[:=]\\s*["']([^"'\\s]{12,200})["']`, "i");
const standIn = /example|placeholder|changeme|dummy|sample|test|fake|your|xxx|\*\*\*|<|\$\{/i;

/** The general shape is right only sometimes: a person looks. */
export const namedSecret: RedFlag = {
  id: "named-secret",
  severity: "person",
  rule: "an added line outside of tests assigns a long text to a name such as password or token",
  explain: "A long text is assigned to a name such as password; please look whether it is real.",
  raised(reading) {
    if (reading.step.kind === "test") return null;
    for (const line of newLines(reading)) {
      const value = named.exec(line.slice(0, lineCharsMax))?.[1];
      if (value !== undefined && !standIn.test(value)) return "an added line looks like a password";
    }
    return null;
  },
};
