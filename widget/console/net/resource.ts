/** Something that a screen shows, read from the BFF and read anew when it changes. */
import type { Answer, Trouble } from "./api.ts";

export interface Resource<T> {
  /** What was read last; null: nothing yet. It stays while it is read anew, and when that fails. */
  readonly value: () => T | null;
  readonly trouble: () => Trouble | null;
  readonly isLoading: () => boolean;
  /**
   * Reads it anew, because somebody has done something or wants to see something else. An answer that is still on its way
   * is of before that, so it is not shown.
   */
  readonly reload: () => void;
  /**
   * Reads it anew, because something has changed at the BFF and nobody has pressed anything. However often that happens,
   * each answer that comes is shown, and the next request waits a moment.
   */
  readonly refresh: () => void;
  /** Puts a newer value in place, such as the answer of an action. */
  readonly put: (value: T) => void;
  readonly close: () => void;
}

/** Between an answer and the next request that nobody has asked for. A busy shop changes all the time. */
const pauseMs = 1_000;
const firstWaitMs = 2_000;
const longestWaitMs = 30_000;

/** Begins to read. At most one request is on its way. When the network is gone, it tries again by itself. */
export function openResource<T>(
  read: (isBackground: boolean) => Promise<Answer<T>>,
  onChange: () => void,
): Resource<T> {
  let value: T | null = null;
  let trouble: Trouble | null = null;
  let isLoading = false;
  /** The answer on its way is of before something that is known already. */
  let isOutdated = false;
  /** Something has changed since the last request began. */
  let isStale = false;
  let isClosed = false;
  let waitMs = firstWaitMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isOffline = () => trouble?.kind === "offline";

  async function load(isBackground: boolean): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    isLoading = true;
    isOutdated = false;
    isStale = false;
    const answer = await read(isBackground);
    isLoading = false;
    if (isClosed) return;
    if (isOutdated) {
      void load(false);
      return;
    }
    take(answer);
    rest();
    onChange();
  }

  function take(answer: Answer<T>): void {
    if (answer.ok) value = answer.value;
    trouble = answer.ok ? null : answer.trouble;
  }

  function rest(): void {
    timer = setTimeout(
      () => {
        timer = undefined;
        if (isStale || isOffline()) void load(true);
      },
      isOffline() ? waitMs : pauseMs,
    );
    waitMs = isOffline() ? Math.min(waitMs * 2, longestWaitMs) : firstWaitMs;
  }

  const retry = () => {
    if (isOffline() && !isLoading) void load(false);
  };
  addEventListener("online", retry);
  void load(false);

  return {
    value: () => value,
    trouble: () => trouble,
    isLoading: () => isLoading,
    reload() {
      if (isLoading) isOutdated = true;
      else void load(false);
    },
    refresh() {
      const isResting = timer !== undefined && !isOffline();
      if (isLoading || isResting) isStale = true;
      else void load(true);
    },
    put(newer) {
      if (isLoading) isOutdated = true;
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
