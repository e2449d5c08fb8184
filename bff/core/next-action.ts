/** What the customer has to do next: one shape for the public contract, the providers' reports and the stored text. */
import { z } from "zod";

const codeDetail = z.object({
  name: z
    .enum(["beneficiary", "bank", "concept", "reference"])
    .meta({ description: "What it is. More names may come." }),
  value: z.string().meta({ description: "What to enter or check.", examples: ["Cantina del Sol"] }),
});

const appLink = z.object({
  name: z.string().meta({ description: "The app.", examples: ["gpay"] }),
  url: z.string().meta({ description: "What opens it.", examples: ["gpay://upi/pay?pa=shop@bank"] }),
});

/** @param time how a time is written: as ISO text in the public contract, as epoch ms everywhere inside. */
export function nextActionSchema<Time extends z.ZodType>(time: Time) {
  return z.discriminatedUnion("type", [
    z
      .object({
        type: z.literal("display_code").meta({ description: "Show the number." }),
        codeType: z.enum(["va", "store"]).meta({
          description: "`va`: an account to transfer to. `store`: a number to pay at a till. More may come.",
        }),
        code: z.string().meta({ description: "The number.", examples: ["6841800930023213210"] }),
        barcode: z
          .literal("code128")
          .nullable()
          .meta({ description: "How to draw it as a barcode; null: not at all." }),
        // A stored action of before has none.
        details: z.array(codeDetail).readonly().default([]).meta({
          description: "What else the customer has to enter or check, in the order of display. Often empty.",
        }),
        expiresAt: time.meta({ description: "Until when the number can be paid." }),
      })
      .meta({ description: "The customer pays by a number." }),
    z
      .object({
        type: z.literal("redirect").meta({ description: "Go to the page." }),
        url: z
          .string()
          .meta({ description: "The provider's page.", examples: ["https://cashier.example.com/o/1"] }),
      })
      .meta({ description: "The customer pays on the provider's page." }),
    z
      .object({
        type: z.literal("redirect_form").meta({ description: "Post the form." }),
        url: z
          .string()
          .meta({ description: "Where to post it.", examples: ["https://cashier.example.com/pay"] }),
        fields: z.record(z.string(), z.string()).meta({
          description:
            "The form's fields, by name. Only the customer's browser gets them, because they name the payer: empty in the merchant's answers and events.",
          examples: [{ orderNo: "20261119120000k3m9x0q2w8z7a1b4" }],
        }),
      })
      .meta({ description: "The customer's browser posts a form to the provider's page." }),
    z
      .object({
        type: z.literal("display_qr").meta({ description: "Show the QR code." }),
        data: z.string().meta({
          description: "What the QR code holds.",
          examples: ["upi://pay?pa=shop@bank&am=150.00"],
        }),
        links: z.array(appLink).meta({ description: "Links that open apps on the customer's phone." }),
        url: z
          .string()
          .nullable()
          .meta({
            description: "The provider's own page; null: none.",
            examples: ["https://cashier.example.com/o/1"],
          }),
      })
      .meta({ description: "The customer pays with a QR code or an app." }),
  ]);
}

/** With its times as epoch ms. */
export const nextAction = nextActionSchema(z.int());
export type NextAction = Readonly<z.infer<typeof nextAction>>;
export type NextActionType = NextAction["type"];
