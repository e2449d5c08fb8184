/** All refunds. */
import { allowed } from "../allowed.ts";
import { isRefunds } from "../net/answers.ts";
import { openList } from "../pieces/list.ts";
import { refundColumns } from "../pieces/refunds.ts";
import type { OpenScreen } from "../shell.ts";

const statuses = [
  "awaiting_claim",
  "awaiting_approval",
  "creating",
  "unknown",
  "pending",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const;

export const openRefunds: OpenScreen = (shell, route) =>
  openList(shell, route, {
    name: "refunds",
    title: () => shell.texts().nav.refunds,
    path: "refunds",
    scopes: allowed.readRefunds,
    guard: isRefunds,
    objects: ["refund"],
    csv: "refunds.csv",
    columns: () => refundColumns(shell),
    filters: () => {
      const { word, status } = shell.texts();
      return [
        {
          name: "status",
          label: word.status,
          choices: statuses.map((value) => ({ value, label: status.refund[value] })),
        },
        { name: "payment", label: word.payment },
        { name: "from", label: word.from, type: "datetime-local" },
        { name: "to", label: word.to, type: "datetime-local" },
      ];
    },
  });
