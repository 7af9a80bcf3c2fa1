// The house rules that no compiler checks: who imports whom, sizes, banned words, the lockfile.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { corePackages, objection, ownPackages, roomOf } from "./tidy/rooms.ts";
import { circle, isNode, lineAt, nodes, sources, top, type Source } from "./tidy/source.ts";

const house = sources("src");
const all = [...house, ...sources("test", "scripts")];

const linesMax = 300;
const functionLinesMax = 60;
const columnsMax = 100;

/** Every file's complaints, each as `file:line what to do instead`. */
const complaints = (
  files: readonly Source[],
  of: (source: Source) => readonly string[],
): readonly string[] => files.flatMap((source) => of(source).map((one) => `${source.file}${one}`));

describe("imports", () => {
  it("run entries → edges → engine → core, and inside core by floor", () => {
    const wrong = complaints(house, (source) =>
      source.imports.flatMap(({ file }) => {
        if (file === null) return [];
        const because = objection(roomOf(source.file), roomOf(file));
        return because === null ? [] : [` imports ${file}, which ${because}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("make no circle, neither between files nor between rooms of core", () => {
    expect(circle(house)).toBeNull();
    const rooms = house.flatMap((source) => {
      const room = roomOf(source.file);
      if (room.kind !== "core") return [];
      const imports = source.imports.map((one) => {
        const to = one.file === null ? null : roomOf(one.file);
        const other = to?.kind === "core" && to.name !== room.name ? to.name : null;
        return { ...one, file: other };
      });
      return [{ ...source, file: room.name, imports }];
    });
    const merged = [...new Set(rooms.map((room) => room.file))].map((file) => ({
      file,
      lines: [],
      comments: [],
      program: null,
      imports: rooms.filter((room) => room.file === file).flatMap((room) => room.imports),
    }));
    expect(circle(merged)).toBeNull();
  });

  it("take from packages only what the room may use", () => {
    const wrong = complaints(house, (source) =>
      source.imports.flatMap(({ from, file }) => {
        if (file !== null) return [];
        const room = roomOf(source.file);
        if (room.kind === "core") {
          const fine = corePackages.some((name) => from === name || from.startsWith(`${name}/`));
          return fine ? [] : [` imports ${from}; core imports only ${corePackages.join(", ")}`];
        }
        const owner = ownPackages.find(([name]) => name.test(from))?.[1];
        if (owner === undefined || room.kind === "entry") return [];
        if (room.kind === "edge" && room.name === owner) return [];
        return [` imports ${from}, which only src/${owner} uses: ask it through a port`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("name files that exist, with their ending; nothing in src imports a test", () => {
    const known = new Set(all.map((source) => source.file));
    const wrong = complaints(all, (source) =>
      source.imports.flatMap(({ file, from }) => {
        if (file === null || from.endsWith(".json")) return [];
        const reach = source.file.startsWith("src/") ? /^src\// : /^(src|test|scripts)\//;
        if (!reach.test(file)) return [` imports ${from}, which is out of its reach`];
        return known.has(file) ? [] : [` imports ${from}, which is no TypeScript file`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe("files", () => {
  it(`have at most ${linesMax} lines; a longer one holds two ideas`, () => {
    const long = complaints(all, ({ lines }) =>
      lines.length - 1 > linesMax ? [` has ${lines.length - 1} lines: split it by idea`] : [],
    );
    expect(long).toEqual([]);
  });

  it(`have at most ${columnsMax} columns, inline snapshots aside`, () => {
    const wide = complaints(all, ({ file, lines, program }) => {
      const text = lines.join("\n");
      const snapshots = file.endsWith(".test.ts") ? templates(program, text) : [];
      return lines.flatMap((line, i) =>
        line.length > columnsMax && !snapshots.some(([a, b]) => a <= i + 1 && i + 1 <= b)
          ? [`:${i + 1} has ${line.length} columns: break the line`]
          : [],
      );
    });
    expect(wide).toEqual([]);
  });

  it("register hooks only where each test file runs them: one process runs many", () => {
    const once = complaints(all, ({ file, lines }) =>
      file.endsWith(".test.ts") || file === "test/setup.ts"
        ? []
        : lines.flatMap((line, i) =>
            /^(?:(?:before|after)(?:Each|All)\(|vi\.|fc\.configureGlobal)/.test(line)
              ? [`:${i + 1} runs once in a process: let each test file call it, or test/setup.ts`]
              : [],
          ),
    );
    expect(once).toEqual([]);
  });

  it("open with a sentence that says what they are", () => {
    const mute = complaints(all, ({ lines }) => {
      const first = lines.findIndex((line) => !line.startsWith("#!"));
      const after = lines.slice(first).findIndex((line) => !line.startsWith("//"));
      const header = lines.slice(first, first + after).join(" ");
      return /^\/\/ \S.*[.:?]$/.test(header) ? [] : [" does not open with `// ` and a sentence"];
    });
    expect(mute).toEqual([]);
  });

  it(`hold no function above ${functionLinesMax} lines, the functions inside it counted apart`, () => {
    const long = complaints(house, ({ lines, program }) => {
      const text = lines.join("\n");
      const functions = [...nodes(program)].filter(isFunction).map(({ start, end }) => ({
        from: lineAt(text, start),
        to: lineAt(text, end),
      }));
      return functions.flatMap((one) => {
        const inside = functions.filter((f) => one.from < f.from && f.to < one.to);
        const own = new Set(Array.from({ length: one.to - one.from + 1 }, (_, i) => one.from + i));
        for (const f of inside) for (let line = f.from; line <= f.to; line += 1) own.delete(line);
        return own.size > functionLinesMax
          ? [`:${one.from} is a function of ${own.size} lines: split it`]
          : [];
      });
    });
    expect(long).toEqual([]);
  });

  it("leave nothing unfinished and switch no check off", () => {
    const left = complaints(all, ({ comments }) =>
      comments.flatMap(({ text, line }) => {
        const found = /\b(TODO|FIXME|XXX|@ts-ignore|@ts-expect-error|oxlint-disable)\b/.exec(text);
        return found ? [`:${line} says ${found[1]}: finish it, or say so in an issue`] : [];
      }),
    );
    expect(left).toEqual([]);
  });

  it("cast nothing to any, and run every test", () => {
    const loose = complaints(all, ({ lines, program }) => {
      const text = lines.join("\n");
      return [...nodes(program)].flatMap((node) => {
        const at = `:${lineAt(text, node.start)}`;
        if (node.type === "TSAnyKeyword") return [`${at} says any: name the type, or parse it`];
        const partial = /^(?:it|test|describe)\.(?:only|skip|todo)$/;
        return node.type === "MemberExpression" && partial.test(text.slice(node.start, node.end))
          ? [`${at} leaves tests out: run it, or remove it`]
          : [];
      });
    });
    expect(loose).toEqual([]);
  });
});

describe("tests", () => {
  it("compare no value with a pattern where any value passes", () => {
    const blind = complaints(all, ({ lines, program }) => {
      const text = lines.join("\n");
      const inside = [...nodes(program)].filter(({ type, start, end }) => {
        const call = type === "CallExpression" ? text.slice(start, end) : "";
        return /^expect\b/.test(call) && /\.toMatchObject\(/.test(call);
      });
      return inside.flatMap((call) =>
        [...nodes(call["arguments"])].flatMap((node) => {
          const value = node.type === "Property" ? node["value"] : null;
          const pattern = isNode(value) && value.type === "Literal" && "regex" in value;
          const instead = "toMatchObject lets every text pass there: expect.stringMatching";
          return pattern ? [`:${lineAt(text, node.start)} ${instead}`] : [];
        }),
      );
    });
    expect(blind).toEqual([]);
  });
});

describe("core and engine", () => {
  /** Globals of the machine, and where they come from instead. */
  const banned: Readonly<Record<string, string>> = {
    Date: "take the instant from the Clock port or from an event",
    performance: "take the instant from the Clock port",
    setTimeout: "a wait is data: wakeAt() says when to ask again",
    setInterval: "a wait is data: wakeAt() says when to ask again",
    setImmediate: "a wait is data: wakeAt() says when to ask again",
    fetch: "ask the world through a port",
    process: "pass the setting in as a value",
    console: "return what should be said, or log through the port",
  };

  it("ask no clock, chance, timer or machine by themselves", () => {
    const inside = house.filter((source) => /^src\/(core|engine)\//.test(source.file));
    const wrong = complaints(inside, ({ lines, program }) => {
      const text = lines.join("\n");
      return [...nodes(program)].flatMap((node) => {
        const at = `:${lineAt(text, node.start)}`;
        if (node.type === "MemberExpression") {
          return text.slice(node.start, node.end) === "Math.random"
            ? [`${at} uses Math.random: chance is made from the run's seed`]
            : [];
        }
        const instead = machineGlobal(node);
        return instead === null ? [] : [`${at} ${instead}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  /** A call or `new` of a banned global, or a member of one. */
  function machineGlobal(node: ReturnType<typeof nodes> extends Generator<infer N> ? N : never) {
    if (node.type !== "CallExpression" && node.type !== "NewExpression") return null;
    let { callee } = node;
    while (isNode(callee) && callee.type === "MemberExpression") callee = callee["object"];
    const name = isNode(callee) && callee.type === "Identifier" ? String(callee["name"]) : "";
    return Object.hasOwn(banned, name) ? `uses ${name}: ${banned[name] ?? ""}` : null;
  }
});

describe("the lockfile", () => {
  interface Locked {
    readonly resolved?: string;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(join(top, "package-lock.json"), "utf8"),
  );

  it("is complete for all platforms: every optional dependency has an entry", () => {
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => {
        const nested = path === "" ? "" : `${path}/node_modules/${name}`;
        return !(nested in lock.packages) && !(`node_modules/${name}` in lock.packages);
      }),
    );
    expect(missing, "make the lockfile again under Node 24 with a registry that has them").toEqual(
      [],
    );
  });

  it("names no host to download from", () => {
    const hosts = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined);
    const instead = "npm config set omit-lockfile-registry-resolved true, then npm install";
    expect(
      hosts.map(([path]) => path),
      instead,
    ).toEqual([]);
  });
});

const isFunction = (node: { readonly type: string }): boolean =>
  /^(Arrow)?Function(Declaration|Expression)$/.test(node.type);

/** Line ranges of template literals: inline snapshots are as wide as what they show. */
function templates(program: unknown, text: string): (readonly [number, number])[] {
  return [...nodes(program)].flatMap((node) =>
    node.type === "TemplateLiteral"
      ? [[lineAt(text, node.start), lineAt(text, node.end)] as const]
      : [],
  );
}
