import type { BrowserPayment, BrowserSession, ProblemDetails } from "../../bff/contract.ts";

// The BFF validates its answers against the contract. These checks only tell an answer of the BFF from a proxy's page or
// half a body. A schema library would be larger than the rest of the widget.

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const hasText = (value: Fields, ...names: readonly string[]) =>
  names.every((name) => typeof value[name] === "string");

// Of a longer amount, BigInt and Intl would make the page wait.
const isAmount = (text: unknown) => typeof text === "string" && text.length <= 64;

const isMoney = (value: unknown) => isFields(value) && isAmount(value.value) && hasText(value, "currency");

/** Whether an answer is a payment. */
export function isBrowserPayment(value: unknown): value is BrowserPayment {
  return (
    isFields(value) &&
    hasText(value, "id", "method", "status", "createdAt", "expiresAt") &&
    isMoney(value.amount) &&
    isMoney(value.amountReceived) &&
    (value.nextAction === null || (isFields(value.nextAction) && hasText(value.nextAction, "type"))) &&
    (value.failure === null || isFields(value.failure))
  );
}

/** Whether a value has what a session and a status have in common. */
export function hasStatus(value: unknown): value is Fields {
  return (
    isFields(value) &&
    hasText(value, "status", "expiresAt", "serverTime") &&
    Array.isArray(value.exceptions) &&
    isMoney(value.amountReceived) &&
    (value.payment === null || isBrowserPayment(value.payment))
  );
}

/** Whether an answer is a session. */
export function isBrowserSession(value: unknown): value is BrowserSession {
  return (
    hasStatus(value) &&
    hasText(value, "id", "merchantName", "reference", "returnUrl") &&
    isMoney(value.amount) &&
    Array.isArray(value.methods)
  );
}

/** Whether an error's body is problem+json of the BFF. */
export function isProblemDetails(value: unknown): value is ProblemDetails {
  return isFields(value) && hasText(value, "code", "detail");
}

/** Parses JSON; undefined for other text. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
