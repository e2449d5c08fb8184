import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import { toBase62 } from "../../core/ids.ts";
import { setRequestState } from "../request-state.ts";

/** Gives every request an id of our own; one that came in is not believed. */
export const identifyRequest: RequestHandler = (request, response, next) => {
  const requestId = `req_${toBase62(randomBytes(16))}`;
  setRequestState(request, { requestId, route: "unmatched", caller: null, sessionId: null });
  response.setHeader("X-Request-Id", requestId);
  // What is answered here is about money and people: only what is public says otherwise.
  response.setHeader("Cache-Control", "no-store");
  next();
};
