/** What the console tells in sentences, in English: a payment's story, what is to be done today, and what the customer sees. */
export const enStory = {
  title: "What happened",
  now: {
    creating: "The order is being sent to {account}.",
    unknown:
      "{account} gave no clear answer, so there may or may not be an order. It is queried again and again; nothing is sent a second time.",
    pending: "{customer} has been shown how to pay {amount}. Nothing has arrived yet.",
    partially_paid: "{received} of {amount} has arrived: {missing} is missing. More may still come.",
    review: "What {account} has reported does not agree with the order. A person has to decide.",
    succeeded: "It is paid: {received} has arrived.",
    failed: "{account} refused it, and no money has moved.",
    canceled: "It was canceled. No money has arrived.",
    expired: "The time to pay is over. No money has arrived.",
  },
  inDoubt: "It was reported that the money was taken back, and {account} has not confirmed it.",
  receivedAfterEnd: "{received} has arrived all the same.",
  exception: {
    partially_paid: "Only {received} of {amount} has arrived: {missing} is missing.",
    overpaid: "The customer paid {excess} too much.",
    overpaidRest: "The customer paid {excess} too much. Of that, {rest} has not been refunded.",
    overpaidReturned: "The customer paid {excess} too much, and that much has been refunded.",
    underpaid: "The customer paid {missing} too little.",
    paid_late: "The money came after the payment had ended. Check whether the order can still be delivered.",
    duplicate_paid:
      "Another payment had already paid this session: {received} was paid twice, and should be refunded.",
    reference_paid_before:
      "Another session with the reference {reference} was paid before. Check that nobody paid twice.",
    reversed: "The provider has reversed the payment. Do not deliver, or get the goods back.",
    provider_unknown: "The provider reports that it does not have this order.",
  },
  failure: "Reason: {code}.",
  retry: "The customer can try again.",
  refunded: "{refunded} has been refunded.",
  step: {
    created: "{customer} chose {method} to pay {amount}. An order was sent to {account}.",
    shownStore: "{customer} was shown a store code for {amount}.",
    shownAccount: "{customer} was shown an account to transfer {amount} to.",
    shownQr: "{customer} was shown a QR code for {amount}.",
    shownPage: "{customer} was sent to the page of {account} to pay {amount}.",
    shown: "{customer} was shown how to pay {amount}.",
    unknown: "{account} gave no clear answer. It is queried again.",
    partially_paid: "{account} reported that a part of the money had arrived.",
    review: "What {account} reported does not agree with the order. It waits for a person.",
    succeeded: "{account} confirmed that the money has arrived.",
    failed: "{account} refused the payment.",
    canceled: "The payment was canceled.",
    expired: "The time to pay ran out.",
    settled: "{actor} settled it: {status}.",
    changed: "It went from “{from}” to “{to}”.",
    noted: "{cause}: the status stayed the same.",
    reported: "{account} reported: {reported}. It is being confirmed by a query.",
  },
  payoutNow: {
    awaiting_approval: "{amount} waits until another person approves it. Nothing has been sent.",
    creating: "{amount} is being sent to {account}.",
    unknown:
      "{account} gave no clear answer, so the money may or may not have been sent. It is queried again; nothing is sent a second time.",
    pending: "{account} has the order for {amount} and is paying it out.",
    review: "What {account} has reported does not agree with the order. A person has to decide.",
    succeeded: "{amount} has been paid out.",
    failed: "{account} did not pay it out, or the money came back.",
    rejected: "A person rejected it. Nothing was sent.",
  },
  payoutReversed: "The money has come back.",
  payoutInDoubt: "It was reported that the money came back, and {account} has not confirmed it.",
  refundNow: {
    awaiting_claim: "The customer has not entered an account for the refund of {amount} yet. Send the link.",
    awaiting_approval:
      "The refund of {amount} waits until another person approves it. Nothing has been sent. It is approved on its payout’s page.",
    creating: "The refund of {amount} is being sent.",
    unknown:
      "There was no clear answer about the refund, so {amount} may or may not have been sent. It is queried again.",
    pending: "The refund of {amount} is under way at the provider.",
    succeeded: "{amount} has been refunded.",
    failed: "The refund of {amount} failed: it was not paid, or it came back. It can be refunded again.",
    canceled: "The refund was canceled. Nothing was sent.",
    expired: "The customer did not use the link in time. Nothing was sent.",
  },
  refundStep: {
    created: "{actor} requested a refund of {amount} ({reason}), {method}.",
    claimed: "The customer entered an account for the refund of {amount}.",
    awaiting_approval: "The refund of {amount} waits until another person approves it.",
    approved: "{actor} approved the refund of {amount}.",
    sent: "The refund of {amount} was sent to {account}.",
    unknown: "{account} gave no clear answer about the refund of {amount}. It is queried again.",
    pending: "{account} has accepted the refund of {amount}.",
    succeeded: "{account} confirmed that {amount} has been refunded.",
    failed: "The refund of {amount} failed ({code}): it was not paid, or it came back.",
    canceled: "{actor} canceled the refund of {amount}. Nothing was sent.",
    expired: "The customer did not use the link for the refund of {amount} in time. Nothing was sent.",
    changed: "The refund of {amount} went from “{from}” to “{to}”.",
  },
  actor: {
    key: "the shop ({id})",
    command: "the command line",
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
    waiting:
      "That the payment is being confirmed, which can take a few minutes, and that nobody should pay again. No code or page is shown.",
    paid: "That the payment has arrived, and the way back to the shop.",
    ended: "That this payment has ended, and the list of ways to pay, if the session is still open.",
    settling:
      "That the payment is being checked, how much has arrived, and that nobody should pay again. No code or page is shown.",
    partly: "That a part has arrived, what is still missing, and the code to pay it with.",
    partlyPlain: "That a part has arrived, and what is still missing. No code or page is shown.",
    settlingPlain:
      "That the payment is being checked, and that nobody should pay again. No code or page is shown.",
  },
  today: {
    title: "What needs a person",
    calm: "Nothing needs you. Everything runs by itself.",
    counts: "{count} to look at",
    payment_review: {
      name: "Payments in review",
      words:
        "It is not settled what was paid: more, less or later than was ordered, or the reports differ. Read the story, query the provider, then settle it.",
    },
    payout_review: {
      name: "Payouts in review",
      words: "It is not clear whether the money went out. Check with the provider, then settle it.",
    },
    payment_unknown: {
      name: "Payments unknown for long",
      words:
        "For more than an hour, the provider has not confirmed whether there is an order. Query it, or call its support.",
    },
    payout_unknown: {
      name: "Payouts unknown for long",
      words:
        "For more than an hour, the provider has not confirmed whether it has the payout. It is never sent twice.",
    },
    payment_reversal: {
      name: "Reversals in doubt",
      words:
        "It was reported that the money was taken back, and the provider did not confirm it in time. Until it is settled, nothing can be refunded. Query the provider, then settle it.",
    },
    payout_reversal: {
      name: "Payouts that may have come back",
      words:
        "It was reported that the money came back, and the provider did not confirm it in time. Do not send it again yet. Query the provider, then settle it.",
    },
    payout_approval: {
      name: "Payouts that need approval",
      words: "Nothing is sent until somebody approves it who has not requested it.",
    },
    refund_claim: {
      name: "Refunds that wait for the customer",
      words: "The customer has not entered an account yet. Send the link again, or cancel the refund.",
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
      words: "Nothing is sent until somebody approves the refund’s payout who has not requested it.",
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
    other: {
      name: "Something else",
      words: "This page does not know it yet. Load the page again.",
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
  /** Calls to a provider, and its messages. */
  operation: {
    create: "creation",
    query: "query",
    cancel: "cancellation",
    payout: "payout",
    payout_query: "query of a payout",
    refund: "refund",
    balance: "balance",
    statement: "list of the day",
    callback: "message from the provider",
  },
  direction: { out: "our request", in: "provider’s message" },
  sections: {
    timeline: "Timeline",
    exchanges: "Messages to and from the provider",
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
    notCompared:
      "The whole of this day has not been compared yet. The server does it after 14:00 UTC on the next day. For an older day, run: pay-checkout reconcile --day {day}",
    compared: "Compared {time}. Entries and orders checked: {count}.",
  },
  discrepancy: {
    missing_here: "the provider lists it, and it is not ours",
    missing_there: "it succeeded here, and the provider does not list it",
    amount_differs: "another amount or currency",
    status_differs: "paid there, not succeeded here",
  },
} as const;
