/**
 * How long a job lease lasts. It is much shorter than a provider's time-out, because a living process extends
 * its leases.
 */
export const leaseMs = 10_000;
