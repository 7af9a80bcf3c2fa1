// Where a kind of power shows in the code of each language; strings are blanked there.
import type { Family } from "../patch/families.ts";

/** Where a kind of power shows in code; strings are blanked. */
export interface Sink {
  readonly kind: string;
  readonly shows: RegExp;
}

const sink = (kind: string, ...ways: readonly RegExp[]): Sink => ({
  kind,
  shows: new RegExp(ways.map((way) => way.source).join("|")),
});

const javascript: readonly Sink[] = [
  sink(
    "starts processes",
    /\b(?:execSync|execFile|execFileSync|spawn|spawnSync|execa)\s*\(/,
    /\b(?:child_process|cp|childProcess)\s*\.\s*(?:exec|fork)\b/,
    /\bBun\s*\.\s*spawn|\bDeno\s*\.\s*Command\b/,
  ),
  sink(
    "runs text as code",
    /(?<![\w.$])eval\s*\(|\bnew\s+Function\s*\(|\bvm\s*\.\s*(?:run\w+|Script|compileFunction)\b/,
  ),
  sink(
    "uses the network",
    /(?<![\w.$])fetch\s*\(|\bnew\s+(?:WebSocket|XMLHttpRequest|EventSource)\b|\baxios\b\s*[.(]/,
    /\bhttps?\s*\.\s*(?:get|request|createServer)\s*\(/,
    /\bnet\s*\.\s*(?:connect|createConnection|createServer)\s*\(/,
    /\b(?:dgram\s*\.\s*createSocket|dns\s*\.\s*(?:lookup|resolve\w*))\s*\(/,
  ),
  sink("deletes files", /\b(?:rm|rmSync|rmdir|rmdirSync|unlink|unlinkSync|rimraf)\s*\(/),
];

const python: readonly Sink[] = [
  sink(
    "starts processes",
    /\bsubprocess\s*\.\s*\w+\s*\(|\bos\s*\.\s*(?:system|popen|exec\w+|spawn\w+|fork)\s*\(/,
    /\b(?:Popen|check_output|check_call|create_subprocess_\w+)\s*\(/,
  ),
  sink("runs text as code", /(?<![\w.])(?:eval|exec)\s*\(|(?<![\w.])compile\s*\(/),
  sink(
    "reads objects from bytes",
    /\b(?:pickle|cPickle|dill|marshal|jsonpickle)\s*\.\s*(?:loads?|Unpickler|decode)\s*\(/,
    /\bshelve\s*\.\s*open\s*\(/,
    /\byaml\s*\.\s*(?:load|load_all|unsafe_load|full_load)\s*\(/,
  ),
  sink(
    "uses the network",
    /\b(?:requests|httpx|aiohttp)\s*\.\s*\w+\s*\(|\burllib\s*\.\s*request\b|\burlopen\s*\(/,
    /\bsocket\s*\.\s*(?:socket|create_connection|create_server)\s*\(|\bhttp\s*\.\s*client\b/,
  ),
  sink(
    "deletes files",
    /\bshutil\s*\.\s*rmtree\s*\(|\bos\s*\.\s*(?:remove|unlink|rmdir|removedirs)\s*\(/,
  ),
];

const go: readonly Sink[] = [
  sink("starts processes", /\bexec\s*\.\s*Command(?:Context)?\s*\(|\bos\s*\.\s*StartProcess\s*\(/),
  sink(
    "steps around types",
    /\bunsafe\s*\.\s*(?:Pointer|Slice|String)\b|\bplugin\s*\.\s*Open\s*\(/,
  ),
  sink("reads objects from bytes", /\bgob\s*\.\s*NewDecoder\s*\(/),
  sink(
    "uses the network",
    /\bhttp\s*\.\s*(?:Get|Post|PostForm|Head|NewRequest\w*|ListenAndServe\w*|Client)\b/,
    /\bnet\s*\.\s*(?:Dial\w*|Listen\w*|Lookup\w+)\s*\(/,
  ),
  sink("deletes files", /\bos\s*\.\s*Remove(?:All)?\s*\(/),
];

const rust: readonly Sink[] = [
  sink("starts processes", /\bCommand\s*::\s*new\s*\(/),
  sink("steps around the compiler", /\bunsafe\s*(?:\{|fn\b|impl\b)|\btransmute\b/),
  sink(
    "uses the network",
    /\b(?:Tcp(?:Stream|Listener)|UdpSocket)\s*::|\breqwest\s*::|\bhyper\s*::/,
  ),
  sink("deletes files", /\bremove_(?:file|dir|dir_all)\s*\(/),
];

const java: readonly Sink[] = [
  sink("starts processes", /\bnew\s+ProcessBuilder\b|\bgetRuntime\s*\(\s*\)\s*\.\s*exec\s*\(/),
  sink("runs text as code", /\bScriptEngine\w*\b|\bdefineClass\s*\(|\bMethodHandles\b/),
  sink("reads objects from bytes", /\bnew\s+(?:ObjectInputStream|XMLDecoder)\b|\bXStream\b/),
  sink(
    "uses the network",
    /\bnew\s+(?:Socket|ServerSocket|DatagramSocket)\b|\bHttpClient\b|\bopenConnection\s*\(/,
  ),
  sink("deletes files", /\bFiles\s*\.\s*delete(?:IfExists)?\s*\(|\bdeleteOnExit\s*\(/),
];

const inC: readonly Sink[] = [
  sink(
    "starts processes",
    /(?<![\w.>:])(?:system|popen|fork|vfork|exec[lv]\w*|posix_spawnp?)\s*\(/,
  ),
  sink("loads code", /\bdlopen\s*\(|\bLoadLibrary\w*\s*\(/),
  sink("writes past bounds", /(?<![\w.>:])(?:gets|strcpy|strcat|sprintf|vsprintf|alloca)\s*\(/),
  sink(
    "uses the network",
    /(?<![\w.>:])(?:socket|connect|accept|getaddrinfo)\s*\(|\bcurl_easy_\w+/,
  ),
  sink("deletes files", /(?<![\w.>:])(?:unlink|rmdir|remove)\s*\(\s*(?=["\w])(?!\w+\s*,)/),
];

const ruby: readonly Sink[] = [
  sink(
    "starts processes",
    /(?<![\w.])(?:system|exec|spawn|fork)\b\s*[("]|\bOpen3\s*\.|\bIO\s*\.\s*popen\b|%x[({[|!]/,
  ),
  sink("runs text as code", /(?<![\w.])eval\s*[( ]|\b(?:instance|class|module)_eval\s*[( ]\s*""/),
  sink("reads objects from bytes", /\bMarshal\s*\.\s*load\b|\bYAML\s*\.\s*(?:unsafe_)?load\b/),
  sink(
    "uses the network",
    /\bNet\s*::\s*HTTP\b|\b(?:TCP|UDP)(?:Socket|Server)\b|\bURI\s*\.\s*open\b/,
  ),
  sink("deletes files", /\bFileUtils\s*\.\s*rm\w*|\b(?:File|Dir)\s*\.\s*(?:delete|unlink|rmdir)\b/),
];

export const sinks: Readonly<Record<Family, readonly Sink[]>> = {
  javascript,
  python,
  go,
  rust,
  java,
  c: inC,
  ruby,
};
