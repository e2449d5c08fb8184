/** Loaded into the BFF's process before its program: says what it has used, when it is asked. */
import { getActiveResourcesInfo } from "node:process";

function answer(): void {
  const { user, system } = process.threadCpuUsage();
  const { heapUsed, heapTotal, rss, external } = process.memoryUsage();
  const sockets = getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
  process.send?.({
    cpuMs: (user + system) / 1_000,
    heapBytes: heapUsed,
    reservedBytes: heapTotal,
    externalBytes: external,
    residentBytes: rss,
    sockets,
  });
}

process.on("message", (question) => {
  if (question !== "held") {
    answer();
    return;
  }
  // Garbage does not count. The memory of buffers is freed by the second collection only.
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    answer();
  });
});
// The server ends when it wants to, and never outlives whoever asks.
process.channel?.unref();
process.on("disconnect", () => process.exit(1));
