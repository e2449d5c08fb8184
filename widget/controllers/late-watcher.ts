import { backoffMs } from "./status-pace.ts";
import type { StatusWatcher } from "./status-watcher.ts";

export interface LateWatcherOptions {
  /** Fetches the code of the watcher and makes one. */
  readonly fetchWatcher: () => Promise<StatusWatcher>;
  /** Called in place of each poll while the code is missing, so that the status is followed nevertheless. */
  readonly onMissing: () => void;
  readonly signal: AbortSignal;
}

/**
 * A status watcher whose code is fetched when it is first needed, because nobody needs it before the methods are shown.
 * A fetch that fails is repeated by a clock, with back-off.
 */
export function createLateWatcher({ fetchWatcher, onMissing, signal }: LateWatcherOptions): StatusWatcher {
  let watcher: StatusWatcher | null = null;
  let isOn = false;
  let isPaused = false;
  let isFetching = false;
  let failures = 0;

  function take(found: StatusWatcher): void {
    watcher = found;
    if (isPaused) found.pause();
    if (isOn) found.start();
  }

  /** The events of this change go out first: the page hears that the widget is ready, and then more is fetched. */
  async function fetchLater(): Promise<void> {
    await null;
    try {
      const found = await fetchWatcher();
      if (!signal.aborted) take(found);
    } catch {
      failures += 1;
      const timer = setTimeout(tryAgain, backoffMs(failures, Math.random()));
      signal.addEventListener("abort", () => clearTimeout(timer));
    }
  }

  function tryAgain(): void {
    if (!isPaused) onMissing();
    void fetchLater();
  }

  function need(): StatusWatcher | null {
    if (watcher === null && !isFetching) {
      isFetching = true;
      void fetchLater();
    }
    return watcher;
  }

  return {
    start: () => {
      isOn = true;
      need()?.start();
    },
    stop: () => {
      isOn = false;
      watcher?.stop();
    },
    pause: () => {
      isPaused = true;
      watcher?.pause();
    },
    resume: () => {
      isPaused = false;
      watcher?.resume();
    },
    restart: () => watcher?.restart(),
    check: () => {
      const ready = need();
      if (ready === null) onMissing();
      else ready.check();
    },
  };
}
