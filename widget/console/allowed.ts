/** Which permissions let an operator do what: one of them is enough. The BFF decides; this hides what it would refuse. Source: docs/http-api.md#scopes */
export const allowed = {
  readPayments: ["sessions", "reports"],
  refreshPayments: ["sessions", "operate"],
  sessions: ["sessions"],
  readPayouts: ["payouts", "payouts:approve", "reports"],
  refreshPayouts: ["payouts", "operate"],
  approvePayouts: ["payouts:approve"],
  readRefunds: ["refunds", "reports"],
  refunds: ["refunds"],
  operate: ["operate"],
  reports: ["reports"],
  audit: ["audit"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
