/** What is to be done about the codes of `failure` and of the widget's `pay-error`. docs/errors.md is made from it. */
interface Guide {
  readonly cause: string;
  readonly remedy: string;
}

const tryAgain = "The customer may try again, or choose another method.";
const compare =
  "The operator compares the account in the configuration with the provider's dashboard; `pay-checkout check` helps.";

/** `failure.code` of payments and payouts. */
export const failureGuides: Readonly<Record<string, Guide>> = {
  account_refused: { cause: "The provider does not know the account, or has blocked it.", remedy: compare },
  amount_refused: {
    cause: "The provider takes no such amount.",
    remedy: "The operator sets `min` and `max` of the method to what the provider takes.",
  },
  coin_refused: { cause: "The provider does not take this coin.", remedy: compare },
  insufficient_balance: {
    cause: "There is too little money on the account at the provider for a payout.",
    remedy: "The operator puts money on the account; the backend then creates a new payout.",
  },
  no_capacity: {
    cause: "The provider takes no such orders at present, such as when all its accounts are in use.",
    remedy: `${tryAgain} If it lasts, the operator asks the provider.`,
  },
  not_created: {
    cause:
      "The answer to the creation was lost, and for 15 minutes the provider said that it has no such order.",
    remedy: `Nothing was paid. ${tryAgain} A payout is created anew with a new key.`,
  },
  payer_refused: {
    cause: "The provider does not accept the payer's details, such as the number at an exchange.",
    remedy: "The customer corrects the details and tries again.",
  },
  payer_unknown: {
    cause: "The provider needs to know who the customer is there, and the session does not say it.",
    remedy:
      "The backend sends `customer.providerAccounts` with the session, or the customer enters the number.",
  },
  payment_failed: { cause: "The provider says that the payment has failed.", remedy: tryAgain },
  payout_failed: {
    cause: "The provider says that the payout has failed.",
    remedy: "The backend creates a new payout. `providerDetails` may say why this one failed.",
  },
  payout_reversed: {
    cause: "The money of the payout has come back.",
    remedy: "The backend creates a new payout once the beneficiary's account is known to be right.",
  },
  payments_not_supported: { cause: "The account takes no payments of this kind.", remedy: compare },
  permission_refused: { cause: "The account lacks a permission at the provider.", remedy: compare },
  provider_refused: {
    cause: "The provider has refused the order for a reason of its own.",
    remedy:
      "`providerDetails` has its code and message. If the problem lasts, the operator contacts the provider.",
  },
  provider_unreachable: {
    cause: "The provider cannot have received the order: no connection was made.",
    remedy: `${tryAgain} If it lasts, the operator looks at the network and at the account's \`circuit\`.`,
  },
  quota_exceeded: {
    cause: "The provider takes no more orders for now.",
    remedy: `${tryAgain} If the problem lasts, the operator asks the provider for a larger quota.`,
  },
  redirect_refused: {
    cause: "The provider does not accept the address to which the customer is to come back.",
    remedy: "The operator has `publicUrl` allowed at the provider.",
  },
  request_refused: {
    cause: "The provider says that the request has a wrong field.",
    remedy:
      "`providerDetails` and the log say which. The operator compares the account's options with the provider's page.",
  },
  resolved_as_failed: {
    cause: "An operator has settled it as failed. The note is in the timeline.",
    remedy: "Nothing is to be done. The session can still be paid.",
  },
  scene_refused: { cause: "The account may not be used for this kind of payment.", remedy: compare },
  signature_refused: {
    cause: "The provider says that our signature is wrong.",
    remedy: "The operator puts the right key into the account's `credentials`.",
  },
  time_refused: {
    cause: "The provider says that our time is too far from its own.",
    remedy: "The operator sets the machine's clock by NTP.",
  },
};

/** `detail.code` of `pay-error`, beside the codes of the API. */
export const widgetGuides: Readonly<Record<string, Guide>> = {
  network: {
    cause: "The browser could not reach the server.",
    remedy:
      "The widget tries again. If it lasts, open `GET /healthz` of the address in `bff` from that network.",
  },
  timeout: { cause: "The server did not answer in time.", remedy: "As for `network`." },
  bad_answer: {
    cause: "What came back is no answer of this API.",
    remedy: "Look for a proxy or another program at the address in `bff`.",
  },
  no_token: {
    cause: "The element has no client token.",
    remedy: "Set `client-token` to the `clientToken` of a new session.",
  },
  bad_bff: { cause: "The address in `bff` is no URL.", remedy: "Set `bff` to the server's `publicUrl`." },
  origin_not_allowed: {
    cause: "The page's origin is not among `merchant.allowedOrigins`.",
    remedy: "Add it there, with scheme and port.",
  },
  unsafe_redirect: {
    cause: "A provider's address for the customer is none that may be opened.",
    remedy: "The operator looks at the alarm `unsafe_redirect` and at the account's hosts.",
  },
  form_blocked: {
    cause: "The page's `form-action` policy, or the sandbox of its frame, keeps the form from the provider.",
    remedy:
      "The customer can use the link that the widget shows. Allow the provider in `form-action`, or set `allow-forms` for the frame.",
  },
  redirect_blocked: {
    cause: "The frame is sandboxed so that no page can be opened from it.",
    remedy:
      "The customer can copy the address that the widget shows. Set `allow-popups` or `allow-top-navigation` for the frame.",
  },
  widget_failed: {
    cause: "An error in the widget's own code, or a part of it that could not be fetched.",
    remedy: "Reload the page. If it lasts, report it with the console's text.",
  },
};
