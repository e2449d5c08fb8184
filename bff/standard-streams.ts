/**
 * Standard output and standard error, so that whoever reads them cannot stop this process: not by closing the pipe, not
 * by leaving it full. A line that cannot be handed over is dropped and counted, and a later line says so.
 */
import { fstatSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import { atMost } from "./at-most.ts";
import { codeOf } from "./core/error-properties.ts";

export interface TextOutput {
  /** Takes a whole line, with its line feed. Never waits and never throws. */
  write(text: string): void;
  /** Resolves when everything has been handed over or is lost, or after the limit. */
  written(limitMs: number): Promise<void>;
  /** How many lines were dropped until now. */
  readonly lost: number;
}

/** What is kept for a reader that does not read. */
const mostPendingBytes = 4 * 1024 * 1024;

function lostLine(count: number): string {
  const fields = { level: "warn", time: new Date().toISOString(), count, msg: "log lines were lost" };
  return `${JSON.stringify(fields)}\n`;
}

/** Counts what was dropped, and announces it once lines get through again. */
function createLosses(): { readonly total: () => number; add(): void; announce(): string } {
  let total = 0;
  let announced = 0;
  return {
    total: () => total,
    add() {
      total++;
    },
    announce() {
      if (total === announced) return "";
      const text = lostLine(total - announced);
      announced = total;
      return text;
    },
  };
}

/** A file takes every line at once, or refuses it, as a full disk does. Later it may take lines again. */
function outputToFile(fd: number): TextOutput {
  const losses = createLosses();
  function write(text: string): void {
    try {
      writeSync(fd, text);
    } catch {
      // There is no place left to report it to.
      losses.add();
      return;
    }
    const announcement = losses.announce();
    if (announcement !== "") write(announcement);
  }
  return {
    write,
    written: async () => undefined,
    get lost() {
      return losses.total();
    },
  };
}

/** A pipe, a socket or a terminal. Node writes to pipes and sockets without waiting. */
function outputToStream(stream: NodeJS.WriteStream, whenBroken: (code: string) => void): TextOutput {
  const losses = createLosses();
  let isBroken = false;
  // Without a listener, a reader that has gone away (EPIPE) would end this process.
  stream.on("error", (error) => {
    if (isBroken) return;
    isBroken = true;
    whenBroken(codeOf(error) ?? error.name);
  });
  return {
    write(text) {
      if (isBroken || stream.writableLength > mostPendingBytes) losses.add();
      else stream.write(losses.announce() + text);
    },
    async written(limitMs) {
      if (isBroken || stream.writableLength === 0) return;
      const isWritten = new Promise<void>((resolve) => stream.write("", () => resolve()));
      await atMost(isWritten, limitMs, () => undefined);
    },
    get lost() {
      return losses.total();
    },
  };
}

function openOutput(fd: number, stream: () => NodeJS.WriteStream, whenBroken: (code: string) => void) {
  const kind = fstatSync(fd);
  return kind.isFIFO() || kind.isSocket() || isatty(fd)
    ? outputToStream(stream(), whenBroken)
    : outputToFile(fd);
}

/** Makes it at the first call. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export const standardError = lazily(() =>
  openOutput(
    2,
    () => process.stderr,
    () => undefined,
  ),
);

export const standardOutput = lazily(() =>
  openOutput(
    1,
    () => process.stdout,
    (code) =>
      standardError().write(
        `Standard output cannot be written any more (${code}). The program goes on without it.\n`,
      ),
  ),
);
