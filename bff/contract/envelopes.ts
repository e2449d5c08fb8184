/** What surrounds the shapes: a list of them, and a request without fields. */
import { z } from "zod";
import { emptyListToo } from "./fields.ts";

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

/** For POSTs without fields: no body, or `{}`. */
export const emptyRequest = emptyListToo(z.strictObject({})).nullish();
