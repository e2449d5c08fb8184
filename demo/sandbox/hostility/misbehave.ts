import { STATUS_CODES } from "node:http";
import type { Request, Response } from "express";
import type { Answer } from "../http/answer.ts";
import type { ApiFault } from "./faults.ts";

/** Sends an answer unchanged. */
export function sendAnswer(response: Response, answer: Answer): void {
  response.status(answer.status).setHeader("Content-Type", answer.contentType);
  if (answer.location !== undefined) response.setHeader("Location", answer.location);
  response.end(answer.body);
}

/**
 * Applies a fault to an answer. `answer` is null if the fault comes before the call has its effect. Faults
 * that change only what an answer says (`refuse`, `not_found`, lies) were applied by the provider; their
 * answers are sent as they are.
 */
export function misbehave(
  request: Request,
  response: Response,
  fault: ApiFault,
  answer: Answer | null,
): void {
  const body = answer?.body ?? "";
  const contentType = answer?.contentType ?? "application/json";
  switch (fault.kind) {
    case "hang":
      return;
    case "drop":
      request.socket.destroy();
      return;
    case "status":
      sendAnswer(response, htmlOfStatus(fault.status ?? 500));
      return;
    case "gateway":
      sendAnswer(response, jsonOfStatus(fault.status ?? 404));
      return;
    case "garbage":
      sendAnswer(response, { status: 200, contentType, body: "\u0000\u0013<<<not json>>> ]}{[" });
      return;
    case "truncate":
      sendAnswer(response, { status: 200, contentType, body: body.slice(0, Math.ceil(body.length / 2)) });
      return;
    case "text_plain":
      sendAnswer(response, { status: 200, contentType: "text/plain; charset=utf-8", body });
      return;
    case "oversize":
      // Blanks after the JSON: a reader without a limit would accept the answer.
      sendAnswer(response, { status: 200, contentType, body: body.padEnd(fault.bytes) });
      return;
    case "slow":
      drip(response, { status: 200, contentType, body }, fault.delayMs);
      return;
    case "redirect":
      sendAnswer(response, { status: 302, contentType: "text/plain", body: "", location: "/moved" });
      return;
    case "refuse":
    case "not_found":
    case "lie_amount":
    case "lie_status":
      if (answer) sendAnswer(response, answer);
      return;
    default:
      fault.kind satisfies never;
  }
}

function htmlOfStatus(status: number): Answer {
  const body = `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`;
  return { status, contentType: "text/html; charset=utf-8", body };
}

/** What a gateway says that knows of no orders: its own code and words, in JSON. */
function jsonOfStatus(status: number): Answer {
  const msg = STATUS_CODES[status] ?? "Error";
  return { status, contentType: "application/json", body: JSON.stringify({ code: String(status), msg }) };
}

/** One byte every `delayMs`. */
function drip(response: Response, answer: Answer, delayMs: number): void {
  response.status(answer.status).setHeader("Content-Type", answer.contentType);
  const bytes = Buffer.from(answer.body);
  let sent = 0;
  const timer = setInterval(() => {
    if (sent >= bytes.length) {
      clearInterval(timer);
      response.end();
      return;
    }
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
  }, delayMs);
  response.on("close", () => clearInterval(timer));
  response.flushHeaders();
}
