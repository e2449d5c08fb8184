/**
 * A merchant's program with each of the generated clients, which `npm run test:openapi` puts beside it. It prints what it
 * saw. Not a part of this repository's own types, because the clients are not here before that command has run.
 */
import createClient from "openapi-fetch";
import type { paths } from "./api.d.ts";
import { client } from "./hey/client.gen";
import { cancelSession, createSession, listSessions, openSession, readSession } from "./hey/index.ts";

const { PAY_URL = "", PAY_API_KEY = "" } = process.env;
const body = (reference: string) => ({
  amount: { value: "150.00", currency: "MXN" },
  reference,
  returnUrl: "http://127.0.0.1:8080/thanks",
});

async function byOpenapiFetch() {
  const headers = { authorization: `Bearer ${PAY_API_KEY}` };
  const api = createClient<paths>({ baseUrl: PAY_URL, headers });
  const made = [];
  for (const reference of ["fetch-1", "fetch-2", "fetch-3"]) {
    const { data } = await api.POST("/v1/sessions", { body: body(reference) });
    if (data !== undefined) made.push(data);
  }
  const [first, second] = made;
  if (first === undefined || second === undefined) throw new Error("openapi-fetch creates no session");
  const opened = await createClient<paths>({ baseUrl: PAY_URL }).POST("/checkout/open", {
    body: first.clientToken,
    // It writes JSON, unless it is told how the body of this one operation is written.
    bodySerializer: (token) => token,
    headers: { "content-type": "text/plain" },
  });
  const listed: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: 1, ...(typeof cursor === "string" ? { cursor } : {}) };
    const { data } = await api.GET("/v1/sessions", { params: { query } });
    listed.push(...(data?.data ?? []).map(({ id }) => id));
    cursor = data?.nextCursor;
  } while (typeof cursor === "string");
  const read = await api.GET("/v1/sessions/{id}", { params: { path: { id: second.id } } });
  const canceled = await api.POST("/v1/sessions/{id}/cancel", { params: { path: { id: second.id } } });
  const missing = await api.GET("/v1/sessions/{id}", { params: { path: { id: "cs_of_nobody" } } });
  const wrong = await api.POST("/v1/sessions", { body: { ...body("fetch-4"), expiresIn: 1 } });
  return {
    opened: opened.data?.id === first.id && opened.data.methods.length > 0,
    listed: made.every(({ id }) => listed.includes(id)) && new Set(listed).size === listed.length,
    read: read.data?.reference,
    canceled: canceled.data?.status,
    missing: missing.error?.code,
    wrong: [wrong.error?.code, wrong.error?.errors?.[0]?.path],
  };
}

async function byHeyApi() {
  client.setConfig({ baseUrl: PAY_URL, auth: PAY_API_KEY });
  const made = [];
  for (const reference of ["hey-1", "hey-2", "hey-3"]) {
    const { data } = await createSession({ body: body(reference) });
    if (data !== undefined) made.push(data);
  }
  const [first, second] = made;
  if (first === undefined || second === undefined) throw new Error("@hey-api/openapi-ts creates no session");
  const opened = await openSession({ body: first.clientToken });
  const listed: string[] = [];
  let cursor: string | null | undefined;
  do {
    const { data } = await listSessions({
      query: { limit: 1, ...(typeof cursor === "string" ? { cursor } : {}) },
    });
    listed.push(...(data?.data ?? []).map(({ id }) => id));
    cursor = data?.nextCursor;
  } while (typeof cursor === "string");
  const read = await readSession({ path: { id: second.id } });
  const canceled = await cancelSession({ path: { id: second.id } });
  const missing = await readSession({ path: { id: "cs_of_nobody" } });
  const wrong = await createSession({ body: { ...body("hey-4"), expiresIn: 1 } });
  return {
    opened: opened.data?.id === first.id && opened.data.methods.length > 0,
    listed: made.every(({ id }) => listed.includes(id)) && new Set(listed).size === listed.length,
    read: read.data?.reference,
    canceled: canceled.data?.status,
    missing: missing.error?.code,
    wrong: [wrong.error?.code, wrong.error?.errors?.[0]?.path],
  };
}

console.log(JSON.stringify([await byOpenapiFetch(), await byHeyApi()]));
