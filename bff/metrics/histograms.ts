/** Every histogram of the use cases. All are in seconds; a series begins with its first observation. */
import type { MeasureLabels, MeasureName } from "../services/context.ts";

export interface HistogramDescription<Described> {
  readonly help: string;
  /** In the order of the output, with what each says. */
  readonly labels: { readonly [Label in keyof Described]: string };
  /** Upper bounds in seconds. */
  readonly buckets: readonly number[];
}

const account = "the account's id in the configuration";
const calls = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export const histograms: { readonly [Name in MeasureName]: HistogramDescription<MeasureLabels[Name]> } = {
  provider_call_duration: {
    help: "How long a call to a provider took",
    labels: {
      account,
      operation: "what the call was for",
      outcome: "as in `pay_checkout_provider_calls_total`",
    },
    buckets: calls,
  },
  callback_duration: {
    help: "How long a provider's callback took, from its whole body to the answer",
    labels: { account: `${account}, or \`unknown\``, outcome: "`accepted` or `refused`" },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  webhook_delivery_duration: {
    help: "How long one attempt to deliver an event took",
    labels: { endpoint: "the endpoint's id", outcome: "`delivered`, `retry`, `dead` or `disabled`" },
    buckets: calls,
  },
  time_to_paid: {
    help: "How long a payment took that succeeded, from the moment at which it was started for the customer",
    labels: { account, method: "the method" },
    buckets: [5, 15, 30, minute, 2 * minute, 5 * minute, 15 * minute, hour, 6 * hour, day, 3 * day, 7 * day],
  },
  job_delay: {
    help: "How late a job began, after the time at which it was due",
    labels: { kind: "the kind of the job" },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, minute, 5 * minute, hour],
  },
};
