// The app's front door: an HTTP server for the edge's handler, and its closing.
import { createServer } from "node:http";
import type { Handler } from "./github/ingress.ts";

export interface Door {
  readonly url: string;
  /** Takes nothing new, lets the answers under way out, and hangs up on who stays connected. */
  close(): Promise<void>;
}

/**
 * Longer than the 60 s for which usual proxies keep an idle connection: were it shorter, a request
 * could meet a connection that this side is closing, and a delivery would be lost until the sweep.
 */
const keepAliveMs = 75_000;
/** Senders that are slower than this at the end send again: GitHub itself waits for 10 s. */
const goodbyeMs = 10_000;

/** @param port 0 takes any that is free. Rejects when the address cannot be had. */
export async function openDoor(handler: Handler, host: string, port: number): Promise<Door> {
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    response.once("close", () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    handler(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = address && typeof address === "object" ? address.port : 0;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), goodbyeMs);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
