// Families of languages: what is alike in all of one is written once.
import type { Language } from "./syntax.ts";

/** Named after the first of its languages. */
export type Family = "javascript" | "python" | "go" | "rust" | "java" | "c" | "ruby";

const families: Readonly<Record<Language, Family>> = {
  javascript: "javascript",
  typescript: "javascript",
  tsx: "javascript",
  python: "python",
  go: "go",
  rust: "rust",
  java: "java",
  c: "c",
  cpp: "c",
  ruby: "ruby",
};

export const familyOf = (language: Language): Family => families[language];
