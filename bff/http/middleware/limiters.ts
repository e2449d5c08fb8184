import type { OpenLimiters } from "./limit-open-routes.ts";
import type { RateLimiter } from "./limit-rate.ts";

/** Every limit of requests. */
export interface Limiters extends OpenLimiters {
  /** By client address. */
  readonly browser: RateLimiter;
  /** By session. */
  readonly session: RateLimiter;
  /** By API key; without a valid one by client address. */
  readonly merchant: RateLimiter;
  /** By client address. */
  readonly callbacks: RateLimiter;
  /** Wrong credentials, by client address. */
  readonly failures: RateLimiter;
}
