import { describe, expect, test } from "vitest";
import { type CheckedAnswer, checkAnswer } from "./api-check.ts";

const health: CheckedAnswer = {
  method: "GET",
  path: "/healthz",
  status: 200,
  contentType: "application/json; charset=utf-8",
  text: '{"status":"ok"}',
};
const problem: CheckedAnswer = {
  method: "POST",
  path: "/v1/sessions",
  status: 422,
  contentType: "application/problem+json; charset=utf-8",
  text: JSON.stringify({
    type: "urn:pay-checkout:error:validation_failed",
    title: "A field is wrong",
    status: 422,
    code: "validation_failed",
    detail: "…",
    requestId: "req_1",
  }),
};

describe("an answer", () => {
  test.each<[string, CheckedAnswer]>([
    ["with a body that is described", health],
    ["to HEAD, without a body", { ...health, method: "HEAD", text: "" }],
    ["that is a problem", problem],
    ["to what is no operation", { ...problem, path: "/v1/nothing", status: 404 }],
    ["to another method", { ...problem, method: "DELETE", status: 405 }],
  ])("is as described: %s", (_what, answer) => {
    expect(() => checkAnswer(answer)).not.toThrow();
  });

  test.each<[string, CheckedAnswer]>([
    ["a status that is not described", { ...health, status: 418 }],
    ["a type that is not described", { ...health, contentType: "text/html" }],
    ["no type", { ...health, contentType: "" }],
    ["another value", { ...health, text: '{"status":"well"}' }],
    ["a field too many", { ...health, text: '{"status":"ok","load":1}' }],
    ["a field too few", { ...health, text: "{}" }],
    [
      "a code that the operation does not have",
      { ...problem, text: problem.text.replace('validation_failed","detail', 'not_in_review","detail') },
    ],
    ["a success where there is no operation", { ...health, path: "/v1/nothing" }],
  ])("is not as described: %s", (_what, answer) => {
    expect(() => checkAnswer(answer)).toThrow();
  });
});
