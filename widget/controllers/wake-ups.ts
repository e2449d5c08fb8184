/** Callbacks for a page that goes away and comes back. */
export interface WakeUpsOptions {
  readonly onHide: () => void;
  readonly onShow: () => void;
  /** The page came back. `fromCache`: from the back/forward cache, so its requests are lost. */
  readonly onWake: (wake: { readonly fromCache: boolean }) => void;
  readonly onOnline: (isOnline: boolean) => void;
}

/** Events within this time (visibilitychange, focus, pageshow) count as one wake-up. */
const bunchMs = 1000;

/**
 * Listens for the page being hidden, shown, focused, online again or restored from the back/forward cache. It uses no
 * `unload` handler, because that would keep the page out of the cache.
 * @returns a function that stops listening
 */
export function listenForWakeUps(options: WakeUpsOptions): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let lastWakeMs = Number.NEGATIVE_INFINITY;

  const wake = (fromCache: boolean) => {
    const nowMs = performance.now();
    if (document.visibilityState === "hidden") return;
    if (!fromCache && nowMs - lastWakeMs < bunchMs) return;
    lastWakeMs = nowMs;
    options.onWake({ fromCache });
  };

  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "hidden") {
        options.onHide();
      } else {
        options.onShow();
        wake(false);
      }
    },
    { signal },
  );
  window.addEventListener(
    "pageshow",
    (event) => {
      if (event.persisted) options.onShow();
      wake(event.persisted);
    },
    { signal },
  );
  window.addEventListener("focus", () => wake(false), { signal });
  window.addEventListener(
    "online",
    () => {
      options.onOnline(true);
      wake(false);
    },
    { signal },
  );
  window.addEventListener("offline", () => options.onOnline(false), { signal });
  return () => listening.abort();
}
