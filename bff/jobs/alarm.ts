/** A wait that can be ended early. A worker sleeps with it. */

export interface Alarm {
  /** Ends the current wait, or the next one before it begins. */
  ring(): void;
  /** Resolves after `ms`, or when the alarm rings. */
  wait(ms: number): Promise<void>;
}

/** For one waiter at a time. */
export function createAlarm(): Alarm {
  let hasRung = false;
  let wakeUp: () => void = () => undefined;
  return {
    ring() {
      hasRung = true;
      wakeUp();
    },
    async wait(ms) {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      hasRung = false;
    },
  };
}
