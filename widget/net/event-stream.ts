/** One message of a `text/event-stream`. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** In characters: a status has some thousand. What is longer is no stream of the BFF. */
const longestMessage = 262_144;

/** Reads the fields of one block of lines; null for a block without data, such as a keep-alive comment. */
function readBlock(block: string): ServerEvent | null {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, "");
    if (line.startsWith("event:")) event = value;
    if (line.startsWith("data:")) data.push(value);
  }
  return data.length === 0 ? null : { event, data: data.join("\n") };
}

/**
 * Yields the messages of a stream. Ends when the stream ends, breaks, or has been silent for `idleMs` (the server writes
 * at least every 15 s, so silence means a dead connection).
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
  idleMs: number,
): AsyncGenerator<ServerEvent, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let buffer = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const giveUp = () => void reader.cancel().catch(reportNothing);
  try {
    while (true) {
      timer = setTimeout(giveUp, idleMs);
      const chunk = await reader.read().catch(endOfStream);
      clearTimeout(timer);
      if (chunk.done) return;
      buffer += decoder.decode(chunk.value, { stream: true }).replace(/\r/g, "");
      const blocks = buffer.split("\n\n");
      buffer = blocks.pop() ?? "";
      if (buffer.length > longestMessage) return;
      for (const block of blocks) {
        const message = readBlock(block);
        if (message !== null) yield message;
      }
    }
  } finally {
    clearTimeout(timer);
    giveUp();
  }
}

/** A broken stream ends like a closed one, because the watcher reconnects in both cases. */
function endOfStream(): { done: true; value: undefined } {
  return { done: true, value: undefined };
}

/** Canceling a broken stream fails, which has no consequence. */
function reportNothing(): void {
  return;
}
