/** A real proxy for tests: node:http, CONNECT only. It resolves names itself, all to this machine. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { listenOnFreePort } from "./net.ts";

export type ProxyHabit =
  | "connects"
  /** Answers 407 to whoever does not log in as `user` with `pass%word`. */
  | "wants_login"
  | "answers_403"
  | "answers_502"
  /** Accepts the connection and says nothing. */
  | "is_silent"
  /** Drops the connection in place of an answer. */
  | "drops"
  /** Makes the connection and drops it at the first byte for the target. */
  | "drops_later";

export interface ConnectProxy {
  readonly port: number;
  readonly url: string;
  /** What it was asked to connect to, in order. */
  readonly targets: readonly string[];
  close(): Promise<void>;
}

/** Where a habit ends the matter without a connection: true. */
function refuse(habit: ProxyHabit, { headers }: IncomingMessage, socket: Socket): boolean {
  const login = `Basic ${Buffer.from("user:pass%word").toString("base64")}`;
  if (habit === "wants_login" && headers["proxy-authorization"] !== login)
    socket.end("HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nno");
  else if (habit === "answers_403") socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
  else if (habit === "answers_502") socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n<h1>nginx</h1>");
  else if (habit === "drops") socket.resetAndDestroy();
  else return habit === "is_silent";
  return true;
}

export async function startConnectProxy(habit: ProxyHabit = "connects"): Promise<ConnectProxy> {
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    targets.push(request.url ?? "");
    socket.on("error", () => undefined);
    if (refuse(habit, request, socket)) return;
    const port = Number(/:(\d+)$/.exec(request.url ?? "")?.[1]);
    const upstream = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n");
      if (habit === "drops_later") socket.once("data", () => socket.resetAndDestroy());
      else socket.pipe(upstream).pipe(socket);
    });
    sockets.add(upstream);
    upstream.on("error", () => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
  });
  const port = await listenOnFreePort(server);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    targets,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
