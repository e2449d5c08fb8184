/**
 * The dependencies of every use case. Time, randomness, the database and the providers come in as arguments, so
 * that a simulation can run days in milliseconds against a hostile provider.
 */
import type { Logger } from "pino";
import type { AccountMethod, CheckoutConfig, WebhookConfig } from "../config/types.ts";
import type { AddressRange } from "../core/address-ranges.ts";
import type { Clock } from "../core/clock.ts";
import type { RandomSource } from "../core/ids.ts";
import type { Currencies } from "../core/money.ts";
import type { PaymentStatus } from "../core/payment/status.ts";
import type { PayoutStatus } from "../core/payout/status.ts";
import type { RefundStatus } from "../core/refund/status.ts";
import type { CallbackOutcome, Refusal, StrangerReason } from "../core/refused-callback.ts";
import type { Tracer } from "../core/tracer.ts";
import type {
  AlarmCode,
  CallOutcome,
  ProviderAdapter,
  UnknownCause,
  WireGuide,
} from "../providers/contract.ts";
import type { Seal } from "../storage/encryption/seal.ts";
import type { Database } from "../storage/engine/database.ts";
import type { StatusChannel } from "../storage/notifications/status-channel.ts";
import type { AttemptOutcome } from "../storage/repositories/record-attempt.ts";
import type { JobKind, JobQueue } from "../storage/schema/jobs.ts";
import type { WebhookSender } from "../webhooks/send.ts";
import type { AccountDrift } from "./process/account-drift.ts";
import type { AccountSuccesses } from "./process/account-successes.ts";
import type { Leases } from "./process/held-leases.ts";
import type { JobPlace } from "./process/job-place.ts";

/** An account of the configuration with its adapter. */
export interface ProviderAccount {
  readonly id: string;
  readonly provider: string;
  readonly methods: readonly AccountMethod[];
  /** See `identity` of AccountConfig. */
  readonly identity: string;
  readonly retired: boolean;
  /** See AccountConfig; null: from anywhere. */
  readonly callbackSources: readonly AddressRange[] | null;
  /** What is hidden of what is said over the wire; see WireGuide. */
  readonly wire: WireGuide;
  readonly adapter: ProviderAdapter;
}

/** The counters and the histograms. The process counts for Prometheus, a test into a list. */
export interface Metrics {
  count<Name extends MetricName>(name: Name, labels: MetricLabels[Name]): void;
  measure<Name extends MeasureName>(name: Name, labels: MeasureLabels[Name], seconds: number): void;
}

/** Every counter with its labels. A count has to give all of them. */
export interface MetricLabels {
  readonly payment_transitions: {
    readonly account: string;
    readonly from: PaymentStatus;
    readonly to: PaymentStatus;
  };
  readonly payout_transitions: {
    readonly account: string;
    readonly from: PayoutStatus;
    readonly to: PayoutStatus;
  };
  readonly refund_transitions: {
    readonly account: string;
    readonly from: RefundStatus | "none";
    readonly to: RefundStatus;
  };
  readonly callbacks: { readonly account: string; readonly outcome: CallbackOutcome };
  readonly refused_callbacks: { readonly account: string; readonly reason: Refusal | StrangerReason };
  readonly undocumented_statuses: { readonly account: string };
  readonly provider_alarms: { readonly account: string; readonly code: AlarmCode };
  readonly provider_unknowns: { readonly account: string; readonly cause: UnknownCause };
  readonly provider_calls: {
    readonly account: string;
    readonly operation: string;
    readonly outcome: CallOutcome;
  };
  readonly webhook_deliveries: { readonly outcome: DeliveryOutcome };
  readonly dead_jobs: { readonly kind: JobKind };
  /** Requests with an API key from an address that it is not for. */
  readonly misplaced_keys: { readonly key: string };
  readonly connections_closed: { readonly reason: string };
  /** What a provider's documentation does not have, once a day for each name. */
  readonly provider_drift: { readonly account: string; readonly kind: string };
  readonly discrepancies: { readonly account: string; readonly kind: string };
}
export type MetricName = keyof MetricLabels;

/** Every histogram of the use cases with its labels, without the name's unit: all are in seconds. */
export interface MeasureLabels {
  readonly provider_call_duration: MetricLabels["provider_calls"];
  readonly callback_duration: { readonly account: string; readonly outcome: "accepted" | "refused" };
  readonly webhook_delivery_duration: { readonly endpoint: string; readonly outcome: DeliveryOutcome };
  /** From a payment's start to its success. */
  readonly time_to_paid: { readonly account: string; readonly method: string };
  /** From the time at which a job was due to its run. */
  readonly job_delay: { readonly kind: JobKind };
}
export type MeasureName = keyof MeasureLabels;

/** `disabled`: not attempted, because the endpoint is disabled. */
export type DeliveryOutcome = AttemptOutcome["kind"] | "disabled";

/** A merchant's webhook endpoint, as it is configured. */
export type WebhookEndpoint = WebhookConfig;

/** The state of the accounts' circuits. The adapters' HTTP client feeds it. */
export interface CircuitView {
  stateOf(accountId: string, operation: string): "closed" | "open" | "half_open";
}

export interface ServiceContext {
  readonly config: CheckoutConfig;
  readonly currencies: Currencies;
  readonly database: Database;
  readonly seal: Seal;
  readonly channel: StatusChannel;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** In the order of the configuration. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly circuits: CircuitView;
  readonly endpoints: readonly WebhookEndpoint[];
  readonly webhooks: WebhookSender;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  /**
   * Wakes this process's job loop: a job of that queue is due now. `webhooks` wakes the queues of all
   * endpoints.
   */
  readonly wakeJobs: (queue: JobQueue) => void;
  /**
   * Reserves a place of that queue's worker in this process, for a job that is about to be written. Undefined
   * when none is free.
   */
  readonly reservePlace: (queue: JobQueue) => JobPlace | undefined;
  /** When each account last answered successfully. */
  readonly successes: AccountSuccesses;
  /** What came from providers that their documentation does not have. */
  readonly drift: AccountDrift;
  /** The leases of the job runs that are under way in this process. */
  readonly leases: Leases;
  /** Identifies this process as the holder of a lease; new at each start. */
  readonly instanceId: string;
}
