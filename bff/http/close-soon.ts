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
  setTimeout(destroy, flushMs).unref();
  socket.end(() => setTimeout(destroy, lingerMs).unref());
  // Later than now, because Node resumes the socket of a request that was not read to its end.
  setImmediate(() => socket.pause());
}

/** Makes Node close it in this way. @returns a function that takes it back. */
export function lingerAtEnd(socket: Socket): () => void {
  const { destroySoon } = socket;
  socket.destroySoon = () => closeSoon(socket);
  return () => {
    socket.destroySoon = destroySoon;
  };
}
