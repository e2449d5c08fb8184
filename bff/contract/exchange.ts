/** What was said between us and a provider about one payment or payout. */
import { z } from "zod";
import { time } from "./fields.ts";

const body = z.string().nullable();

export const exchange = z
  .object({
    at: time.meta({ description: "When the call began, or the callback came." }),
    direction: z.enum(["out", "in"]).meta({
      description: "`out`: we called the provider. `in`: the provider posted a callback to us.",
    }),
    operation: z.string().meta({
      description:
        "What it was for: create, query, cancel, payout, payout_query, balance, or callback. More of them may come.",
      examples: ["query"],
    }),
    method: z.string().meta({ description: "The HTTP method.", examples: ["POST"] }),
    url: z.string().meta({
      description: "Where it went; secrets in it are hidden.",
      examples: ["https://api.provider.example/v1/paypro/queryPayInResult"],
    }),
    status: z
      .number()
      .int()
      .nullable()
      .meta({ description: "The HTTP status of the answer; null where none came.", examples: [200] }),
    ms: z
      .number()
      .int()
      .nullable()
      .meta({
        description: "How long it took, in milliseconds; of a callback, until it was decided.",
        examples: [184],
      }),
    outcome: z.string().meta({
      description:
        "Of a call `answered`, or why there is no answer, such as `timeout`. Of a callback `accepted`, or `refused_` and the reason, such as `refused_signature`.",
      examples: ["answered"],
    }),
    request: body.meta({
      description:
        "The body that was sent, in clear and cleaned, at most 8 kB; null: there was none, or nobody read it.",
      examples: ['{"timestamp":"1764241200000","tradeNo":"20261127110000abc","sign":"[secret]"}'],
    }),
    response: body.meta({
      description: "The body that was answered, the same way; null: there was none.",
      examples: ['{"code":"0000","msg":"success","data":{"status":"0015"}}'],
    }),
  })
  .meta({ id: "Exchange", description: "One call to a provider, or one callback, and its answer." });
export type ExchangeView = z.infer<typeof exchange>;

export const listExchangesAnswer = z.object({
  data: z.array(exchange).meta({ description: "All that is kept, oldest first." }),
});
export type ListExchangesAnswer = z.infer<typeof listExchangesAnswer>;
