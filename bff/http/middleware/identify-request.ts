import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import { toBase62 } from "../../core/ids.ts";
import { withLogFields } from "../../services/process/log-fields.ts";
import { setRequestState } from "../request-state.ts";

/** Gives every request an id of our own. An id that the client sends is not used. */
export const identifyRequest: RequestHandler = (request, response, next) => {
  const requestId = `req_${toBase62(randomBytes(16))}`;
  response.setHeader("X-Request-Id", requestId);
  // Answers are about money and people, so nothing is cached unless its route says so.
  response.setHeader("Cache-Control", "no-store");
  withLogFields({ requestId }, (logFields) => {
    setRequestState(request, {
      requestId,
      route: "unmatched",
      mount: "",
      logFields,
      caller: null,
      misplacedKeyId: null,
      problem: null,
      session: null,
    });
    next();
  });
};
