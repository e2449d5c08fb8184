import type { Timing } from "./status-watcher.ts";

/** The server's time, told from this device's clock and how far that one is off. */
export interface ServerClock {
  /** Takes the server's time from an answer. The answer was made half-way between question and arrival. */
  readonly sync: (serverTime: string, timing: Timing) => void;
  /** Epoch milliseconds of the server, now. */
  readonly nowMs: () => number;
  /** Whether the device's clock was set, or the device slept, since the last call: then the skew is not known. */
  readonly hasJumped: () => boolean;
}

const jumpMs = 2000;

/**
 * @param device the device's wall clock (epoch milliseconds) and a clock that nobody sets (milliseconds).
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
