/**
 * What a developer or an operator does about each error of the API. docs/errors.md and the examples of the OpenAPI
 * document are made from it.
 */
import type { ErrorCode, FieldError } from "./errors.ts";

export interface ErrorGuide {
  /** When it happens: one or more sentences. */
  readonly cause: string;
  /** What the merchant's developer or the operator does. */
  readonly remedy: string;
  /** A `detail` as the API words it. */
  readonly detail: string;
  /** As the API names them, for an error about fields. */
  readonly errors?: readonly FieldError[];
}

const nextOperator = "Look into the log under the answer's `requestId`.";

export const errorGuides: Readonly<Record<ErrorCode, ErrorGuide>> = {
  malformed_json: {
    cause: "The body is not JSON in UTF-8, or it ended before it was whole.",
    remedy: "Send the output of a JSON library as it is. Look for a proxy that cuts bodies off.",
    detail: "The body must be JSON in UTF-8.",
  },
  malformed_request: {
    cause: "The bytes are no request of HTTP/1.1: a line that cannot be parsed, or no `Host`.",
    remedy: "Use an HTTP library. Look for a proxy that speaks another protocol to this port, such as TLS.",
    detail: "A request of HTTP/1.1 names its Host.",
  },
  idempotency_key_required: {
    cause: "A payout was to be created without an `Idempotency-Key`.",
    remedy:
      "Send a key of your own for each payout, such as your number of it. Send the same one when you try again.",
    detail: "Send an Idempotency-Key header: a repeat must not pay twice.",
  },
  idempotency_key_invalid: {
    cause: "The `Idempotency-Key` is empty or has more than 255 characters.",
    remedy: "Send 1 to 255 characters, or leave the header out where it is not required.",
    detail: "The Idempotency-Key header must have 1 to 255 characters.",
  },
  unauthorized: {
    cause:
      "There is no `Authorization: Bearer` header, or its secret is not known. A client token is also refused a day after its session has ended.",
    remedy:
      "Backend: send an API key of `merchant.apiKeys`. Browser: give the widget the `clientToken` of a session that has not ended. Metrics: send `metrics.token`.",
    detail: "Send a configured API key as Authorization: Bearer <api key>.",
  },
  callback_refused: {
    cause:
      "The signature of a callback does not match, or what it says cannot be read. Nothing has changed, and the provider is queried instead.",
    remedy:
      "If a provider's genuine callbacks are refused, compare its keys in the configuration with those in its dashboard: `pay-checkout check` does. Else somebody forges callbacks, and nothing is to be done.",
    detail: "The callback could not be verified.",
  },
  sign_in_refused: {
    cause:
      "At the console, operator, password and code do not go together; or the code was used before; or too many wrong codes were tried. Which of it stands in the audit, as `operator.sign_in_refused`.",
    remedy:
      "Wait for the next code and try again. Compare the phone's clock. If the authenticator app is lost, run `pay-checkout operator add ana` for a new secret.",
    detail:
      "Operator, password and code do not go together, or were tried too often. Wait for the next code, then try again.",
  },
  signed_out: {
    cause:
      "At the console, there is no session: nobody has signed in here, half an hour has passed without a request, twelve hours have passed, or the operator was changed in the configuration.",
    remedy: "Sign in again.",
    detail: "The session has ended, or there was none. Sign in.",
  },
  request_forged: {
    cause:
      "A request with an operator's cookie comes from another site's page, or lacks the session's `X-CSRF-Token`. The audit has it as `operator.request_refused`.",
    remedy:
      "Use the console's own page. If that shows it, load the page again; a proxy may also take off headers. Else somebody tries to act in the operator's name, and nothing has changed.",
    detail: "The request does not come from the console's own page, or lacks the session's X-CSRF-Token.",
  },
  missing_scope: {
    cause: "The API key is known, and has none of the scopes that the call needs. `detail` names them.",
    remedy: "Call with another key, or add the scope to this key's `scopes` in the configuration.",
    detail: "This call needs an API key with the scope sessions.",
  },
  source_not_allowed: {
    cause:
      "The API key has `sources`, or the account has `callbackSources`, and the request comes from an address that is not among them.",
    remedy:
      "Call from an allowed address, or add the address to the list. Behind a proxy, set `network.trustedProxies`, because else its address is compared.",
    detail: "This API key may not be used from the address that the request came from.",
  },
  same_actor: {
    cause: "The key that made a payout was used to approve or reject it.",
    remedy: "Let another person decide, with a key of their own that has the scope `payouts:approve`.",
    detail: "The key that made a payout may not decide about it.",
  },
  not_found: {
    cause:
      "There is nothing with this id, or nothing at this path. What belongs to another session looks the same.",
    remedy: "Compare the id and the path. An id of the sandbox does not exist in `live`.",
    detail: "There is no such session.",
  },
  idempotency_key_in_use: {
    cause: "The first request with this `Idempotency-Key` is still running, or its process has just died.",
    remedy:
      "Wait a moment, and send the same request with the same key again. Never send another key instead.",
    detail: "The first request with this key is still running; try again in a moment.",
  },
  payment_in_progress: {
    cause:
      "A payment of the session is in a state in which it cannot be canceled: it is being sent, a part of the money has arrived, or an operator has to look.",
    remedy: "Wait for the payment's next event. An operator settles one in `review`.",
    detail: "The open payment cannot be canceled right now.",
  },
  payment_being_confirmed: {
    cause: "The provider has reported the open payment as paid, and a query has not confirmed it yet.",
    remedy: "Wait for `payment.succeeded`. Nothing is to be canceled, because the money is probably there.",
    detail: "The open payment was reported and is being confirmed.",
  },
  session_closed: {
    cause: "The session is paid, canceled or expired, so nothing can be changed or paid.",
    remedy: "Read the session. If it is still to be paid, create a new one.",
    detail: "The session is succeeded.",
  },
  link_unavailable: {
    cause:
      "The client token follows from the encryption key that was the first one when the session was made, and that key is not in the configuration any more.",
    remedy: "Make a new session for the order.",
    detail: "The encryption key that was the first one when the session was made is gone.",
  },
  payment_not_cancelable: {
    cause: "The payment has ended, a part of the money has arrived, or the provider refuses to cancel it.",
    remedy: "Read the payment, and let it end by itself.",
    detail: "The payment is succeeded.",
  },
  payment_in_review: {
    cause:
      "Money of a payment was to be given back while the payment is in `review`: what it has received is not settled.",
    remedy: "Settle the payment (`POST /v1/payments/{id}/resolve`), and refund after that.",
    detail: "The payment is in review: what was received is not settled yet.",
  },
  nothing_received: {
    cause: "The payment has received no money, or the provider has taken it back already.",
    remedy: "Look at the payment's `amountReceived` and `exceptions`. There is nothing to give back.",
    detail: "The payment has received no money.",
  },
  refund_not_cancelable: {
    cause:
      "The refund was sent, or it has ended. Only one that waits for its claim or for an approval can be canceled.",
    remedy: "Read the refund. If it fails after all, its amount can be refunded again.",
    detail: "The refund is pending.",
  },
  claim_already_made: {
    cause:
      "The customer has claimed the refund before, with other data. Where the money goes cannot be changed.",
    remedy: "Read the refund. If its payout fails, refund again.",
    detail: "The refund has been claimed.",
  },
  claim_closed: {
    cause:
      "The refund was canceled, its time for being claimed is over, or its payment has been reversed or is in doubt meanwhile.",
    remedy: "Make a new refund, and give the customer its `claimUrl`.",
    detail: "The time for claiming the refund is over.",
  },
  not_awaiting_approval: {
    cause: "The payout was approved or rejected already, or never had to wait.",
    remedy: "Read the payout: its timeline says who decided.",
    detail: "The payout is pending.",
  },
  not_in_review: {
    cause: "Only a payment or payout in `review` can be settled by hand, or one whose reversal is in doubt.",
    remedy: "Read it again: something has settled it meanwhile, or the software still queries the provider.",
    detail: "The payment is pending.",
  },
  account_not_configured: {
    cause:
      "The payment's or payout's account has left the configuration, is retired, or has another merchant's credentials by now.",
    remedy: "Put the account back into the configuration, at least until what it began has ended.",
    detail: "The payment's account is not in the configuration.",
  },
  not_supported_by_provider: {
    cause: "The account's provider has no such call: not all have balances, statements or payouts.",
    remedy: "See `capabilities` in `GET /v1/accounts`, and use an account that has it.",
    detail: "This account's provider has no balance call.",
  },
  method_not_allowed: {
    cause: "The path is right and the HTTP method is not. The header `Allow` names those that it takes.",
    remedy: "Use a method of `Allow`.",
    detail: "This path takes GET, HEAD, POST.",
  },
  request_timeout: {
    cause: "The request's lines came too slowly.",
    remedy: "Send it again. If it lasts, look at the network or proxy between.",
    detail: "The request did not arrive in time.",
  },
  payload_too_large: {
    cause: "The body is over 32 kB (a callback: 64 kB), or came in too many small pieces.",
    remedy: "Send less: shorter `metadata`, fewer `items`.",
    detail: "The body is larger than this path takes.",
  },
  unsupported_media_type: {
    cause: "The body is not `application/json`, or it is compressed.",
    remedy: "Send `Content-Type: application/json`, without a `Content-Encoding`.",
    detail: "The body must be sent as application/json.",
  },
  expectation_failed: {
    cause: "The request has an `Expect` header other than `100-continue`.",
    remedy: "Leave the header out.",
    detail: "Only Expect: 100-continue can be fulfilled.",
  },
  validation_failed: {
    cause:
      "A field of the body or a parameter is missing, wrong or unknown. `errors` has each of them with its path.",
    remedy: "Correct the fields that `errors` names. Nothing was changed.",
    detail: "The request has fields that are wrong.",
    errors: [{ path: "amount.value", message: "must not be zero" }],
  },
  no_eligible_method: {
    cause:
      "No account takes this currency, country and amount by the methods that were asked for. `detail` says why each one does not.",
    remedy:
      "Compare currency, country and amount with `GET /v1/accounts`; leave `methods` out, or add a method to an account of the configuration.",
    detail: "No method can take it: bank_transfer (paypro-mx): the currency is not EUR.",
  },
  too_many_refunds: {
    cause:
      "The payment has 50 refunds, which is as many as there can be. Those that failed or were canceled count, too.",
    remedy: "Give the rest back outside of this software, or by a payout.",
    detail: "The payment has 50 refunds already. There can be no more.",
  },
  refund_exceeds_received: {
    cause:
      "With this refund, all refunds of the payment together would be more than it has received. Refunds that failed, expired or were canceled do not count.",
    remedy: "Refund what `detail` says is left. Leave `amount` out to refund just that.",
    detail: "50.00 MXN of 150.00 may still be given back.",
    errors: [{ path: "amount", message: "is more than the 50.00 MXN that can still be refunded" }],
  },
  payout_limit_exceeded: {
    cause:
      "The payout is above `payouts.maxAmount`, or the day's payouts would be above `payouts.dailyLimit`.",
    remedy: "Pay out less or tomorrow (UTC), or let the operator raise the limit.",
    detail: "The payout is above a configured limit.",
    errors: [{ path: "amount", message: "is above payouts.maxAmount" }],
  },
  method_not_available: {
    cause: "The method is not among those that the session offers.",
    remedy: "Read the session again and choose one of its `methods`. The widget does so by itself.",
    detail: "This method is not offered for the session.",
    errors: [{ path: "method", message: "is not offered" }],
  },
  too_many_payments: {
    cause: "The customer has started as many payments of this session as `limits.paymentsPerSession` allows.",
    remedy: "Create a new session, or raise the limit.",
    detail: "This session has had as many payments as it may have.",
  },
  idempotency_key_reused: {
    cause: "The `Idempotency-Key` was used before, with another body.",
    remedy:
      "Use another key for what is another request: for a cart that changed, such as `order-1001-v2`. Send the same body when you repeat one.",
    detail: "This key was used with another body.",
  },
  rate_limited: {
    cause:
      "More requests than `limits` allows came from this key, address or session, or too many wrong credentials from this address. Also: a session, an operator of the console, or the console as a whole has too many open event streams.",
    remedy: "Wait for the seconds of `Retry-After`. Spread what you send by the header `RateLimit`.",
    detail: "Wait 12 seconds before the next call.",
  },
  headers_too_large: {
    cause: "The request's line and headers are over 16 kB.",
    remedy: "Send fewer or shorter headers. Look for cookies that a proxy adds.",
    detail: "The headers are too large.",
  },
  internal_error: {
    cause: "An error in this server, such as a damaged row in its database.",
    remedy: `${nextOperator} Send the request again with the same \`Idempotency-Key\`; if it lasts, report it.`,
    detail:
      "The request could not be completed because of an error in this server. Its log has the cause under this requestId.",
  },
  provider_unavailable: {
    cause: "The provider did not answer, or its answer cannot be read, or its circuit is open.",
    remedy: "Send it again after `Retry-After`. If it lasts, `pay-checkout check` says what is wrong.",
    detail: "The provider did not answer.",
  },
  unavailable: {
    cause:
      "The database cannot be reached or takes no writes, or the server is shutting down. For an event stream also: this process has as many open as it allows.",
    remedy:
      "Send it again after `Retry-After`, with the same `Idempotency-Key`. If it lasts, look at `GET /readyz` and the log. Instead of an event stream, poll.",
    detail: "The database cannot be reached right now. Try again.",
  },
};
