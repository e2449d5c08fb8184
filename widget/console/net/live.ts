/** What changes at the BFF while the console is open, as it happens. */
import { isFields } from "./answers.ts";

const objects = ["session", "payout", "refund", "event", "*"] as const;
/**
 * What the stream names. A payment's changes are those of its session, and what follows from a change (a new event, an entry
 * of the audit) is not named. An event is named with each attempt to deliver it. `*`: anything may have changed, because changes may have been missed.
 */
export type Changed = (typeof objects)[number];

export interface Change {
  readonly object: Changed;
  readonly id: string;
}

const everything: Change = { object: "*", id: "*" };
/** After the stream has ended for good: how long until it is opened again. Meanwhile screens are read anew that often. */
const againMs = 15_000;

function read(data: string): Change | null {
  try {
    const value: unknown = JSON.parse(data);
    if (!isFields(value)) return null;
    const object = objects.find((one) => one === value.object);
    // Another kind comes from a BFF that is newer than this page.
    if (object === undefined) return everything;
    return typeof value.id === "string" ? { object, id: value.id } : null;
  } catch {
    // A message that cannot be read says that something has changed.
    return everything;
  }
}

async function readStream(
  body: ReadableStream<Uint8Array>,
  onChange: (change: Change) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const messages = (text + decoder.decode(part.value, { stream: true })).split("\n\n");
    text = messages.pop() ?? "";
    for (const message of messages) {
      const line = message.split("\n").find((one) => one.startsWith("data:"));
      const change = line === undefined ? null : read(line.slice("data:".length));
      if (change !== null) onChange(change);
    }
  }
}

/**
 * Follows the stream until it is closed. It is read with `fetch`, because an `EventSource` cannot say that the page asks
 * by itself: it would keep the operator's session alive for ever. Without a stream, everything is read anew now and then.
 */
export function followChanges(
  url: string,
  onChange: (change: Change) => void,
  onLive: (isLive: boolean) => void,
): { readonly close: () => void } {
  const closing = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function follow(): Promise<void> {
    try {
      const headers = { accept: "text/event-stream", "x-background": "1" };
      const response = await fetch(url, { headers, cache: "no-store", signal: closing.signal });
      if (response.ok && response.body !== null) {
        onLive(true);
        await readStream(response.body, onChange);
      }
    } catch {
      // The network is gone, or the page is being left. Either way the stream is over, and is opened again below.
      onLive(false);
    }
    if (closing.signal.aborted) return;
    onLive(false);
    timer = setTimeout(() => {
      onChange(everything);
      void follow();
    }, againMs);
  }

  void follow();
  return {
    close() {
      clearTimeout(timer);
      closing.abort();
    },
  };
}
