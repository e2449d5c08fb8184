/** The audit: who changed what. */
import { z } from "zod";
import { auditActions } from "../core/audit.ts";
import { page, time, unreadable } from "./fields.ts";
import { money } from "./money.ts";

/** Statuses, amounts and numbers by name. */
export const auditedState = z.record(z.string(), z.union([z.string(), z.number(), money]));

export const auditEntry = z
  .object({
    id: z.string(),
    object: z.literal("audit_entry"),
    at: time,
    actor: z.string().meta({
      description: "`key:<id>` of an API key, `operator:<id>` of a person, `command` of the command line",
      examples: ["key:backend"],
    }),
    action: z.enum(auditActions),
    subject: z.string().meta({ description: "The id of what was changed" }),
    address: z.string().nullable().meta({ description: "Where the request came from" }),
    requestId: z.string().nullable(),
    before: auditedState.nullable(),
    after: auditedState.nullable(),
    unreadable,
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof auditEntry>;

export const listAuditQuery = z.strictObject({
  ...page,
  subject: z.string().optional(),
  actor: z.string().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type ListAuditQuery = z.input<typeof listAuditQuery>;
