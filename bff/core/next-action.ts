/** What the customer has to do next: one shape for the public contract, the providers' reports and the stored text. */
import { z } from "zod";

/** @param time how a time is written: as ISO text in the public contract, as epoch ms everywhere inside. */
export function nextActionSchema<Time extends z.ZodType>(time: Time) {
  return z.discriminatedUnion("type", [
    z.object({
      type: z.literal("display_code"),
      codeType: z.enum(["va", "store"]),
      code: z.string(),
      barcode: z.literal("code128").nullable(),
      /** What else the customer has to enter or check, in the order of display. A stored action of before has none. */
      details: z
        .array(z.object({ name: z.enum(["beneficiary", "bank", "concept", "reference"]), value: z.string() }))
        .readonly()
        .default([]),
      expiresAt: time,
    }),
    z.object({ type: z.literal("redirect"), url: z.string() }),
    z.object({
      type: z.literal("redirect_form"),
      url: z.string(),
      /** Empty in the API except for the browser that posts them, because they name the payer. */
      fields: z.record(z.string(), z.string()),
    }),
    z.object({
      type: z.literal("display_qr"),
      data: z.string(),
      links: z.array(z.object({ name: z.string(), url: z.string() })),
      url: z.string().nullable(),
    }),
  ]);
}

/** With its times as epoch ms. */
export const nextAction = nextActionSchema(z.int());
export type NextAction = Readonly<z.infer<typeof nextAction>>;
export type NextActionType = NextAction["type"];
