/** What the console tells in sentences, in English: a payment's story, what is to be done today, and what the customer sees. */
export const enStory = {
  title: "What happened",
  now: {
    creating: "The order is being sent to {account}.",
    unknown:
      "{account} gave no clear answer, so there may or may not be an order. It is asked again and again; nothing is sent a second time.",
    pending: "{customer} has been shown how to pay {amount}. Nothing has arrived yet.",
    partially_paid: "{received} of {amount} has arrived: {missing} is missing. More may still come.",
    review: "What {account} has said does not agree with the order. A person has to decide.",
    succeeded: "It is paid: {received} has arrived.",
    failed: "{account} refused it, and no money has moved.",
    canceled: "It was canceled. No money has arrived.",
    expired: "The time to pay is over. No money has arrived.",
  },
  receivedAfterEnd: "{received} has arrived all the same.",
  exception: {
    partially_paid: "Only {received} of {amount} has arrived: {missing} is missing.",
    overpaid: "The customer paid {excess} too much.",
    underpaid: "The customer paid {missing} too little.",
    paid_late: "The money came after the payment had ended. Check whether the order can still be delivered.",
    duplicate_paid:
      "Another payment had already paid this session: {received} was paid twice, and should be given back.",
    reference_paid_before:
      "Another session with the reference {reference} was paid before. Check that nobody paid twice.",
    reversed: "The provider has taken the money back. Do not deliver, or get the goods back.",
    provider_unknown: "The provider says that it does not know this order.",
  },
  failure: "Reason: {code}.",
  retry: "The customer can try again.",
  refunded: "{refunded} has been given back.",
  step: {
    created: "{customer} chose {method} to pay {amount}. An order was sent to {account}.",
    shownStore: "{customer} was shown a store code for {amount}.",
    shownAccount: "{customer} was shown an account to transfer {amount} to.",
    shownQr: "{customer} was shown a QR code for {amount}.",
    shownPage: "{customer} was sent to the page of {account} to pay {amount}.",
    shown: "{customer} was shown how to pay {amount}.",
    unknown: "{account} gave no clear answer. It is asked again.",
    partially_paid: "{account} said that a part of the money had arrived.",
    review: "What {account} said does not agree with the order. It waits for a person.",
    succeeded: "{account} confirmed that the money has arrived.",
    failed: "{account} refused the payment.",
    canceled: "The payment was canceled.",
    expired: "The time to pay ran out.",
    settled: "{actor} settled it: {status}.",
    changed: "It went from “{from}” to “{to}”.",
    noted: "{cause}: nothing changed.",
  },
  payoutNow: {
    awaiting_approval: "{amount} waits until another person approves it. Nothing has been sent.",
    creating: "{amount} is being sent to {account}.",
    unknown:
      "{account} gave no clear answer, so the money may or may not have been sent. It is asked again; nothing is sent a second time.",
    pending: "{account} has the order for {amount} and is paying it out.",
    review: "What {account} has said does not agree with the order. A person has to decide.",
    succeeded: "{amount} has been paid out.",
    failed: "{account} did not pay it out. The money has not moved.",
    rejected: "A person rejected it. Nothing was sent.",
  },
  payoutReversed: "The money has come back.",
  refundNow: {
    awaiting_claim: "The customer has not said yet where {amount} is to go. Send the link.",
    awaiting_approval: "{amount} waits until another person approves it. Nothing has been sent.",
    creating: "{amount} is being sent back.",
    unknown: "There was no clear answer, so {amount} may or may not have been sent. It is asked again.",
    pending: "The provider is paying {amount} back.",
    succeeded: "{amount} has been given back.",
    failed: "{amount} was not given back. The money has not moved.",
    canceled: "The refund was canceled. Nothing was sent.",
    expired: "The customer did not use the link in time. Nothing was sent.",
  },
  refundMethod: {
    provider: "by the provider itself",
    payout: "by a payout",
    claim: "by a link for the customer",
  },
  customer: {
    title: "What the customer sees",
    code: "A number to pay at a till",
    account: "An account to transfer to",
    qr: "A QR code that holds this text",
    page: "The provider’s page",
    form: "A form that leads to the provider’s page",
    until: "It can be paid until {time}.",
    waiting: "“Your payment is being prepared.” No code or page is shown yet.",
    paid: "That the payment has arrived, and the way back to the shop.",
    ended: "That this payment has ended, and the list of ways to pay, if the session is still open.",
    settling: "That the payment is being checked. There is nothing to do.",
    partly: "That a part has arrived, and how to pay the rest.",
  },
  today: {
    title: "What needs a person",
    calm: "Nothing needs you. Everything runs by itself.",
    counts: "{count} to look at",
    payment_review: {
      name: "Payments in review",
      words:
        "What the provider said does not agree with the order. Read the story, ask the provider, then settle it.",
    },
    payout_review: {
      name: "Payouts in review",
      words: "It is not clear whether the money went out. Check with the provider, then settle it.",
    },
    payment_unknown: {
      name: "Payments unknown for long",
      words:
        "The provider has not said for more than an hour whether there is an order. Ask it, or call its support.",
    },
    payout_unknown: {
      name: "Payouts unknown for long",
      words:
        "The provider has not said for more than an hour whether it has the payout. It is never sent twice.",
    },
    payout_approval: {
      name: "Payouts that need approval",
      words: "Nothing is sent before another person than its maker approves it.",
    },
    refund_claim: {
      name: "Refunds that wait for the customer",
      words:
        "The customer has not said yet where the money is to go. Send the link again, or cancel the refund.",
    },
    dead_delivery: {
      name: "Events that were not delivered",
      words:
        "The shop did not take them, and no further attempt is made by itself. Mend the shop, then send them again.",
    },
    open_circuit: {
      name: "Providers that do not answer",
      words:
        "So many calls failed that no more are made for a while. Customers are offered other ways to pay.",
    },
    refund_approval: {
      name: "Refunds that need approval",
      words: "Nothing is sent before another person than the one who made it approves the refund's payout.",
    },
    stray_money: {
      name: "Money for orders that are not here",
      words:
        "A provider reports money for an order that this database does not have. Compare with the provider, and credit or return it.",
    },
    discrepancy: {
      name: "Differences to the provider's books",
      words:
        "The daily comparison found that a state or an amount differs. Open the payment and query the provider.",
    },
    uncovered_account: {
      name: "Accounts that are not configured",
      words:
        "Open payments belong to an account that the configuration no longer has as it was. Put it back; nothing of it ends meanwhile.",
    },
    disabled_endpoint: {
      name: "Webhook addresses that are switched off",
      words:
        "The shop answered 410, so nothing more is sent there. Once the shop works, send any event again: that switches the address on.",
    },
    dead_job: {
      name: "Work that failed too often",
      words: "The server has stopped trying. Run “pay-checkout jobs”, mend the cause, then retry the job.",
    },
    drift: {
      name: "Providers that changed their messages",
      words:
        "A message had a field or a code that the documentation does not have. Compare with the provider, and report it to the developers.",
    },
  },
  why: {
    id: "its id",
    reference: "its reference",
    order_no: "its order number",
    provider_order_id: "the provider’s number",
    utr: "its UTR",
    code: "the code that the customer was shown",
    email: "the customer’s e-mail",
    phone: "the customer’s phone",
    amount: "its amount",
  },
  direction: { out: "we asked", in: "the provider said" },
  sections: {
    timeline: "Timeline",
    exchanges: "What was said with the provider",
    exchangesHint: "Credentials and signatures are replaced by [secret].",
    request: "What was sent",
    response: "What was answered",
    events: "Events to the shop",
    refunds: "Refunds",
    payments: "Payments",
    details: "Details",
    actions: "What you can do",
    available: "Available",
    total: "In all",
    frozen: "Held back",
    asOf: "As of {time}",
    capabilities: "What it can do",
    circuits: "Calls",
    lastSuccess: "Last answered",
    never: "not yet",
    nextAttempt: "next attempt {time}",
    noAttempts: "No attempt yet",
    statement: "The provider’s list of the day",
    discrepancies: "Where the books differ",
    agree: "Everything agrees.",
  },
  discrepancy: {
    missing_here: "the provider lists it, and it is not ours",
    missing_there: "it succeeded here, and the provider does not list it",
    amount_differs: "another amount or currency",
    status_differs: "paid there, not succeeded here",
  },
} as const;
