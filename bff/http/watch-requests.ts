import type { RequestListener } from "node:http";

export interface WatchedRequests {
  readonly handle: RequestListener;
  /** Resolves when every request has been answered. */
  readonly idle: () => Promise<void>;
}

/** Counts the requests under way. */
export function watchRequests(handle: RequestListener): WatchedRequests {
  let active = 0;
  let whenIdle: () => void = () => undefined;
  return {
    handle(request, response) {
      active++;
      response.once("close", () => {
        active--;
        if (active === 0) whenIdle();
      });
      handle(request, response);
    },
    idle: () =>
      new Promise((resolve) => {
        whenIdle = resolve;
        if (active === 0) resolve();
      }),
  };
}
