/** All payments, with the filters of the merchant API. */

import { html } from "lit";
import type { Payment } from "../../../bff/contract.ts";
import { allowed } from "../allowed.ts";
import { isZero } from "../i18n/format.ts";
import { textFor } from "../i18n/texts.ts";
import { isPayments } from "../net/answers.ts";
import { badge, exceptions, identifier, moment, money } from "../pieces/basics.ts";
import { type ListColumn, openList } from "../pieces/list.ts";
import type { OpenScreen, Shell } from "../shell.ts";
import { amountRefunded } from "../story/refunded.ts";

const statuses = [
  "review",
  "unknown",
  "creating",
  "pending",
  "partially_paid",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const;

export function paymentColumns(shell: Shell): readonly ListColumn<Payment>[] {
  const { word, method } = shell.texts();
  return [
    { key: "id", title: word.payment, cell: ({ id }) => identifier(shell, id) },
    {
      key: "status",
      title: word.status,
      cell: (payment) =>
        html`${badge(shell, "payment", payment.status)} ${exceptions(shell, payment.exceptions)}`,
    },
    { key: "amount", title: word.amount, isNumber: true, cell: ({ amount }) => money(shell, amount) },
    {
      key: "received",
      title: word.received,
      isNumber: true,
      cell: ({ amountReceived }) => money(shell, amountReceived),
    },
    {
      key: "refunded",
      title: word.refunded,
      isNumber: true,
      isExtra: true,
      cell: (payment) => {
        const refunded = amountRefunded(payment);
        return refunded === null || isZero(refunded) ? "–" : money(shell, refunded);
      },
    },
    { key: "method", title: word.method, cell: (payment) => textFor(method, payment.method) },
    { key: "account", title: word.account, cell: ({ account }) => account },
    { key: "created", title: word.created, cell: ({ createdAt }) => moment(shell, createdAt) },
    { key: "expires", title: word.expires, isExtra: true, cell: ({ expiresAt }) => moment(shell, expiresAt) },
    { key: "session", title: word.session, isExtra: true, cell: ({ session }) => identifier(shell, session) },
    {
      key: "orderNo",
      title: word.orderNo,
      isExtra: true,
      cell: ({ orderNo }) => identifier(shell, orderNo, { isHere: true }),
    },
    {
      key: "providerOrderId",
      title: word.providerOrderId,
      isExtra: true,
      cell: ({ providerOrderId }) =>
        providerOrderId === null ? "–" : identifier(shell, providerOrderId, { isHere: true }),
    },
    { key: "utr", title: word.utr, isExtra: true, cell: ({ providerDetails }) => providerDetails.utr ?? "–" },
  ];
}

export const openPayments: OpenScreen = (shell, route) =>
  openList(shell, route, {
    name: "payments",
    title: () => shell.texts().nav.payments,
    path: "payments",
    scopes: allowed.readPayments,
    guard: isPayments,
    objects: ["session"],
    csv: "payments.csv",
    columns: () => paymentColumns(shell),
    filters: () => {
      const { word, status, exception } = shell.texts();
      return [
        {
          name: "status",
          label: word.status,
          choices: statuses.map((value) => ({ value, label: status.payment[value] })),
        },
        {
          name: "exception",
          label: word.exceptions,
          choices: Object.entries(exception).map(([value, label]) => ({ value, label })),
        },
        { name: "account", label: word.account },
        { name: "from", label: word.from, type: "datetime-local" },
        { name: "to", label: word.to, type: "datetime-local" },
        { name: "reference", label: word.reference },
        { name: "orderNo", label: word.orderNo },
        { name: "providerOrderId", label: word.providerOrderId },
        { name: "currency", label: word.currency },
        { name: "amount", label: word.amount },
        { name: "session", label: word.session },
      ];
    },
  });
