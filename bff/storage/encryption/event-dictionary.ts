/**
 * What the bodies of events have in common, for pack.ts: the names and words of all of them, then a session that was paid
 * and a payment that waits, whose order is the usual one. What is repeated most comes last.
 *
 * It never changes, or no packed body opens any more. Another one would need a version of its own in seal.ts.
 */
const parts = [
  '"cart":,"items":,"quantity":,"session.expired","expired","session.canceled","canceled","payment.',
  'succeeded","payment.failed","requires_payment_method","failed","payment_failed","retryable":,"pa',
  'yment.canceled","payment.expired","payment.partially_paid","partially_paid","payment.review_requ',
  'ired","processing","underpaid","review","payment.reversed","reversed","payment.duplicate","dupli',
  'cate_paid","payment.updated","overpaid","refund.created","awaiting_claim","refund":,"refund","re',
  'ason":,"requested","claim","payout":,"claimUrl":,"refund.succeeded","refund.failed","payout.succ',
  'eeded","payout","payout.failed","provider_refused","payout.review_required","payout.reversed","r',
  'econciliation.discrepancy","discrepancy":,"kind":,"status_differs","paymentId":,"detail":,"day":',
  '{"type":"session.succeeded","timestamp":"2026-","data":{"sequence":,"session":{"id":"cs_","objec',
  't":"session","status":"succeeded","amountReceived":{"value":"150.00","currency":"MXN"},"exceptio',
  'ns":[],"amount":{"value":"150.00","currency":"MXN"},"reference":"order-","description":"","count',
  'ry":"MX","locale":null,"customer":{"id":","name":"","email":"@gmail.com","phone":"+","taxId":nul',
  'l},"metadata":{},"methods":["bank_transfer","store","cashier"],"returnUrl":"https://","payments"',
  ':[{"type":"payment.pending","timestamp":"2026-","data":{"sequence":1,"session":{"id":"cs_","obje',
  'ct":"session","status":"requires_action","amountReceived":{"value":"0.00","currency":"MXN"},"exc',
  'eptions":[],"amount":{"value":"150.00","currency":"MXN"},"reference":"order-","description":"","',
  'country":"MX","locale":null,"customer":{"id":","name":"","email":"@gmail.com","phone":"+","taxId',
  '":null},"metadata":{},"methods":["bank_transfer","store","cashier"],"returnUrl":"https://","paym',
  'ents":[{"id":"pay_","object":"payment","session":"cs_","reference":"order-","account":"paypro-mx',
  '","method":"store","channel":"store","orderNo":"20","providerOrderId":","status":"pending","exce',
  'ptions":[],"amount":{"value":"150.00","currency":"MXN"},"amountReceived":{"value":"0.00","curren',
  'cy":"MXN"},"amountRefunded":{"value":"0.00","currency":"MXN"},"nextAction":{"type":"display_code',
  '","codeType":"store","code":","barcode":"code128","details":[],"expiresAt":"2026-"},"failure":nu',
  'll,"providerDetails":{"utr":null,"fee":null,"code":null,"message":null},"refunds":[],"createdAt"',
  ':"2026-","expiresAt":"2026-"}],"createdAt":"2026-","expiresAt":"2026-"},"payment":{"id":"pay_"}}',
  "}",
] as const;

export const eventDictionary: Uint8Array = Buffer.from(parts.join(""));
