/** What the dialogs say before something is done, in English. */
export const enActions = {
  refresh: {
    title: "Ask the provider now",
    words: "{account} is asked how {id} stands. What it answers is applied at once. No money moves.",
    do: "Ask now",
    done: "The provider has answered.",
    silent: "The provider did not answer. Nothing has changed.",
  },
  resolve: {
    title: "Settle it yourself",
    words:
      "{id} is in review because what was said about it disagrees. You decide how it ended, and that stays so. The shop is told, and your name and note are in the audit.",
    succeeded: "Paid: the shop delivers",
    failed: "Not paid: nothing is delivered",
    outcome: "How did it end?",
    note: "Why? (for the timeline)",
    do: "Settle",
    done: "Settled.",
  },
  refund: {
    title: "Give money back",
    available: "Up to {amount} can be given back.",
    full: "Leave it as it is to give all of it back.",
    how: "How",
    claim: "A link for the customer, who enters where the money is to go",
    claimWords:
      "A link is made. You send it to the customer, who enters an account. {amount} is paid out by {account} once that is done.",
    payout: "To an account that I know",
    payoutWords: "{amount} is paid out to the account below as soon as you confirm.",
    approval: "A large amount waits until another person approves it.",
    reasons: {
      duplicate: "Paid twice",
      overpaid: "Paid too much",
      late: "Paid too late",
      requested: "The customer asks for it",
      other: "Something else",
    },
    doPlain: "Give it back",
    done: "The refund is made.",
    link: "Link for the customer",
    linkHint: "Whoever has this link can say where the money goes. Send it to the customer alone.",
  },
  cancelRefund: {
    title: "Cancel the refund",
    words: "The customer’s link stops working, and nothing is paid out.",
    do: "Cancel the refund",
    done: "The refund is canceled.",
  },
  cancelSession: {
    title: "Cancel the session",
    words:
      "The customer can no longer pay {reference}. An open order is canceled at the provider where that can be done. Money that arrives all the same is not lost: you are told.",
    do: "Cancel the session",
    done: "The session is canceled.",
  },
  changeSession: {
    title: "Change what is to be paid",
    words:
      "The customer’s page follows at once. An order that the customer has not seen, or that can be canceled, is given up first.",
    expiresIn: "Expires in how many hours?",
    do: "Change",
    done: "Changed.",
    keep: "Leave a field as it is to keep it.",
  },
  link: {
    title: "Link to the payment page",
    words:
      "Shows the address of the page on which {reference} is paid. Whoever has it can see the order and pay it.",
    do: "Show the link",
    done: "Here is the link.",
  },
  approve: {
    title: "Approve the payout",
    words:
      "{amount} is sent by {account} for {reference} at once. It cannot be called back. The person who made it cannot approve it.",
    do: "Approve and send {amount}",
    done: "Approved.",
  },
  reject: {
    title: "Reject the payout",
    words: "{amount} for {reference} is not sent, now or later.",
    do: "Reject",
    done: "Rejected.",
  },
  redeliver: {
    title: "Send the event again",
    words:
      "{type} is sent again to each endpoint that takes it. A shop that had it already must ignore the repeat.",
    do: "Send again",
    done: "It is being sent.",
  },
  replay: {
    title: "Send many events again",
    words:
      "Every event of this time is sent again, oldest first. A shop that had them already must ignore the repeats.",
    undelivered: "Only those that were not delivered",
    do: "Send them",
    done: "They are being sent.",
  },
  test: {
    title: "Send a test event",
    words: "Each endpoint gets an event of the type “test”. It is about no payment.",
    do: "Send a test",
    done: "The test is sent.",
  },
  balance: "Ask for the balance",
} as const;
