/** What the BFF has logged: which requests it has answered, and what it calls an error. */

import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";

const line = z.object({
  level: z.string(),
  msg: z.string().optional(),
  requestId: z.string().optional(),
  status: z.number().optional(),
});

const usualSettleMs = 20_000;
const mostKept = 50;

export interface ServerLog {
  /** A request has been answered so: a line has to say the same. */
  expect(requestId: string, status: number): void;
  /** Waits for the lines that are on their way. @returns what is wrong with the log, until now */
  settle(): Promise<string[]>;
}

/** @param settleMs how long a line may be on its way */
export function readLog(output: Readable, settleMs = usualSettleMs): ServerLog {
  const awaited = new Map<string, number>();
  /** Lines may come before the answer does. */
  const logged = new Map<string, number>();
  const wrongs: string[] = [];
  let whenSettled: () => void = () => undefined;

  const complain = (wrong: string) => {
    if (wrongs.length < mostKept) wrongs.push(wrong);
  };
  const compare = (requestId: string, answered: number, told: number) => {
    if (answered !== told) complain(`${requestId} was answered ${answered} and logged as ${told}`);
    if (awaited.size === 0) whenSettled();
  };

  createInterface({ input: output }).on("line", (text) => {
    if (!text.startsWith("{")) {
      complain(`a line that is no JSON: ${text.slice(0, 300)}`);
      return;
    }
    const { level, msg, requestId, status } = line.parse(JSON.parse(text));
    if (level === "error" || level === "fatal") complain(`logged: ${text.slice(0, 1_000)}`);
    if (msg !== "answered" || requestId === undefined || status === undefined) return;
    const answered = awaited.get(requestId);
    if (answered === undefined) logged.set(requestId, status);
    else {
      awaited.delete(requestId);
      compare(requestId, answered, status);
    }
  });

  return {
    expect(requestId, status) {
      const told = logged.get(requestId);
      if (told === undefined) awaited.set(requestId, status);
      else {
        logged.delete(requestId);
        compare(requestId, status, told);
      }
    },
    async settle() {
      const { promise, resolve } = Promise.withResolvers<void>();
      whenSettled = resolve;
      if (awaited.size === 0) resolve();
      const limit = setTimeout(resolve, settleMs).unref();
      await promise;
      clearTimeout(limit);
      for (const [requestId, status] of awaited) complain(`${requestId}, answered ${status}, is not logged`);
      awaited.clear();
      logged.clear();
      return wrongs.splice(0);
    },
  };
}
