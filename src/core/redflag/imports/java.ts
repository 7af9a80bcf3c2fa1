// Whether a class that Java imports is there.
import { parsePath, textAt } from "../../tree.ts";
import type { Named } from "./named.ts";
import { anyPath, textsOf, type Found, type ImportPlace } from "./place.ts";
import { ofJava } from "./standard.ts";

export function inJava(named: Named, place: ImportPlace): Found {
  const { name } = named;
  if (name.startsWith("java.")) return ofJava.has(packageOf(name) ?? name.replace(/\.$/, ""));
  if (/^(?:javax|jdk|sun|com\.sun|org\.(?:w3c|xml|ietf))\./.test(name)) return true;
  const own = ownClass(named, place);
  if (own !== null) return isDeclared(own, place);
  const [first = "", second = ""] = name.split(".");
  const folder = `${first}/${second}`;
  if (anyPath(place, (path) => path.startsWith(`${folder}/`) || path.includes(`/${folder}/`))) {
    return true;
  }
  const shape = /^pom\.xml$|\.gradle(?:\.kts)?$|^BUILD(?:\.bazel)?$|^libs\.versions\.toml$/;
  const manifests = textsOf(place, shape);
  if (manifests.length === 0) return null;
  return manifests.some((text) => text.includes(`${first}.${second}`) || text.includes(second));
}

/** What stands in front of the first name that begins with a capital; null without one. */
const packageOf = (name: string): string | null => /^([\w.]+?)\.[A-Z]/.exec(name)?.[1] ?? null;

const source = /^[^/]+\.(?:java|kt|groovy|scala)$/;

/** `a.b.C` of an import where the repository has files of the package a.b; else null. */
export function ownClass({ name }: Named, place: ImportPlace): string | null {
  const within = packageOf(name);
  if (within === null) return null;
  const is = (path: string): boolean => fileIn(within, path) !== null;
  if (!anyPath(place, is)) return null;
  return `${within}.${name.slice(within.length + 1).split(".")[0] ?? ""}`;
}

/** The name of a source file that lies in the folder of a package; else null. */
function fileIn(within: string, path: string): string | null {
  const folder = `${within.replaceAll(".", "/")}/`;
  const at = `/${path}`.lastIndexOf(`/${folder}`);
  const file = at < 0 ? "" : path.slice(at + folder.length);
  return source.test(file) ? file : null;
}

/** Names of classes that Android, Dagger, protoc, Querydsl and the like write in a build. */
const generated =
  /^(?:R|BuildConfig)$|^(?:Dagger|Hilt_|AutoValue_|Q[A-Z])|(?:Binding|Grpc|OuterClass|Proto|_)$/;
/** What classes of any name are written from. */
const schema = /\.(?:proto|thrift|avsc|avdl|fbs|g4|xsd|wsdl)$/;

/** Whether a build may write the class: no file of the repository is it. */
const isGenerated = (own: string, place: ImportPlace): boolean =>
  generated.test(own) || textsOf(place, schema).some((text) => text.includes(own));

/** Whether a file of the package bears the class's name or declares it. */
function isDeclared(name: string, place: ImportPlace): boolean {
  const last = name.lastIndexOf(".");
  const [within, own] = [name.slice(0, last), name.slice(last + 1)];
  if (isGenerated(own, place)) return true;
  const declares = new RegExp(`\\b(?:class|interface|enum|record|object|typealias)\\s+${own}\\b`);
  return anyPath(place, (path) => {
    const file = fileIn(within, path);
    if (file === null) return false;
    if (file.split(".")[0] === own) return true;
    const parsed = parsePath(path);
    return parsed !== null && declares.test(textAt(place.tree, parsed) ?? "");
  });
}
