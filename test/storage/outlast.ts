/** Waits as an echo does. */
import { createEcho } from "../../bff/storage/notifications/echo.ts";

/** Resolves when another echo, which began before and waits no longer than this, would have reported its silence. */
export function outlast(waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    createEcho({ send: async () => undefined, waitMs, onSilence: resolve }).send();
  });
}
