import { expect, test } from "vitest";
import { urlUnder } from "../../bff/providers/http-client.ts";

test.each([
  ["http://127.0.0.1:9104/mex-pay", "http://127.0.0.1:9104/mex-pay/v1/x"],
  ["http://127.0.0.1:9104/mex-pay/", "http://127.0.0.1:9104/mex-pay/v1/x"],
  ["https://api.example", "https://api.example/v1/x"],
])("a path goes under %s", (baseUrl, url) => {
  expect(urlUnder(baseUrl, "/v1/x")).toBe(url);
});
