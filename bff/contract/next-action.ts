import type { z } from "zod";
import { nextActionSchema } from "../core/next-action.ts";
import { time } from "./fields.ts";

export const nextAction = nextActionSchema(time).meta({ id: "NextAction" });
export type NextAction = z.infer<typeof nextAction>;
