/** Every error of the API: stable code, HTTP status, title. docs/errors.md is made from it. */
export const errorTable = {
  malformed_json: { status: 400, title: "The body is not valid JSON" },
  malformed_request: { status: 400, title: "The request cannot be read" },
  idempotency_key_required: { status: 400, title: "This call needs an Idempotency-Key header" },
  idempotency_key_invalid: { status: 400, title: "The Idempotency-Key header must have 1 to 255 characters" },
  unauthorized: { status: 401, title: "The credentials are missing or not valid" },
  callback_refused: { status: 401, title: "The callback could not be verified" },
  sign_in_refused: { status: 401, title: "The sign-in to the console was refused" },
  signed_out: { status: 401, title: "Nobody is signed in to the console here" },
  request_forged: { status: 403, title: "The request does not come from the console's page" },
  missing_scope: { status: 403, title: "The API key lacks the scope for this call" },
  source_not_allowed: { status: 403, title: "The request comes from an address that is not allowed" },
  same_actor: { status: 403, title: "Who made the payout may not decide about it" },
  not_found: { status: 404, title: "There is no such thing here" },
  idempotency_key_in_use: { status: 409, title: "A request with this Idempotency-Key is still running" },
  payment_in_progress: { status: 409, title: "Another payment of this session is in progress" },
  payment_being_confirmed: { status: 409, title: "A reported payment is being confirmed" },
  session_closed: { status: 409, title: "The session is already paid, canceled or expired" },
  link_unavailable: { status: 409, title: "The session's client token cannot be told again" },
  payment_not_cancelable: { status: 409, title: "The payment cannot be canceled in its state" },
  payment_in_review: { status: 409, title: "The payment is in review" },
  nothing_received: { status: 409, title: "The payment has no money that could be given back" },
  too_many_refunds: { status: 409, title: "The payment has reached its number of refunds" },
  refund_not_cancelable: { status: 409, title: "The refund cannot be canceled in its state" },
  claim_already_made: { status: 409, title: "The refund has been claimed" },
  claim_closed: { status: 409, title: "The refund cannot be claimed any more" },
  not_awaiting_approval: { status: 409, title: "The payout does not wait for an approval" },
  not_in_review: { status: 409, title: "It is not in review" },
  account_not_configured: { status: 409, title: "The payment's or payout's account is not configured" },
  not_supported_by_provider: { status: 409, title: "The provider has no such call" },
  method_not_allowed: { status: 405, title: "The path does not take this method" },
  request_timeout: { status: 408, title: "The request did not arrive in time" },
  payload_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body has a type or a coding that is not taken here" },
  expectation_failed: { status: 417, title: "The Expect header cannot be fulfilled" },
  validation_failed: { status: 422, title: "A field is wrong" },
  no_eligible_method: { status: 422, title: "No payment method suits this currency, country and amount" },
  refund_exceeds_received: { status: 422, title: "More would be given back than was received" },
  payout_limit_exceeded: { status: 422, title: "The payout is above a configured limit" },
  method_not_available: { status: 422, title: "The payment method is not offered for this session" },
  too_many_payments: { status: 429, title: "The session has reached its number of payments" },
  idempotency_key_reused: { status: 422, title: "The Idempotency-Key was used with another body" },
  rate_limited: { status: 429, title: "Too many requests" },
  headers_too_large: { status: 431, title: "The headers are too large" },
  internal_error: { status: 500, title: "Something went wrong here" },
  provider_unavailable: { status: 503, title: "The provider could not be queried" },
  unavailable: { status: 503, title: "The service cannot answer right now" },
} as const;

export type ErrorCode = keyof typeof errorTable;

function isErrorCode(name: string): name is ErrorCode {
  return Object.hasOwn(errorTable, name);
}
/** In the order of the table. */
export const errorCodes: readonly ErrorCode[] = Object.keys(errorTable).filter(isErrorCode);

/** One wrong field. `path` is dotted (`amount.value`); `message` is for a developer. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What a use case returns if it fails. The HTTP layer turns it into problem details. */
export interface Failure {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T> = Success<T> | Failure;

export function succeed<T>(value: T): Success<T> {
  return { ok: true, value };
}

/** @param detail a sentence for a developer; never a secret and never a provider's raw text. */
export function fail(code: ErrorCode, detail: string, errors?: readonly FieldError[]): Failure {
  return errors === undefined ? { ok: false, code, detail } : { ok: false, code, detail, errors };
}

/** @param errors name each field by its path, such as `amount.value`. */
export function wrongFields(errors: readonly FieldError[]): Failure {
  return fail("validation_failed", "The request has fields that are wrong.", errors);
}
