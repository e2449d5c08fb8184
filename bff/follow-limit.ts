/** A limiter of requests that follows the configuration. */
import type { RequestLimiter } from "./storage/repositories/rate-limits.ts";

export interface FollowingLimiter extends RequestLimiter {
  /** Takes the limit that is configured now. A limit that has changed counts anew. */
  follow(): Promise<void>;
}

export async function followLimit(options: {
  readonly perMinute: () => number;
  readonly open: (perMinute: number) => Promise<RequestLimiter>;
}): Promise<FollowingLimiter> {
  let perMinute = options.perMinute();
  let limiter = await options.open(perMinute);
  return {
    take: (key) => limiter.take(key),
    close: () => limiter.close(),
    async follow() {
      const next = options.perMinute();
      if (next === perMinute) return;
      const before = limiter;
      limiter = await options.open(next);
      perMinute = next;
      before.close();
    },
  };
}
