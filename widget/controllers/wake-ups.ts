import { listen } from "../listen.ts";

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
  let lastWakeMs = Number.NEGATIVE_INFINITY;

  const wake = (fromCache: boolean) => {
    const nowMs = performance.now();
    // A page from the cache has lost its requests, also while nobody looks at it.
    if (!fromCache && document.visibilityState === "hidden") return;
    if (!fromCache && nowMs - lastWakeMs < bunchMs) return;
    lastWakeMs = nowMs;
    options.onWake({ fromCache });
  };

  const stops = [
    listen(document, "visibilitychange", () => {
      if (document.visibilityState === "hidden") {
        options.onHide();
      } else {
        options.onShow();
        wake(false);
      }
    }),
    listen(window, "pageshow", (event) => {
      const fromCache = event instanceof PageTransitionEvent && event.persisted;
      if (fromCache) options.onShow();
      wake(fromCache);
    }),
    listen(window, "focus", () => wake(false)),
    listen(window, "online", () => {
      options.onOnline(true);
      wake(false);
    }),
    listen(window, "offline", () => options.onOnline(false)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
