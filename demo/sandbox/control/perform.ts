import { z } from "zod";
import { callbackFaults } from "../hostility/faults.ts";
import type { Played } from "../state/play.ts";
import type { OrderRef, SandboxControls } from "./controls.ts";

/** `mode`: `final` for pay and partial, `still_paid` for reverse, a callback fault for callback. */
export const playSchema = z.strictObject({
  amount: z.string().optional(),
  mode: z.string().optional(),
  reason: z.string().optional(),
  code: z.string().optional(),
  copies: z.int().optional(),
  delayMs: z.int().optional(),
  otherOrderNo: z.string().optional(),
});
export const actionSchema = z.enum(["pay", "partial", "fail", "close", "reverse", "callback"]);

/** Performs an action of the control API, or of a button on its page. */
export function perform(
  state: SandboxControls,
  ref: OrderRef,
  action: z.output<typeof actionSchema>,
  body: z.output<typeof playSchema>,
): Played {
  const { amount, mode, reason, ...twist } = body;
  switch (action) {
    case "pay":
    case "partial":
      if (action === "partial" && amount === undefined) return { ok: false, why: "amount is missing" };
      return state.play(ref, { action: "pay", final: mode === "final", amount });
    case "fail":
      return state.play(ref, { action: "fail", reason });
    case "close":
      return state.play(ref, { action: "close" });
    case "reverse":
      return state.play(ref, { action: "reverse", stillPaid: mode === "still_paid" });
    case "callback": {
      if (mode === undefined) return state.sendCallback(ref);
      const kind = z.enum(callbackFaults).safeParse(mode);
      if (!kind.success) return { ok: false, why: `mode is one of ${callbackFaults.join(", ")}` };
      return state.sendCallback(ref, { kind: kind.data, amount, ...twist });
    }
    default:
      return action satisfies never;
  }
}
