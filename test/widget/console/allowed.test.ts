import { expect, test } from "vitest";
import { allowed as served } from "../../../bff/http/specs/merchant-operation.ts";
import { allowed } from "../../../widget/console/allowed.ts";

test.each(Object.entries(allowed))(
  "the console hides %s from the same operators as the BFF refuses it",
  (name, scopes) => {
    expect(new Map<string, readonly string[]>(Object.entries(served)).get(name)).toEqual(scopes);
  },
);
