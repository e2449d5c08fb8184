/** The first lines of the exports. */
const tableOf = (...lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join("");

export const paymentsTable = tableOf(
  "id,session,reference,account,method,channel,order_no,provider_order_id,status,exceptions,amount,currency,amount_received,utr,fee,failure_code,created_at,updated_at,expires_at,amount_refunded",
  "pay_7LrTn2C3Zk8sQm1VfX0bYw,cs_1VfX0bYw7LrTn2C3Zk8sQm,order-1001,paypro-mx,store,store,20261119120000k3m9x0q2w8z7a1b4,68o0uwogz7mnzutt,succeeded,,150.00,MXN,150.00,,,,2026-11-19T12:00:00.000Z,2026-11-19T12:10:00.000Z,2026-11-20T12:00:00.000Z,0.00",
);
export const payoutsTable = tableOf(
  "id,reference,account,channel,order_no,provider_order_id,status,exceptions,amount,currency,utr,fee,failure_code,created_at,updated_at",
  "po_5Vx0cQ2mZk8sYw7LrTn1Bf,refund-77,cxpay-in,32911,2026111912000087a1b4k3m9x0q2wz,CX9001,succeeded,,500.00,INR,,,,2026-11-19T12:00:00.000Z,2026-11-19T12:10:00.000Z",
);
export const refundsTable = tableOf(
  "id,payment,session,reference,order_no,status,amount,currency,reason,method,account,channel,payout,failure_code,created_at,updated_at,expires_at",
  "re_2C3Zk8sQm1VfX0bYw7LrTn,pay_7LrTn2C3Zk8sQm1VfX0bYw,cs_1VfX0bYw7LrTn2C3Zk8sQm,order-1001,20261119120000k3m9x0q2w8z7a1b4,succeeded,50.00,MXN,overpaid,claim,paypro-mx,,po_5Vx0cQ2mZk8sYw7LrTn1Bf,,2026-11-19T13:00:00.000Z,2026-11-19T13:20:00.000Z,",
);
export const eventsTable = tableOf(
  "id,type,session,payment,payout,created_at,deliveries_delivered,deliveries_pending,deliveries_dead,attempts",
  "evt_bYw7LrTn2C3Zk8sQm1VfX0,payment.succeeded,cs_1VfX0bYw7LrTn2C3Zk8sQm,pay_7LrTn2C3Zk8sQm1VfX0bYw,,2026-11-19T12:10:00.000Z,1,0,0,1",
);
