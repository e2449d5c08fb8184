/**
 * Ends a connection whose client may still be sending. Node would close it with the last answer: the system then resets
 * it, and what the client has not read yet is lost.
 */
import type { Socket } from "node:net";

/** For as long the client can read the end of the answers. */
const lingerMs = 1_000;
/** For as long it may take to get there. */
const flushMs = 15_000;

/** Ends it with time to read the answers. What still comes is not read: it costs no more than the system's buffer. */
export function closeSoon(socket: Socket): void {
  const destroy = () => void socket.destroy();
  const flushing = setTimeout(destroy, flushMs).unref();
  // A timer keeps the socket, and the headers of its request, in memory.
  socket.once("close", () => clearTimeout(flushing));
  socket.end(() => setTimeout(destroy, lingerMs).unref());
  // Later than now, because Node resumes the socket of a request that was not read to its end.
  setImmediate(() => socket.pause());
}

/** Why a connection is to end in this way. While there is a reason, it does. */
const reasonsOf = new WeakMap<Socket, Set<symbol>>();

function watchEnd(socket: Socket): Set<symbol> {
  const reasons = new Set<symbol>();
  const { destroySoon } = socket;
  socket.destroySoon = () => (reasons.size > 0 ? closeSoon(socket) : destroySoon.call(socket));
  reasonsOf.set(socket, reasons);
  return reasons;
}

/**
 * Makes Node close it in this way.
 * @returns a function that takes it back. Another reason for it stays.
 */
export function lingerAtEnd(socket: Socket): () => void {
  const reasons = reasonsOf.get(socket) ?? watchEnd(socket);
  const reason = Symbol("unread");
  reasons.add(reason);
  return () => void reasons.delete(reason);
}
