/** What surrounds the shapes: a list of them, and a request without fields. */
import { z } from "zod";
import { emptyListToo } from "./fields.ts";

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item).meta({ description: "The entries of this page, newest first." }),
    nextCursor: z
      .string()
      .nullable()
      .meta({
        description: "What to send as `cursor` for the next page; null: this is the last one.",
        examples: ["MTc2MzU1MzYwMDAwMC5jc18x"],
      }),
  });

/** For POSTs without fields: no body, or `{}`. */
export const emptyRequest = emptyListToo(z.strictObject({}))
  .nullish()
  .meta({ description: "No body, or an empty object." });
