/**
 * What every use case is given. Time, randomness, the database and the providers come in as arguments, so that a
 * simulation can run days in milliseconds against a hostile provider.
 */
import type { Logger } from "pino";
import type { CheckoutConfig } from "../config.ts";
import type { Clock } from "../core/clock.ts";
import type { RandomSource } from "../core/ids.ts";
import type { Currencies } from "../core/money.ts";
import type { Secret } from "../core/secret.ts";
import type { MethodConfig, ProviderAdapter } from "../providers/contract.ts";
import type { Database } from "../storage/database.ts";
import type { StatusChannel } from "../storage/notifications.ts";
import type { JobLane } from "../storage/schema.ts";
import type { Seal } from "../storage/seal.ts";
import type { WebhookSender } from "../webhooks/send.ts";
import type { Leases } from "./leases.ts";

/** A method as one account offers it. */
export interface AccountMethod extends MethodConfig {
  /** Two-letter codes; null: any country. */
  readonly countries: readonly string[] | null;
  readonly minMinor: bigint | null;
  readonly maxMinor: bigint | null;
  /** Language to text, overrides the widget's own translation. */
  readonly label: Readonly<Record<string, string>> | null;
}

/** An account of the configuration with its adapter. */
export interface ProviderAccount {
  readonly id: string;
  readonly provider: string;
  readonly methods: readonly AccountMethod[];
  readonly adapter: ProviderAdapter;
}

/** What the software counts and measures; the process gives it Prometheus, a test gives it a list. */
export interface Metrics {
  /** A provider's answer of a kind its documentation does not cover, an alarm, a change of state … */
  count(name: MetricName, labels: Readonly<Record<string, string>>): void;
}
export type MetricName =
  | "payment_transitions"
  | "payout_transitions"
  | "callbacks"
  | "undocumented_statuses"
  | "provider_alarms"
  | "provider_unknowns"
  | "webhook_deliveries"
  | "dead_jobs"
  | "discrepancies";

/** A merchant's webhook endpoint. */
export interface WebhookEndpoint {
  /** SHA-256 hex of the URL. */
  readonly id: string;
  readonly url: string;
  /** Each signs, so that one can be rotated. */
  readonly secrets: readonly Secret[];
}

/** Which accounts' circuits are open; the adapters' HTTP client feeds it. */
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
  /** Tells the job loop of this process that something in that lane is due now. */
  readonly wakeJobs: (lane: JobLane) => void;
  /** Of the runs of jobs that this process has under way. */
  readonly leases: Leases;
  /** Of this process, new at each start: who holds a lease. */
  readonly instanceId: string;
}
