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

interface SessionSeen {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly clientToken: string;
}

interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly path: string }[];
}

/** What both clients give of an answer. */
interface Answer<T> {
  readonly data?: T;
  readonly error?: Refusal;
}

type Call<Given, T> = (given: Given) => Promise<Answer<T>>;

/** The five operations, by one of the clients. */
interface Calls {
  readonly create: Call<ReturnType<typeof body> & { readonly expiresIn?: number }, SessionSeen>;
  /** Given the client token. */
  readonly open: Call<string, { readonly id: string; readonly methods: readonly unknown[] }>;
  readonly list: Call<
    { readonly limit: number; readonly cursor?: string },
    { readonly data: readonly { readonly id: string }[]; readonly nextCursor: string | null }
  >;
  /** Given the id. */
  readonly read: Call<string, Omit<SessionSeen, "clientToken">>;
  readonly cancel: Call<string, Omit<SessionSeen, "clientToken">>;
}

async function callAll(name: string, { create, open, list, read, cancel }: Calls) {
  const made: SessionSeen[] = [];
  for (const number of [1, 2, 3]) {
    const { data } = await create(body(`${name}-${number}`));
    if (data !== undefined) made.push(data);
  }
  const [first, second] = made;
  if (first === undefined || second === undefined) throw new Error(`${name} creates no session`);
  const opened = await open(first.clientToken);
  const listed: string[] = [];
  let cursor: string | null | undefined;
  do {
    const { data } = await list({ limit: 1, ...(typeof cursor === "string" ? { cursor } : {}) });
    listed.push(...(data?.data ?? []).map(({ id }) => id));
    cursor = data?.nextCursor;
  } while (typeof cursor === "string");
  const wrong = await create({ ...body(`${name}-4`), expiresIn: 1 });
  return {
    opened: opened.data?.id === first.id && opened.data.methods.length > 0,
    listed: made.every(({ id }) => listed.includes(id)) && new Set(listed).size === listed.length,
    read: (await read(second.id)).data?.reference,
    canceled: (await cancel(second.id)).data?.status,
    missing: (await read("cs_of_nobody")).error?.code,
    wrong: [wrong.error?.code, wrong.error?.errors?.[0]?.path],
  };
}

async function byOpenapiFetch() {
  const headers = { authorization: `Bearer ${PAY_API_KEY}` };
  const api = createClient<paths>({ baseUrl: PAY_URL, headers });
  const open = createClient<paths>({ baseUrl: PAY_URL });
  return await callAll("fetch", {
    create: (given) => api.POST("/v1/sessions", { body: given }),
    open: (token) =>
      open.POST("/checkout/open", {
        body: token,
        // It writes JSON, unless it is told how the body of this one operation is written.
        bodySerializer: (text) => text,
        headers: { "content-type": "text/plain" },
      }),
    list: (query) => api.GET("/v1/sessions", { params: { query } }),
    read: (id) => api.GET("/v1/sessions/{id}", { params: { path: { id } } }),
    cancel: (id) => api.POST("/v1/sessions/{id}/cancel", { params: { path: { id } } }),
  });
}

async function byHeyApi() {
  client.setConfig({ baseUrl: PAY_URL, auth: PAY_API_KEY });
  return await callAll("hey", {
    create: (given) => createSession({ body: given }),
    open: (token) => openSession({ body: token }),
    list: (query) => listSessions({ query }),
    read: (id) => readSession({ path: { id } }),
    cancel: (id) => cancelSession({ path: { id } }),
  });
}

console.log(JSON.stringify([await byOpenapiFetch(), await byHeyApi()]));
