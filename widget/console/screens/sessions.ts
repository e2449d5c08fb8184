/** All sessions. */

import { html } from "lit";
import { allowed } from "../allowed.ts";
import { isSessions } from "../net/answers.ts";
import { badge, exceptions, identifier, moment, money } from "../pieces/basics.ts";
import { openList } from "../pieces/list.ts";
import type { OpenScreen } from "../shell.ts";

const statuses = [
  "requires_payment_method",
  "requires_action",
  "processing",
  "succeeded",
  "canceled",
  "expired",
] as const;

export const openSessions: OpenScreen = (shell, route) =>
  openList(shell, route, {
    name: "sessions",
    title: () => shell.texts().nav.sessions,
    path: "sessions",
    scopes: allowed.readPayments,
    guard: isSessions,
    objects: ["session"],
    columns: () => {
      const { word } = shell.texts();
      return [
        { key: "id", title: word.session, cell: ({ id }) => identifier(shell, id) },
        { key: "reference", title: word.reference, cell: ({ reference }) => reference },
        {
          key: "status",
          title: word.status,
          cell: (one) => html`${badge(shell, "session", one.status)} ${exceptions(shell, one.exceptions)}`,
        },
        { key: "amount", title: word.amount, isNumber: true, cell: ({ amount }) => money(shell, amount) },
        {
          key: "received",
          title: word.received,
          isNumber: true,
          cell: ({ amountReceived }) => money(shell, amountReceived),
        },
        { key: "customer", title: word.customer, cell: ({ customer }) => customer?.name ?? "–" },
        { key: "created", title: word.created, cell: ({ createdAt }) => moment(shell, createdAt) },
        {
          key: "expires",
          title: word.expires,
          isExtra: true,
          cell: ({ expiresAt }) => moment(shell, expiresAt),
        },
      ];
    },
    filters: () => {
      const { word, status } = shell.texts();
      return [
        {
          name: "status",
          label: word.status,
          choices: statuses.map((value) => ({ value, label: status.session[value] })),
        },
        { name: "reference", label: word.reference },
      ];
    },
  });
