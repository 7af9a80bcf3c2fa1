// Connects to the host (its port is argv[2]), to the world and to itself.
import { lookup } from "node:dns/promises";
import { connect, createServer, type NetConnectOpts } from "node:net";
import { networkInterfaces } from "node:os";

const reach = (to: NetConnectOpts): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(to);
    const give = (what: string) => (): void => {
      socket.destroy();
      resolve(what);
    };
    socket.setTimeout(500, give("timeout"));
    socket.on("connect", give("reached"));
    socket.on("error", give("refused"));
  });

const port = Number(process.argv[2]);
const outside: readonly NetConnectOpts[] = [
  { port, host: "127.0.0.1" },
  { port, host: "::1" },
  { port: 80, host: "203.0.113.1" },
  { port: 80, host: "169.254.169.254" },
  { path: "/run/docker.sock" },
  { path: "/run/dbus/system_bus_socket" },
];
const reached: NetConnectOpts[] = [];
for (const to of outside) if ((await reach(to)) === "reached") reached.push(to);

const server = createServer();
await new Promise<void>((resolve) => {
  server.listen(0, "127.0.0.1", resolve);
});
const address = server.address();
const ownPort = address !== null && typeof address === "object" ? address.port : 0;
const own = await reach({ port: ownPort, host: "localhost" });
server.close();
const resolved = await lookup("example.com").then(
  () => true,
  () => false,
);
console.log(JSON.stringify({ reached, own, resolved, nets: Object.keys(networkInterfaces()) }));
