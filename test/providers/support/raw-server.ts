/** A TCP server that counts requests and handles each as the test says, for faults that no HTTP server makes. */
import { createServer, type Socket } from "node:net";

export interface RawServer {
  readonly url: string;
  /** The text of every request that came, in order. */
  readonly requests: string[];
  /** How many connections were made. */
  connections(): number;
  stop(): Promise<void>;
}

/** @param onRequest called with each whole request (headers and body came in one piece) and its number, from 0. */
export async function startRawServer(
  onRequest: (socket: Socket, text: string, nth: number) => void,
): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // These tests make clients disconnect in the middle.
    socket.on("error", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      const text = chunk.toString("utf8");
      requests.push(text);
      onRequest(socket, text, requests.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/api?x=1`,
    requests,
    connections: () => connections,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A whole HTTP answer. */
export function httpAnswer(body: string, status = "200 OK", headers: readonly string[] = []): string {
  const length = Buffer.byteLength(body);
  return [`HTTP/1.1 ${status}`, `Content-Length: ${length}`, ...headers, "", body].join("\r\n");
}
