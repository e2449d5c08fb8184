/** A creation that PayPro took, and whose order it calls failed at once. Source: docs/providers/paypro.md#status-codes. */
import { detailsOf } from "../parsing/provider-details.ts";
import { readRefusal } from "../parsing/refusal-words.ts";
import { refuseCreation, saying } from "../parsing/refused-calls.ts";
import { type PayproOrderData, readStatus } from "./order-data.ts";

/** @param data whose status is an error code, or `00032`. */
export function readFailedCreation({ status: code, desc: message }: PayproOrderData) {
  const details = detailsOf({ code, message });
  return readStatus(code).kind === "ask_again"
    ? ({ kind: "unknown", cause: "server_error", ...saying(details) } as const)
    : refuseCreation({ subject: readRefusal({ code, words: message ?? "" }), details });
}
