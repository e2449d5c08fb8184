/** Reads server-sent events from a real stream. */
import { request } from "undici";
import { expect, vi } from "vitest";
import { type BrowserStatus, browserStatus } from "../../bff/contract.ts";

export interface EventStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Everything read so far. */
  text(): string;
  /** The statuses read so far. */
  statuses(): BrowserStatus[];
  /** True once the server has ended it. */
  isEnded(): boolean;
  /** Waits until `condition` holds for what was read. */
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
  // The test's own abort ends it with an error, which is no news.
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
