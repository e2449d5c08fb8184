import type { IncomingMessage } from "node:http";

/** What a request of the widget says: JSON, or the text of one that needs no preflight. */
export function readBody(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    const isJson = request.headers["content-type"] === "application/json";
    request.on("end", () => resolve(isJson ? JSON.parse(text) : text || null));
  });
}
