import type { z } from "zod";
import { nextActionSchema } from "../core/next-action.ts";
import { time } from "./fields.ts";

export const nextAction = nextActionSchema(time).meta({
  id: "NextAction",
  description: "What the customer has to do next. `type` says which fields there are. More types may come.",
});
export type NextAction = z.infer<typeof nextAction>;
