/** The head of an answer that is a stream of server-sent events. */
import type { Request, Response } from "express";

/** @returns false for HEAD, which is answered then. */
export function beginEventStream(request: Request, response: Response): boolean {
  response.setHeader("Content-Type", "text/event-stream; charset=utf-8");
  response.setHeader("Cache-Control", "no-store, no-transform");
  // nginx would otherwise collect events until its buffer is full.
  response.setHeader("X-Accel-Buffering", "no");
  response.status(200);
  if (request.method === "HEAD") {
    response.end();
    return false;
  }
  response.flushHeaders();
  return true;
}
