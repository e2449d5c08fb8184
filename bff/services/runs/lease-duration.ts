/** The leases that this process holds are extended while it lives: much shorter than a provider's time-out. */
export const leaseMs = 10_000;
