/** Something that a screen shows, read from the BFF and read anew when it changes. */
import type { Answer, Trouble } from "./api.ts";

export interface Resource<T> {
  /** What was read last; null: nothing yet. It stays while it is read anew, and when that fails. */
  readonly value: () => T | null;
  readonly trouble: () => Trouble | null;
  readonly isLoading: () => boolean;
  /** Reads it anew. While it is being read, it is read once more afterwards. */
  readonly reload: () => void;
  /** The same, because something has changed at the BFF and nobody has pressed anything. */
  readonly refresh: () => void;
  /** Puts a newer value in place, such as the answer of an action. */
  readonly put: (value: T) => void;
  readonly close: () => void;
}

const firstWaitMs = 2_000;
const longestWaitMs = 30_000;

/** Begins to read. When the network is gone, it tries again by itself. */
export function openResource<T>(
  read: (isBackground: boolean) => Promise<Answer<T>>,
  onChange: () => void,
): Resource<T> {
  let value: T | null = null;
  let trouble: Trouble | null = null;
  let isLoading = false;
  let isStale = false;
  let isClosed = false;
  let waitMs = firstWaitMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(isBackground = false): Promise<void> {
    clearTimeout(timer);
    if (isLoading) {
      isStale = true;
      return;
    }
    isLoading = true;
    isStale = false;
    const answer = await read(isBackground);
    isLoading = false;
    if (isClosed) return;
    if (isStale) {
      void load(isBackground);
      return;
    }
    if (answer.ok) {
      value = answer.value;
      trouble = null;
      waitMs = firstWaitMs;
    } else {
      trouble = answer.trouble;
      if (trouble.kind === "offline") {
        timer = setTimeout(() => void load(true), waitMs);
        waitMs = Math.min(waitMs * 2, longestWaitMs);
      }
    }
    onChange();
  }

  const retry = () => {
    if (trouble?.kind === "offline") void load();
  };
  addEventListener("online", retry);
  void load();

  return {
    value: () => value,
    trouble: () => trouble,
    isLoading: () => isLoading,
    reload: () => void load(),
    refresh: () => void load(true),
    put(newer) {
      value = newer;
      onChange();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      removeEventListener("online", retry);
    },
  };
}
