/** The metrics of the process itself, beside those of prom-client (`process_…`, `nodejs_…`). */
export const processMetrics = {
  requests: {
    name: "pay_checkout_http_request_duration_seconds",
    help: "Time to answer a request",
    labels: {
      method: "the HTTP method",
      route: "the pattern of the path, never the path",
      status: "the status",
    },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  streams: { name: "pay_checkout_status_streams", help: "Open event streams of browsers", labels: {} },
  build: {
    name: "pay_checkout_build_info",
    help: "Always 1: which version runs, on which Node and which database",
    labels: {
      version: "the version of pay-checkout",
      node: "the version of Node",
      engine: "`sqlite` or `postgres`",
    },
  },
} as const;
