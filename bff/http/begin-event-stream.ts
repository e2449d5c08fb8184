/** The head of an answer that is a stream of server-sent events. */
import type { Request, Response } from "express";
import { shedHeads, shedState } from "./shed-request.ts";

/**
 * Take what you need of the request before: its session, and where the request is ours its headers, are let go with the
 * head.
 *
 * @param ownsRequest false where it belongs to another program's server.
 * @returns false for HEAD, which is answered then.
 */
export function beginEventStream(request: Request, response: Response, ownsRequest: boolean): boolean {
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
  shedState(request);
  if (ownsRequest) shedHeads(request, response);
  return true;
}
