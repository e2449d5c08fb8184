import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { pgBouncerSettings, readDeployFile } from "./support/deploy-files.ts";

const patroni = z.looseObject({
  bootstrap: z.looseObject({
    dcs: z.looseObject({
      ttl: z.int(),
      loop_wait: z.int(),
      retry_timeout: z.int(),
      synchronous_mode: z.literal(true),
      postgresql: z.looseObject({ use_pg_rewind: z.literal(true) }),
    }),
  }),
});

test("Patroni loses no commit, and a primary gives up before another is promoted", () => {
  const { dcs } = patroni.parse(parse(readDeployFile("patroni.yml"))).bootstrap;
  expect(dcs.loop_wait + 2 * dcs.retry_timeout).toBeLessThanOrEqual(dcs.ttl);
  expect(dcs.ttl).toBeLessThan(30);
});

test("HAProxy leads to the primary of the two machines, and ends connections to one that is none any more", () => {
  const text = readDeployFile("haproxy.cfg");
  for (const part of ["bind 127.0.0.1:5432", "db-a.internal:5432", "db-b.internal:5432", "GET /primary"])
    expect(text).toContain(part);
  expect(text).toContain("on-marked-down shutdown-sessions");
});

test("PgBouncer tries a server that refused it again after a second", () => {
  expect(pgBouncerSettings()).toContain("server_login_retry = 1");
});
