/**
 * Ends a program when its parent process ends. The parent loads this module first (`node --import`) and opens a pipe as
 * file descriptor 3. However the parent dies, the pipe closes, and this program ends as if it had received SIGTERM.
 */
import { Socket } from "node:net";

const graceMs = 10_000;

const lifeline = new Socket({ fd: 3, readable: true, writable: false });
lifeline.on("error", () => lifeline.destroy());
lifeline.on("close", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), graceMs).unref();
});
lifeline.resume();
lifeline.unref();
