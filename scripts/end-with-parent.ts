/**
 * Loaded before a program (`node --import`) by whoever starts it with a pipe as its file descriptor 3: when that
 * pipe closes, the starter is gone, however it died, and this program ends as if it had been told to.
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
