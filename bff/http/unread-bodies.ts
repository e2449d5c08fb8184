/**
 * A request may be answered before its body has come: it is refused, or it should have none. What still comes costs time,
 * most of all in chunks of one byte, so it is not read: the connection is closed with the answer.
 * Source: docs/operating.md#limits.
 */
import { lingerAtEnd } from "./close-soon.ts";
import type { Exchange } from "./connections.ts";

/** A body of that length is read to its end and dropped, which costs less than another connection. */
const smallBytes = 16 * 1024;

/** Call it before the request is handled. */
export function closeUnlessRead({ request, response }: Exchange): void {
  const { "content-length": length, "transfer-encoding": coding } = request.headers;
  if (coding === undefined && Number(length ?? 0) <= smallBytes) return;
  const { shouldKeepAlive } = response;
  const leaveInOrder = lingerAtEnd(request.socket);
  response.shouldKeepAlive = false;
  request.once("end", () => {
    response.shouldKeepAlive = shouldKeepAlive;
    leaveInOrder();
  });
}
