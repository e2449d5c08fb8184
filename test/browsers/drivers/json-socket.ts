/** A WebSocket with numbered requests and answers, as Chromium's and Firefox's protocols have it. */
import { z } from "zod";

const answer = z.looseObject({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
  message: z.string().optional(),
});

const requestMs = 30_000;

export interface JsonSocket {
  /** Sends a request and resolves to the `result` of its answer. Rejects with the browser's error. */
  readonly request: (method: string, params: object) => Promise<unknown>;
  readonly close: () => void;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export async function openJsonSocket(url: string): Promise<JsonSocket> {
  const socket = new WebSocket(url);
  const pending = new Map<number, Pending>();
  let last = 0;
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`${url} cannot be opened`));
  });
  socket.onmessage = ({ data }) => {
    const parsed = answer.safeParse(JSON.parse(String(data)));
    if (!parsed.success) return; // An event, which no flow needs.
    const { id, result, error, message } = parsed.data;
    const waiting = pending.get(id);
    pending.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(message ?? JSON.stringify(error)));
  };
  socket.onclose = () => {
    for (const { reject } of pending.values()) reject(new Error("the browser has closed the connection"));
    pending.clear();
  };
  return {
    request: (method, params) => {
      last += 1;
      const id = last;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const timer = setTimeout(() => reject(new Error(`${method} has had no answer`)), requestMs);
      pending.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
      return promise.finally(() => clearTimeout(timer));
    },
    close: () => socket.close(),
  };
}
