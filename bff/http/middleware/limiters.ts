import type { OpenLimiters } from "./limit-open-routes.ts";
import type { RateLimiter } from "./limit-rate.ts";

/** Every limit of requests. */
export interface Limiters extends OpenLimiters {
  /** By client address. */
  readonly browser: RateLimiter;
  /** By session. */
  readonly session: RateLimiter;
  /** By API key or operator; without a valid one by client address. */
  readonly merchant: RateLimiter;
  /** By client address. */
  readonly callbacks: RateLimiter;
  /** Wrong credentials, by client address. */
  readonly failures: RateLimiter;
  /** Sign-ins to the console, by client address. */
  readonly signIns: RateLimiter;
  /** The same by the name that is tried. */
  readonly operators: RateLimiter;
  /** What is refused at the console and goes into the audit, by operator. */
  readonly consoleRecords: RateLimiter;
}
