/** A limiter of requests that follows the configuration. */
import type { RequestLimiter } from "./storage/repositories/rate-limits.ts";

export interface FollowingLimiter extends RequestLimiter {
  /** Takes the limit that is configured now. A limit that has changed counts anew. */
  follow(): void;
}

export function followLimit(options: {
  readonly perMinute: () => number;
  readonly open: (perMinute: number) => RequestLimiter;
}): FollowingLimiter {
  let limiter = options.open(options.perMinute());
  return {
    get name() {
      return limiter.name;
    },
    get perMinute() {
      return limiter.perMinute;
    },
    take: (key) => limiter.take(key),
    close: () => limiter.close(),
    follow() {
      const next = options.perMinute();
      if (next === limiter.perMinute) return;
      const before = limiter;
      limiter = options.open(next);
      before.close();
    },
  };
}
