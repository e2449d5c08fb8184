/** A query about the payment of objects.ts, as an operator reads it. */
export const exchange = {
  at: "2026-11-19T12:00:03.000Z",
  direction: "out",
  operation: "query",
  method: "POST",
  url: "https://api.paypro.example/mex-pay/v1/paypro/queryPayInResult",
  status: 200,
  ms: 184,
  outcome: "answered",
  request: '{"timestamp":"1763553603000","tradeNo":"20261119120000k3m9x0q2w8z7a1b4","sign":"[secret]"}',
  response: '{"code":"0000","msg":"success","data":{"status":"0015"}}',
};
