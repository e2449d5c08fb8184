/** Sends one request as it is, and reads its answer. */
import { Agent, errors } from "undici";
import type { Call } from "../support/http-client.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Empty for a stream: it has no end. */
  readonly text: string;
}

/** Nothing here waits long. This ends what hangs. */
const limitMs = 30_000;

export interface Sender {
  /** Null: the server closed the connection without an answer. */
  send(call: Call): Promise<Answer | null>;
  close(): Promise<void>;
}

export function createSender(url: string): Sender {
  const agent = new Agent({ headersTimeout: limitMs, bodyTimeout: limitMs, pipelining: 1, connections: 4 });
  return {
    async send({ method = "GET", path, headers = {}, rawBody }) {
      try {
        const answer = await agent.request({ origin: url, path, method, headers, body: rawBody ?? null });
        const { statusCode: status, body } = answer;
        const isStream = String(answer.headers["content-type"]).startsWith("text/event-stream");
        if (isStream) body.on("error", () => undefined).destroy();
        return { status, headers: answer.headers, text: isStream ? "" : await body.text() };
      } catch (error) {
        // A server may refuse a request before it has come in whole, and the rest of it meets a closed connection.
        if (error instanceof errors.SocketError || isBrokenPipe(error)) return null;
        throw error;
      }
    },
    close: () => agent.destroy(),
  };
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EPIPE" || error.code === "ECONNRESET");
}
