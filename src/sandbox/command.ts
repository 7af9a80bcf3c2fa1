// The exact command that isolates one run: real uid dropped, limits set, then bubblewrap.

export interface Tools {
  readonly bwrap: string;
  readonly prlimit: string;
  readonly setpriv: string;
  readonly timeout: string;
}

/** Folders that the sandbox mounts; all must be readable by the dropped uid. */
export interface Mounts {
  readonly tree: string;
  /** Holds passwd, group and hosts of the inside. */
  readonly etc: string;
  readonly node: string;
  /** npm's own package folder; null when npm lies under /usr or does not exist. */
  readonly npm: string | null;
  readonly deps: string | null;
}

export interface Bounds {
  readonly limitMs: number;
  /** Processes and threads of the uid, all of them together. */
  readonly processesMax: number;
  readonly cores: number;
}

/** Who the run is outside: null keeps the caller's own uid, which must not be 0. */
export type Outside = { readonly uid: number; readonly gid: number } | null;

/** Descriptors as bubblewrap sees them. */
export const descriptors = { options: 3, seccomp: 4, status: 5 } as const;

const mebibyte = 1024 * 1024;
const sizes = { tree: 256, temporary: 64, home: 32, shared: 32, file: 64 } as const;
/** How long after the wall limit the command ends by itself if nobody supervises it any more. */
const graceSeconds = 5;

export const insidePath = "/opt/node/bin:/usr/bin:/bin";
export const insideHome = "/home/u";

/** Bubblewrap's options, for a descriptor, so that no path or value is on a command line. */
export function options(mounts: Mounts, env: Readonly<Record<string, string>>): readonly string[] {
  const tmpfs = (size: number, at: string): string[] => [
    "--size",
    String(size * mebibyte),
    "--tmpfs",
    at,
  ];
  const readOnly = (from: string, to: string): string[] => ["--ro-bind", from, to];
  const npmAt = "/opt/node/lib/node_modules/npm";
  const npmLink = (name: string): string[] => [
    "--symlink",
    `../lib/node_modules/npm/bin/${name}-cli.js`,
    `/opt/node/bin/${name}`,
  ];
  const npm = mounts.npm === null ? [] : readOnly(mounts.npm, npmAt);
  return [
    "--unshare-user",
    "--unshare-ipc",
    "--unshare-pid",
    "--unshare-net",
    "--unshare-uts",
    "--unshare-cgroup-try",
    "--disable-userns",
    "--uid",
    "1000",
    "--gid",
    "1000",
    "--hostname",
    "sandbox",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    "--clearenv",
    ...Object.entries(env).flatMap(([k, v]) => ["--setenv", k, v]),
    ...readOnly("/usr", "/usr"),
    ...["bin", "lib", "lib64", "sbin"].flatMap((n) => ["--symlink", `usr/${n}`, `/${n}`]),
    "--dir",
    "/etc",
    "--ro-bind-try",
    "/etc/ld.so.cache",
    "/etc/ld.so.cache",
    "--ro-bind-try",
    "/etc/alternatives",
    "/etc/alternatives",
    ...["passwd", "group", "hosts"].flatMap((n) => readOnly(`${mounts.etc}/${n}`, `/etc/${n}`)),
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    ...tmpfs(sizes.shared, "/dev/shm"),
    "--remount-ro",
    "/dev",
    ...tmpfs(sizes.temporary, "/tmp"),
    "--perms",
    "0700",
    ...tmpfs(sizes.home, insideHome),
    ...readOnly(mounts.node, "/opt/node/bin/node"),
    ...npm,
    ...(mounts.npm === null ? [] : [...npmLink("npm"), ...npmLink("npx")]),
    ...readOnly(mounts.tree, "/src"),
    ...tmpfs(sizes.tree, "/w"),
    ...(mounts.deps === null ? [] : readOnly(mounts.deps, "/w/node_modules")),
    "--chdir",
    "/w",
    "--remount-ro",
    "/",
    "--seccomp",
    String(descriptors.seccomp),
    "--json-status-fd",
    String(descriptors.status),
  ];
}

/** Run by the shell inside: nothing generated has run before the word $1 is printed. */
const inside = [
  "exec 2>&1",
  "cp -a /src/. /w/ || exit",
  `printf '%s\\n' "$1"`,
  'if [ -n "$2" ]; then /bin/sh -c "$2" || exit; fi',
  'exec /bin/sh -c "$3"',
].join("; ");

/**
 * The chain that drops the uid, sets limits and becomes bubblewrap; run it with an empty
 * environment, because /proc/1/environ inside shows the one it got.
 * @param mark a word that the inside prints before anything of the job runs.
 */
export function isolated(
  tools: Tools,
  outside: Outside,
  bounds: Bounds,
  job: { readonly mark: string; readonly setup: string; readonly command: string },
): readonly string[] {
  const seconds = Math.ceil(bounds.limitMs / 1000);
  const processor = seconds * bounds.cores;
  const ids = outside && [`--reuid=${outside.uid}`, `--regid=${outside.gid}`];
  const drop = ids === null ? [] : [...ids, "--clear-groups", "--bounding-set=-all"];
  return [
    tools.setpriv,
    ...drop,
    "--no-new-privs",
    "--inh-caps=-all",
    "--pdeathsig",
    "KILL",
    "--",
    tools.prlimit,
    `--nproc=${bounds.processesMax}`,
    `--fsize=${sizes.file * mebibyte}`,
    `--cpu=${processor}:${processor + 2}`,
    "--nofile=512",
    "--core=0",
    "--memlock=0",
    "--",
    tools.timeout,
    "--signal=KILL",
    String(seconds + graceSeconds),
    tools.bwrap,
    "--args",
    String(descriptors.options),
    "--",
    "/bin/sh",
    "-c",
    inside,
    "sh",
    job.mark,
    job.setup,
    job.command,
  ];
}
