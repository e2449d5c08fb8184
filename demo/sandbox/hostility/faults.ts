import { z } from "zod";
import { type ProviderId, providerIds } from "../state/order.ts";
import { type Operation, operations } from "../state/request-log.ts";

/** The faults of a provider's answers. README.md beside the sandbox describes each. */
export const apiFaults = [
  "hang",
  "drop",
  "status",
  "gateway",
  "garbage",
  "truncate",
  "text_plain",
  "oversize",
  "slow",
  "redirect",
  "refuse",
  "not_found",
  "lie_amount",
  "lie_status",
] as const;

/** The faults of callbacks. */
export const callbackFaults = [
  "lose",
  "delay",
  "duplicate",
  "reorder",
  "forge",
  "lie_amount",
  "wrong_order",
  "wrong_account",
  "unknown_status",
  "extra_field",
  "duplicate_key",
  "truncate",
  "garbage",
] as const;

const common = {
  /** Absent: every provider. */
  provider: z.enum(providerIds).optional(),
  /** How many calls it affects. `null`: all, until it is taken away. */
  times: z.int().min(1).nullable().default(1),
  /** The chance that it affects a call that it fits, drawn from `seed`. */
  probability: z.number().min(0).max(1).default(1),
  seed: z.int().default(1),
  /** `slow`: between pieces of the answer; `delay`: before the callback. */
  delayMs: z.int().min(0).max(86_400_000).default(1000),
  /** `lie_amount`: decimal text; absent: one minor unit less than the truth. */
  amount: z.string().optional(),
};

/** Answers that only the provider itself can give, so they cannot come before the call reaches it. */
const wordedFaults: readonly (typeof apiFaults)[number][] = [
  "refuse",
  "not_found",
  "lie_amount",
  "lie_status",
];

const apiFaultSchema = z
  .strictObject({
    ...common,
    kind: z.enum(apiFaults),
    /** Absent: every operation. */
    operation: z.enum(operations).optional(),
    /** Whether the call has its effect (`after`) or none (`before`). */
    when: z.enum(["before", "after"]).default("after"),
    /** `status`, `gateway`: the HTTP status of the answer; default 500, 404 for `gateway`. */
    status: z.int().min(200).max(599).optional(),
    /** `refuse`: the provider's own code and message. Absent: its general refusal. */
    code: z.string().optional(),
    message: z.string().optional(),
    /** `oversize`: how long the answer is. */
    bytes: z.int().min(1).max(268_435_456).default(8_388_608),
    /** `lie_status`: the status that the query reports. */
    orderStatus: z
      .enum(["pending", "partially_paid", "succeeded", "failed", "closed", "reversed"])
      .default("succeeded"),
  })
  .refine(({ kind, when }) => when === "after" || !wordedFaults.includes(kind), {
    path: ["when"],
    error: "an answer in the provider's own words can't come before the call has reached it",
  });

/** A fault to arm, as `POST /api/faults` takes it. */
export const faultSchema = z.union([
  apiFaultSchema,
  z.strictObject({
    ...common,
    kind: z.enum(callbackFaults),
    operation: z.literal("callback"),
    /** Absent: every order. */
    orderNo: z.string().optional(),
    /** `duplicate`: how many callbacks are sent in total. */
    copies: z.int().min(2).max(100).default(2),
    /** `wrong_order`: the order number that the callback names instead. */
    otherOrderNo: z.string().optional(),
    /** `unknown_status`: the undocumented code that the callback contains. */
    code: z.string().default("77"),
  }),
]);
export type FaultSpec = z.input<typeof faultSchema>;
export type CallbackFaultSpec = Extract<FaultSpec, { operation: "callback" }>;
type ParsedFault = z.output<typeof faultSchema>;
export type ApiFault = Extract<ParsedFault, { when: unknown }>;
export type CallbackFault = Exclude<ParsedFault, ApiFault>;

/** An armed fault, and how many calls it has affected. */
export interface ArmedFault {
  readonly id: number;
  readonly spec: ParsedFault;
  readonly met: number;
}

/** The armed faults. The oldest one that fits affects the call. */
export interface FaultBox {
  arm(spec: FaultSpec): ArmedFault;
  list(): ArmedFault[];
  /** Disarms one fault, or all of them. */
  disarm(id?: number): void;
  takeForApi(call: { provider: ProviderId; operation: Operation }): ApiFault | null;
  takeForCallback(call: { provider: ProviderId; orderNo: string }): CallbackFault | null;
}

/** Mulberry32: the same seed gives the same numbers in [0, 1). */
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const isForApi = (spec: ParsedFault): spec is ApiFault => spec.operation !== "callback";
const isForCallback = (spec: ParsedFault): spec is CallbackFault => spec.operation === "callback";

export function createFaultBox(): FaultBox {
  let armed: { id: number; spec: ParsedFault; met: number; draw: () => number }[] = [];
  let lastId = 0;

  function take<Spec extends ParsedFault>(fits: (spec: ParsedFault) => spec is Spec): Spec | null {
    for (const fault of armed) {
      const { spec } = fault;
      if (!fits(spec) || fault.draw() >= spec.probability) continue;
      fault.met += 1;
      if (spec.times !== null && fault.met >= spec.times) armed = armed.filter((other) => other !== fault);
      return spec;
    }
    return null;
  }

  return {
    arm(input) {
      const spec = faultSchema.parse(input);
      lastId += 1;
      armed.push({ id: lastId, spec, met: 0, draw: seededRandom(spec.seed) });
      return { id: lastId, spec, met: 0 };
    },
    list: () => armed.map(({ id, spec, met }) => ({ id, spec, met })),
    disarm(id) {
      armed = id === undefined ? [] : armed.filter((fault) => fault.id !== id);
    },
    takeForApi: ({ provider, operation }) =>
      take(
        (spec): spec is ApiFault =>
          isForApi(spec) &&
          (!spec.provider || spec.provider === provider) &&
          (!spec.operation || spec.operation === operation),
      ),
    takeForCallback: ({ provider, orderNo }) =>
      take(
        (spec): spec is CallbackFault =>
          isForCallback(spec) &&
          (!spec.provider || spec.provider === provider) &&
          (!spec.orderNo || spec.orderNo === orderNo),
      ),
  };
}
