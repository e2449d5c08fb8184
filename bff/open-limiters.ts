/** Opens the limits of requests. Each follows the configuration: see follow-limit.ts. */
import type { CheckoutConfig } from "./config/types.ts";
import { type FollowingLimiter, followLimit } from "./follow-limit.ts";
import type { Limiters } from "./http/middleware/limiters.ts";
import type { ServiceContext } from "./services/context.ts";
import { createRateLimiter } from "./storage/repositories/rate-limits.ts";

type Limits = CheckoutConfig["limits"];

/** A page loads that many files of the widget at most, so a client may have that many times its other requests. */
const filesPerRequest = 10;

/** Nobody mistypes a password more often. Each try costs a run of scrypt. */
const signInsPerMinute = 10;
/** From all addresses together. */
const triesPerOperator = 30;
/** So that a stranger cannot fill the audit with refusals, nor with those of one name hide another's. */
const recordsPerMinute = 6;

const forBrowsers = ({ browserPerMinute }: Limits) => browserPerMinute;
const forFiles = (limits: Limits) => filesPerRequest * forBrowsers(limits);

export function openLimiters(context: ServiceContext): Readonly<Record<keyof Limiters, FollowingLimiter>> {
  const { database, seal, logger } = context;
  const openLimiter = (name: string, perMinuteOf: (limits: Limits) => number, isShared: boolean) =>
    followLimit({
      perMinute: () => perMinuteOf(context.config.limits),
      open: (perMinute) => createRateLimiter(database, { name, perMinute, isShared, seal, logger }),
    });
  const shared = (name: string, perMinuteOf: (limits: Limits) => number) =>
    openLimiter(name, perMinuteOf, true);
  /** What it limits must answer without the database. */
  const ownCount = (name: string, perMinuteOf: (limits: Limits) => number) =>
    openLimiter(name, perMinuteOf, false);
  return {
    browser: shared("browser", forBrowsers),
    session: shared("session", ({ sessionPerMinute }) => sessionPerMinute),
    merchant: shared("merchant", ({ merchantPerMinute }) => merchantPerMinute),
    callbacks: shared("callbacks", ({ callbacksPerMinute }) => callbacksPerMinute),
    failures: shared("failures", ({ failuresPerMinute }) => failuresPerMinute),
    signIns: shared("signIns", () => signInsPerMinute),
    operators: shared("operators", () => triesPerOperator),
    consoleRecords: shared("consoleRecords", () => recordsPerMinute),
    open: ownCount("open", forBrowsers),
    files: ownCount("files", forFiles),
    probes: ownCount("probes", forFiles),
  };
}
