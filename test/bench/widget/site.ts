/** Servers of files and answers, for all contenders alike: compressed as far as it goes, open to every origin. */
import type { IncomingMessage } from "node:http";
import { brotliCompressSync } from "node:zlib";
import { startTestServer, type TestServer } from "../../support/net.ts";

export interface Reply {
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export const html = (body: string): Reply => ({ type: "text/html; charset=utf-8", body });
export const script = (body: string | Buffer): Reply => ({ type: "text/javascript", body });
export const style = (body: string | Buffer): Reply => ({ type: "text/css", body });
export const json = (body: object): Reply => ({ type: "application/json", body: JSON.stringify(body) });

/** Starts a server. `find` is null for what it does not have. */
export function startSite(
  find: (path: string, request: IncomingMessage) => Promise<Reply | null>,
): Promise<TestServer> {
  const compressed = new Map<string | Buffer, Buffer>();
  const compress = (body: string | Buffer): Buffer => {
    const known = compressed.get(body) ?? brotliCompressSync(body);
    compressed.set(body, known);
    return known;
  };
  return startTestServer(async (request, response) => {
    request.resume();
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
    response.setHeader("timing-allow-origin", "*");
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    const reply = await find(new URL(request.url ?? "/", "http://site").pathname, request);
    if (reply === null) {
      response.writeHead(404).end();
      return;
    }
    const takesBrotli = /\bbr\b/.test(String(request.headers["accept-encoding"]));
    const body = takesBrotli ? compress(reply.body) : reply.body;
    response.writeHead(200, {
      "content-type": reply.type,
      "content-length": Buffer.byteLength(body),
      ...(takesBrotli ? { "content-encoding": "br" } : {}),
      ...reply.headers,
    });
    response.end(body);
  });
}
