/** A connection through a proxy, made by CONNECT. Until it stands, the target has received nothing. */
import { request as requestPlain } from "node:http";
import { request as requestByTls } from "node:https";
import { isIPv6, type Socket } from "node:net";

/**
 * - `proxy_unreachable`: there is no connection to the proxy.
 * - `proxy_denied`: it wants other credentials (407).
 * - `proxy_failed`: it answered with another refusal, or not in time.
 */
export type ProxyFailure = "proxy_unreachable" | "proxy_denied" | "proxy_failed";

/** The tunnel was not made, so nothing was sent to the target. The message holds nothing of the proxy's address. */
export class ProxyError extends Error {
  readonly failure: ProxyFailure;

  constructor(failure: ProxyFailure) {
    super(`no connection through the outgoing proxy (${failure})`);
    this.name = "ProxyError";
    this.failure = failure;
  }
}

export interface TunnelOptions {
  /** With user name and password, if it wants them. */
  readonly proxy: URL;
  readonly hostname: string;
  readonly port: string;
  /** Until the proxy has made the connection. */
  readonly timeoutMs: number;
}

const proxyAuthenticationRequired = 407;

/** Rejects with a {@link ProxyError}. */
export function openTunnel({ proxy, hostname, port, timeoutMs }: TunnelOptions): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const authority = `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;
  let isReached = false;
  const isTls = proxy.protocol === "https:";
  const request = (isTls ? requestByTls : requestPlain)({
    host: withoutBrackets(proxy.hostname),
    port: proxy.port === "" ? (isTls ? 443 : 80) : Number(proxy.port),
    method: "CONNECT",
    path: authority,
    headers: { host: authority, ...credentialsOf(proxy) },
    // A tunnel belongs to one connection of the client, which keeps it alive.
    agent: false,
  });
  const fail = (failure: ProxyFailure) => {
    clearTimeout(deadline);
    reject(new ProxyError(failure));
    request.destroy();
  };
  const failHere = () => fail(isReached ? "proxy_failed" : "proxy_unreachable");
  const deadline = setTimeout(failHere, timeoutMs);
  request.once("socket", (socket) => {
    socket.once(isTls ? "secureConnect" : "connect", () => {
      isReached = true;
    });
  });
  request.on("error", failHere);
  request.once("connect", ({ statusCode = 0 }, socket: Socket, head) => {
    if (statusCode < 200 || statusCode > 299) {
      socket.destroy();
      fail(statusCode === proxyAuthenticationRequired ? "proxy_denied" : "proxy_failed");
      return;
    }
    clearTimeout(deadline);
    if (head.length > 0) socket.unshift(head);
    resolve(socket);
  });
  request.end();
  return promise;
}

function withoutBrackets(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

function credentialsOf({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
