/**
 * Answers what Node cannot read as a request, or does not hand on, like every other error: as problem+json with a
 * request id and the usual headers, once, on a connection that is then closed.
 * Source: docs/http-conventions.md#errors.
 */

import { IncomingMessage, type RequestListener, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { codeOf } from "../core/error-properties.ts";
import { type Failure, fail } from "../core/errors.ts";
import { closeSoon, lingerAtEnd } from "./close-soon.ts";
import type { Exchange } from "./connections.ts";
import { refuseRequest } from "./middleware/answer-refused.ts";
import { sendProblem } from "./problem.ts";
import { hasState } from "./request-state.ts";

const malformed = fail("malformed_request", "This is not a request of HTTP/1.1.");
const failures: ReadonlyMap<string, Failure> = new Map([
  ["HPE_HEADER_OVERFLOW", fail("headers_too_large", "The request line and headers are larger than 16 kB.")],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", fail("payload_too_large", "The body's chunk extensions are too large.")],
  ["ERR_HTTP_REQUEST_TIMEOUT", fail("request_timeout", "The request did not arrive within its time.")],
]);
/** The client has gone, so there is nobody to answer. */
const gone: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "ECONNABORTED"]);

export interface UnreadableOptions {
  /** The app: it answers what {@link refuseRequest} has marked. */
  readonly handle: RequestListener;
  readonly pendingOf: (socket: Socket) => readonly Exchange[];
  readonly isAnsweredEarly: (socket: Socket) => boolean;
}

export function answerUnreadable(
  server: Server,
  { handle, pendingOf, isAnsweredEarly }: UnreadableOptions,
): void {
  const answered = new WeakSet<Socket>();

  function answer(socket: Socket, failure: Failure, cause: string): void {
    if (answered.has(socket)) return;
    answered.add(socket);
    const pending = pendingOf(socket);
    const last = pending.at(-1);
    // A request that was refused before its body was whole has its one answer.
    if (last === undefined && isAnsweredEarly(socket)) closeSoon(socket);
    else if (last === undefined) answerOn(socket, failure, cause);
    else if (last.request.complete) closeAfter(socket, last);
    else if (pending.length > 1) {
      // The request is refused in its turn. The rest of its body never comes.
      refuseRequest(last.request, { failure, cause });
      closeAfter(socket, last);
    } else answerFor(socket, last, { failure, cause });
  }

  /** There is no request, so one is made up for the answer. */
  function answerOn(socket: Socket, failure: Failure, cause: string): void {
    const request = new IncomingMessage(socket);
    request.method = "UNKNOWN";
    request.url = "/";
    const response = new ServerResponse(request);
    response.assignSocket(socket);
    response.once("finish", () => {
      // Only for requests of its own does Node say that the response is done with: whoever logs it waits for that.
      response.detachSocket(socket);
      response.emit("close");
      closeSoon(socket);
    });
    refuseRequest(request, { failure, cause });
    handle(request, response);
  }

  /** The headers of a request were read, and its body cannot be. */
  function answerFor(
    socket: Socket,
    { request, response }: Exchange,
    refusal: { readonly failure: Failure; readonly cause: string },
  ): void {
    if (response.headersSent) {
      socket.destroy();
      return;
    }
    lingerAtEnd(socket);
    response.setHeader("Connection", "close");
    refuseRequest(request, refusal);
    if (hasState(request)) sendProblem(request, response, refusal.failure);
  }

  /** Requests before it are being answered. Their answers are the last ones here. */
  function closeAfter(socket: Socket, { response }: Exchange): void {
    lingerAtEnd(socket);
    if (!response.headersSent) response.setHeader("Connection", "close");
    response.once("close", () => closeSoon(socket));
  }

  server.on("clientError", (error, stream) => {
    const code = codeOf(error) ?? error.name;
    if (!(stream instanceof Socket) || gone.has(code)) stream.destroy();
    // The parser complains of each piece that follows, while the answers are still on their way.
    else if (answered.has(stream)) return;
    else if (!stream.writable) stream.destroy();
    else answer(stream, failures.get(code) ?? malformed, code);
  });
  server.on("connect", (_request, stream) => {
    stream.on("error", () => undefined);
    if (!(stream instanceof Socket)) stream.destroy();
    else answer(stream, fail("malformed_request", "This server is no proxy."), "CONNECT");
  });
  server.on("checkExpectation", (request, response) => {
    const failure = fail("expectation_failed", "This server fulfils no Expect but 100-continue.");
    refuseRequest(request, { failure, cause: "EXPECT" });
    server.emit("request", request, response);
  });
}
