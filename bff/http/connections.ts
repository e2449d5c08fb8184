/**
 * What one connection may take of this process. Its requests are answered one after the other, so those that a client
 * sends ahead (pipelining) wait as parsed headers and cost little. Too many of them, or an answer that the client does
 * not take, end the connection.
 * Source: docs/operating.md#limits.
 */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The most requests that wait behind the one that is being answered. */
const mostWaiting = 128;
/** From here on no more is read from the connection, until it is down to half. */
const pauseAt = 16;
/** How long a client may take for an answer. */
export interface Patience {
  /** In which it takes nothing at all. */
  readonly stalledMs: number;
  /** In which it takes the whole of an answer that is complete, bit by bit. */
  readonly slowMs: number;
}

/** Node counts a silence from the last time it looked, so that it may last twice as long before it is seen. */
const usualPatience: Patience = { stalledMs: 15_000, slowMs: 120_000 };
/** How often slow clients are looked for, as a part of that time. */
const sweepsPerLimit = 12;

export type ClosedBecause = "too_many_waiting" | "stalled" | "too_many_connections";

/** A request with its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The requests of one connection, in order. The first one is being answered. */
interface Line {
  readonly socket: Socket;
  readonly exchanges: Exchange[];
  isPaused: boolean;
  /** The last request that was answered. The rest of its body may still come. */
  lastAnswered: IncomingMessage | undefined;
  /** How many bytes had come when nothing was left to answer. */
  bytesWhenIdle: number;
  /** When the current answer was seen to be complete but not yet taken, in monotonic ms. */
  completeSinceMs: number | undefined;
}

export interface ConnectionsOptions {
  readonly handle: RequestListener;
  readonly mostConnections: number;
  readonly onClosed: (reason: ClosedBecause) => void;
  readonly patience?: Patience;
}

export interface Connections {
  /** The requests of this connection that have no whole answer yet, in order. */
  pendingOf(socket: Socket): readonly Exchange[];
  /** Whether what comes now belongs to a request that has its answer already. */
  isAnsweredEarly(socket: Socket): boolean;
  /** Ends the watch over slow clients. */
  stop(): void;
}

export function guardConnections(server: Server, options: ConnectionsOptions): Connections {
  const { handle, onClosed, patience = usualPatience } = options;
  const lines = new Map<Socket, Line>();

  function lineOf(socket: Socket): Line {
    const known = lines.get(socket);
    if (known !== undefined) return known;
    const line: Line = {
      socket,
      exchanges: [],
      isPaused: false,
      lastAnswered: undefined,
      bytesWhenIdle: 0,
      completeSinceMs: undefined,
    };
    lines.set(socket, line);
    socket.once("close", () => lines.delete(socket));
    return line;
  }

  function close(socket: Socket, reason: ClosedBecause): void {
    onClosed(reason);
    socket.destroy();
  }

  function answerFirst(line: Line): void {
    const [first] = line.exchanges;
    if (first === undefined || line.socket.destroyed) return;
    line.completeSinceMs = undefined;
    first.response.once("close", () => {
      line.exchanges.shift();
      line.lastAnswered = first.request;
      line.bytesWhenIdle = line.socket.bytesRead;
      if (line.isPaused && line.exchanges.length <= pauseAt / 2) {
        line.isPaused = false;
        line.socket.resume();
      }
      answerFirst(line);
    });
    handle(first.request, first.response);
  }

  function take(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    // The parser still gives what came in the same piece.
    if (socket.destroyed) return;
    const line = lineOf(socket);
    line.exchanges.push({ request, response });
    const waiting = line.exchanges.length - 1;
    if (waiting === 0) answerFirst(line);
    else if (waiting > mostWaiting) close(socket, "too_many_waiting");
    else if (waiting >= pauseAt) {
      line.isPaused = true;
      socket.pause();
    }
  }

  /**
   * Nothing was read or written for a while. An idle connection is closed. Where an answer is under way, the silence is
   * the client's fault only if it has something to take; and a request that is late is Node's to refuse (408).
   */
  function judgeSilence(socket: Socket): void {
    const line = lines.get(socket);
    if (line !== undefined && line.exchanges.length > 0) {
      if (socket.writableLength > 0) close(socket, "stalled");
    } else if (socket.bytesRead === (line?.bytesWhenIdle ?? 0)) socket.destroy();
  }

  function closeSlow(): void {
    const nowMs = performance.now();
    for (const line of lines.values()) {
      const [first] = line.exchanges;
      if (first?.response.writableEnded !== true) continue;
      line.completeSinceMs ??= nowMs;
      if (nowMs - line.completeSinceMs >= patience.slowMs) close(line.socket, "stalled");
    }
  }

  server.on("request", take);
  server.timeout = patience.stalledMs;
  server.on("timeout", judgeSilence);
  server.maxConnections = options.mostConnections;
  server.on("drop", () => onClosed("too_many_connections"));
  const sweep = setInterval(closeSlow, patience.slowMs / sweepsPerLimit);
  sweep.unref();
  return {
    pendingOf: (socket) => lines.get(socket)?.exchanges ?? [],
    isAnsweredEarly: (socket) => lines.get(socket)?.lastAnswered?.complete === false,
    stop: () => clearInterval(sweep),
  };
}
