/** The client token of a session, told once more. */
import { expect, test } from "vitest";
import { auditEntry, listOf, sessionLink } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";

const day = 24 * 60 * 60_000;

describeApp("POST /v1/sessions/{id}/link", {}, (app) => {
  test("answers the token and address of the creation, and is in the audit without them", async () => {
    const session = await app().api.createSession();
    const reply = await app().api.post(`/v1/sessions/${session.id}/link`);
    expect(reply.as(sessionLink)).toEqual({ clientToken: session.clientToken, url: session.url });
    const audit = await app().api.get(`/v1/audit?subject=${session.id}`);
    expect(audit.as(listOf(auditEntry)).data[0]).toMatchObject({
      action: "session.link",
      after: { status: "requires_payment_method" },
    });
    expect(audit.text).not.toContain(session.clientToken);
  });

  test("for a day after the end, and then 409 session_closed", async () => {
    const session = await app().api.createSession();
    await app().api.post(`/v1/sessions/${session.id}/cancel`);
    expect((await app().api.post(`/v1/sessions/${session.id}/link`)).status).toBe(200);
    app().clock.advance(2 * day);
    expect((await app().api.post(`/v1/sessions/${session.id}/link`)).problem().code).toBe("session_closed");
  });

  test("knows no session that is not there", async () => {
    expect((await app().api.post("/v1/sessions/cs_1/link")).problem().code).toBe("not_found");
  });

  test("is 409 link_unavailable when the token cannot be derived", async () => {
    const session = await app().api.createSession();
    const { kysely } = app().database;
    await kysely.updateTable("sessions").set({ token_hash: "other" }).where("id", "=", session.id).execute();
    const reply = await app().api.post(`/v1/sessions/${session.id}/link`);
    expect(reply.problem()).toMatchObject({ status: 409, code: "link_unavailable" });
  });
});
