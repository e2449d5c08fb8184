/** What changes at the BFF while the console is open, as it happens. */
import { isFields } from "./answers.ts";

/** Something that has changed; `*`: anything may have, because changes may have been missed. */
export interface Change {
  readonly object: string;
  readonly id: string;
}

const everything: Change = { object: "*", id: "*" };
/** After the stream has ended for good: how long until it is opened again. Meanwhile screens are read anew that often. */
const againMs = 15_000;

function read(data: unknown): Change | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    if (!isFields(value)) return null;
    const { object, id } = value;
    return typeof object === "string" && typeof id === "string" ? { object, id } : null;
  } catch {
    // A message that cannot be read says that something has changed.
    return everything;
  }
}

/** Follows the stream until it is closed. */
export function followChanges(
  url: string,
  onChange: (change: Change) => void,
  onLive: (isLive: boolean) => void,
): { readonly close: () => void } {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasLost = false;

  function open(): void {
    const opened = new EventSource(url);
    source = opened;
    opened.addEventListener("open", () => {
      onLive(true);
      if (wasLost) onChange(everything);
      wasLost = false;
    });
    const take = ({ data }: MessageEvent<unknown>) => {
      const change = read(data);
      if (change !== null) onChange(change);
    };
    opened.addEventListener("message", take);
    opened.addEventListener("change", (event) => {
      if (event instanceof MessageEvent) take(event);
    });
    opened.addEventListener("error", () => {
      wasLost = true;
      onLive(false);
      // The browser connects again by itself, unless the answer was no stream.
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(() => {
        onChange(everything);
        open();
      }, againMs);
    });
  }

  open();
  return {
    close() {
      clearTimeout(timer);
      source?.close();
    },
  };
}
