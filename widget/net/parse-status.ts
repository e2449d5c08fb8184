import type { BrowserStatus } from "../../bff/contract.ts";
import { hasStatus } from "./parse.ts";

/** Whether an answer is a status. */
export function isBrowserStatus(value: unknown): value is BrowserStatus {
  return hasStatus(value) && typeof value.pollAfter === "number";
}
