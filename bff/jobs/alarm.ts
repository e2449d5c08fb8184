/** A wait that somebody can end: how a worker sleeps. */

export interface Alarm {
  /** Ends the wait there is, or the next one before it begins. */
  ring(): void;
  /** Resolves after that time, or when the alarm rings. */
  wait(ms: number): Promise<void>;
}

/** For one sleeper. */
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
