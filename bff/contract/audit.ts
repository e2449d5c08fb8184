/** The audit: who changed what. */
import { z } from "zod";
import { auditActions } from "../core/audit.ts";
import { page, time, timeFilter, unreadable } from "./fields.ts";
import { money } from "./money.ts";

/** Statuses, amounts and numbers by name. */
export const auditedState = z.record(z.string(), z.union([z.string(), z.number(), money]));

export const auditEntry = z
  .object({
    id: z.string().meta({ description: "Begins with `aud_`.", examples: ["aud_3Zk8sQm1VfX0bYw7LrTn2C"] }),
    object: z.literal("audit_entry").meta({ description: "Always `audit_entry`." }),
    at: time.meta({ description: "When it was done." }),
    actor: z.string().meta({
      description: "`key:<id>` of an API key, `operator:<id>` of a person, `command` of the command line.",
      examples: ["key:backend"],
    }),
    action: z.enum(auditActions).meta({ description: "What was done. More actions may come." }),
    subject: z.string().meta({
      description: "The id of what was changed; `customers` where a person was erased.",
      examples: ["po_5Vx0cQ2mZk8sYw7LrTn1Bf"],
    }),
    address: z
      .string()
      .nullable()
      .meta({
        description: "Where the request came from; null for a command, or where a proxy names none.",
        examples: ["203.0.113.7"],
      }),
    requestId: z
      .string()
      .nullable()
      .meta({
        description: "The `X-Request-Id` of the request; null for a command.",
        examples: ["req_8sQm1VfX0bYw7LrTn2C3Zk"],
      }),
    before: auditedState.nullable().meta({
      description: "What changed, as it was; null where there was nothing before.",
      examples: [{ status: "awaiting_approval" }],
    }),
    after: auditedState
      .nullable()
      .meta({ description: "What changed, as it then was.", examples: [{ status: "creating" }] }),
    unreadable,
  })
  .meta({ id: "AuditEntry", description: "One change that a person or an API key made." });
export type AuditEntry = z.infer<typeof auditEntry>;

export const listAuditQuery = z.strictObject({
  ...page,
  subject: z
    .string()
    .optional()
    .meta({
      description: "Only entries about what has this id.",
      examples: ["po_5Vx0cQ2mZk8sYw7LrTn1Bf"],
    }),
  actor: z
    .string()
    .optional()
    .meta({ description: "Only entries of this actor.", examples: ["key:desk"] }),
  from: timeFilter
    .optional()
    .meta({ description: "Only entries at or after this time.", examples: ["2026-11-19T00:00:00Z"] }),
  to: timeFilter
    .optional()
    .meta({ description: "Only entries before this time.", examples: ["2026-11-20T00:00:00Z"] }),
});
export type ListAuditQuery = z.input<typeof listAuditQuery>;
