import type { Timing } from "./status-watcher.ts";

/** The server's time, computed from the device's clock and its skew. */
export interface ServerClock {
  /** Sets the skew from the server time in an answer, assuming that the server wrote it half-way through the request. */
  readonly sync: (serverTime: string, timing: Timing) => void;
  /** The server's present time, in epoch milliseconds. */
  readonly nowMs: () => number;
  /** Whether the device's clock was set, or the device slept, since the last call. The skew is unknown then. */
  readonly hasJumped: () => boolean;
}

const jumpMs = 2000;

/**
 * @param device the device's wall clock (epoch milliseconds) and its monotonic clock (milliseconds)
 */
export function createServerClock(device: {
  readonly wallMs: () => number;
  readonly steadyMs: () => number;
}): ServerClock {
  let skewMs = 0;
  let difference = device.wallMs() - device.steadyMs();
  return {
    sync: (serverTime, { sentAtMs, receivedAtMs }) => {
      const serverMs = Date.parse(serverTime);
      if (Number.isFinite(serverMs)) skewMs = serverMs - (sentAtMs + receivedAtMs) / 2;
    },
    nowMs: () => device.wallMs() + skewMs,
    hasJumped: () => {
      const now = device.wallMs() - device.steadyMs();
      const jumped = Math.abs(now - difference) > jumpMs;
      difference = now;
      return jumped;
    },
  };
}
