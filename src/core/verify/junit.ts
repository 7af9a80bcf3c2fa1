// Reads JUnit's XML, which runners of many languages write: Gradle, Maven, PHPUnit, GoogleTest.
import { collect, type Reader, type Status } from "./reader.ts";

const attribute = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const tag = /<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/uy;
/** Between these nothing is a tag. */
const hidden = [
  ["<![CDATA[", "]]>"],
  ["<!--", "-->"],
  ["<?", "?>"],
] as const;

type Attributes = Readonly<Record<string, string>>;

/** An element that is open. */
interface Open {
  readonly name: string;
  readonly attributes: Attributes;
  /** Tests inside, and of a test case its own status. */
  readonly inside: { tests: number; failed: number; skipped: number };
  status: Status;
}

/**
 * Documents may follow each other, with other output between them. Elements must nest, and every
 * suite must hold as many tests, failed and skipped ones as its attributes say.
 */
export const readJunit: Reader = (_, lines) => {
  if (!lines.some((text) => /^\s*<(?:\?xml[^>]*>\s*<)?testsuites?[\s>]/u.test(text))) return null;
  const found = collect();
  const stack: Open[] = [];
  let torn = false;
  const close = (one: Open): void => {
    if (one.name === "testcase") {
      found.add(pathOf(one.attributes), one.status);
      for (const outer of stack) count(outer, one.status);
    }
    if (one.name === "testsuite") torn ||= !agrees(one);
    const outer = stack.at(-1);
    if (outer?.name === "testcase") outer.status = worse(outer.status, one.name);
  };
  for (const { slash, name, text, end } of tags(lines.join("\n"))) {
    if (slash !== "") {
      const one = stack.pop();
      if (one) close(one);
      torn ||= stack.length > 0 && one?.name !== name;
      continue;
    }
    if (stack.length === 0 && !/^testsuites?$/u.test(name)) continue;
    const one = opened(name, text);
    if (end === "") stack.push(one);
    else close(one);
  }
  return { runner: "junit", tests: found.tests, complete: !torn && stack.length === 0 };
};

/** Every tag of a text, in one pass. */
function* tags(text: string) {
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at)) {
    const shut = hidden.find(([from]) => text.startsWith(from, at))?.[1];
    if (shut !== undefined) {
      const end = text.indexOf(shut, at);
      if (end === -1) return;
      at = end + shut.length;
      continue;
    }
    tag.lastIndex = at;
    const [whole = "<", slash = "", name, attributes = "", end = ""] = tag.exec(text) ?? [];
    at += whole.length;
    if (name !== undefined) yield { slash, name, text: attributes, end };
  }
}

function opened(name: string, text: string): Open {
  const pairs = [...text.matchAll(attribute)].map(([, key = "", one, other]) => [
    key,
    plain(one ?? other ?? ""),
  ]);
  const attributes: Attributes = Object.fromEntries(pairs);
  const off = /^(?:notrun|disabled|skipped)$/u.test(attributes["status"] ?? "");
  const inside = { tests: 0, failed: 0, skipped: 0 };
  return { name, attributes, inside, status: off ? "skipped" : "passed" };
}

function count({ inside }: Open, status: Status): void {
  inside.tests += 1;
  if (status !== "passed") inside[status] += 1;
}

function agrees({ attributes, inside }: Open): boolean {
  const said = (key: string): number => Number(attributes[key] ?? 0);
  return (
    inside.tests === said("tests") &&
    inside.failed === said("failures") + said("errors") &&
    inside.skipped === Math.max(said("skipped"), said("disabled"))
  );
}

function worse(status: Status, element: string): Status {
  if (element === "failure" || element === "error") return "failed";
  return element === "skipped" && status === "passed" ? "skipped" : status;
}

function pathOf(attributes: Attributes): readonly string[] {
  const { classname = "", name = "" } = attributes;
  if (classname === "") return [name];
  return [...(/^[\w.$]+$/u.test(classname) ? classname.split(/[.$]/u) : [classname]), name];
}

const entities: Attributes = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const plain = (text: string): string =>
  text.replace(/&(\w+);/gu, (whole, name: string) => entities[name] ?? whole);
