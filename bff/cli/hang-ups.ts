/** Listens for `SIGHUP`, which ends a process that does not. */

export interface HangUps {
  /**
   * Runs `work` after each signal, one run at a time, and now if a signal has come already. Signals that come during a
   * run make one more. Without `work` (the server starts, or stops) a signal waits.
   */
  follow(work: (() => Promise<void>) | undefined): void;
}

/** Call it first, and once in a process: nothing before it is safe from the signal. */
export function watchHangUps(): HangUps {
  let work: (() => Promise<void>) | undefined;
  let isWanted = false;
  let isRunning = false;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      while (isWanted && work !== undefined) {
        isWanted = false;
        await work();
      }
    } finally {
      isRunning = false;
    }
  }

  process.on("SIGHUP", () => {
    isWanted = true;
    void run();
  });
  return {
    follow(next) {
      work = next;
      void run();
    },
  };
}
