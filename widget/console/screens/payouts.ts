/** All payouts. */

import { html } from "lit";
import { allowed } from "../allowed.ts";
import { isPayouts } from "../net/answers.ts";
import { badge, exceptions, identifier, moment, money } from "../pieces/basics.ts";
import { openList } from "../pieces/list.ts";
import type { OpenScreen } from "../shell.ts";

const statuses = [
  "awaiting_approval",
  "review",
  "unknown",
  "creating",
  "pending",
  "succeeded",
  "failed",
  "rejected",
] as const;

export const openPayouts: OpenScreen = (shell, route) =>
  openList(shell, route, {
    name: "payouts",
    title: () => shell.texts().nav.payouts,
    path: "payouts",
    scopes: allowed.readPayouts,
    guard: isPayouts,
    objects: ["payout"],
    csv: "payouts.csv",
    columns: () => {
      const { word } = shell.texts();
      return [
        { key: "id", title: word.payout, cell: ({ id }) => identifier(shell, id) },
        {
          key: "status",
          title: word.status,
          cell: (one) => html`${badge(shell, "payout", one.status)} ${exceptions(shell, one.exceptions)}`,
        },
        { key: "amount", title: word.amount, isNumber: true, cell: ({ amount }) => money(shell, amount) },
        { key: "reference", title: word.reference, cell: ({ reference }) => reference },
        { key: "account", title: word.account, cell: ({ account }) => account },
        { key: "created", title: word.created, cell: ({ createdAt }) => moment(shell, createdAt) },
        {
          key: "orderNo",
          title: word.orderNo,
          isExtra: true,
          cell: ({ orderNo }) => identifier(shell, orderNo, { isHere: true }),
        },
      ];
    },
    filters: () => {
      const { word, status } = shell.texts();
      return [
        {
          name: "status",
          label: word.status,
          choices: statuses.map((value) => ({ value, label: status.payout[value] })),
        },
        { name: "account", label: word.account },
        { name: "from", label: word.from, type: "datetime-local" },
        { name: "to", label: word.to, type: "datetime-local" },
        { name: "reference", label: word.reference },
      ];
    },
  });
