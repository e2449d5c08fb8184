/** Reads server-sent events from a real stream. */
import { request } from "undici";
import { expect, vi } from "vitest";
import { type BrowserStatus, browserStatus } from "../../bff/contract.ts";

export interface EventStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The text that has been read. */
  text(): string;
  /** The statuses that have been read. */
  statuses(): BrowserStatus[];
  /** Whether the server has ended the stream. */
  isEnded(): boolean;
  /** Waits until `condition` holds for the stream. */
  until(condition: (stream: EventStream) => boolean): Promise<void>;
  close(): void;
}

export interface EventStreamOptions {
  readonly url: string;
  readonly clientToken: string;
  readonly origin: string;
}

export async function openEventStream({
  url,
  clientToken,
  origin,
}: EventStreamOptions): Promise<EventStream> {
  const abort = new AbortController();
  const answer = await request(`${url}/checkout/events`, {
    headers: { origin, authorization: `Bearer ${clientToken}`, accept: "text/event-stream" },
    signal: abort.signal,
  });
  let text = "";
  let ended = false;
  answer.body.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  answer.body.on("close", () => {
    ended = true;
  });
  // Ignore the error that the test's own abort causes.
  answer.body.on("error", () => undefined);
  const stream: EventStream = {
    status: answer.statusCode,
    headers: answer.headers,
    text: () => text,
    statuses: () =>
      text
        .split("\n\n")
        .filter((block) => block.startsWith("event: status\n"))
        .map((block) => browserStatus.parse(JSON.parse(block.slice(block.indexOf("data: ") + 6)))),
    isEnded: () => ended,
    until: (condition) =>
      vi.waitFor(() => expect(condition(stream), text).toBe(true), { timeout: 10_000, interval: 10 }),
    close: () => abort.abort(),
  };
  return stream;
}
