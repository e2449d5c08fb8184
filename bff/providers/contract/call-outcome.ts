/**
 * How one call to a provider ended, for metrics. `failed`: it answered with a status of 500 or more. `not_sent`: no
 * connection was made. `circuit_open`: the call was not tried.
 */
export type CallOutcome = "answered" | "failed" | "no_answer" | "not_sent" | "circuit_open";
