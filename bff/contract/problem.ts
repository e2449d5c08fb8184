import { z } from "zod";

export const problemDetails = z
  .object({
    type: z.string().meta({
      description: "`urn:pay-checkout:error:` and the code.",
      examples: ["urn:pay-checkout:error:not_found"],
    }),
    title: z
      .string()
      .meta({ description: "The code in words. It may change.", examples: ["A field is wrong"] }),
    status: z.int().meta({ description: "The HTTP status.", examples: [422] }),
    code: z.string().meta({
      description: "Stable: rely on it. More codes may come.",
      examples: ["validation_failed"],
    }),
    detail: z.string().meta({
      description: "A sentence for a developer. It may change.",
      examples: ["The request has fields that are wrong."],
    }),
    errors: z
      .array(
        z.object({
          path: z.string().meta({ description: "The field, dotted.", examples: ["amount.value"] }),
          message: z
            .string()
            .meta({ description: "What is wrong with it, for a developer.", examples: ["must not be zero"] }),
        }),
      )
      .optional()
      .meta({ description: "The fields that are wrong, where the error is about fields." }),
    requestId: z.string().meta({
      description: "The same as `X-Request-Id`. The log has it, too.",
      examples: ["req_8sQm1VfX0bYw7LrTn2C3Zk"],
    }),
  })
  .meta({ id: "Problem", description: "An error: RFC 9457 problem details." });
export type ProblemDetails = z.infer<typeof problemDetails>;
