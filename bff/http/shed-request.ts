/**
 * Lets go of what a request and its answer hold, once the head is sent and the answer stays open. Thousands of customers
 * have such an answer open for an hour, and what is let go here is a third of what each of them takes.
 */
import type { Request, Response } from "express";
import { stateOf } from "./request-state.ts";

/** Node keeps the headers that were set until the answer ends, and offers no way to let go of them. */
const keptHeaders = "kOutHeaders";

/** Afterwards the request has no session, and no way on to the next handler. */
export function shedState(request: Request): void {
  stateOf(request).session = null;
  // Express' `next`: its closures hold every earlier handler.
  delete request.next;
}

/** Afterwards the request has no headers, and the response does not know the headers that it has sent. */
export function shedHeads(request: Request, response: Response): void {
  request.headers = {};
  request.rawHeaders = [];
  // Should Node rename it, the memory stays taken and nothing else changes; a test notices.
  const kept = Object.getOwnPropertySymbols(response).find(({ description }) => description === keptHeaders);
  if (kept !== undefined) Reflect.set(response, kept, null);
}
