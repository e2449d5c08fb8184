/**
 * A wire to a PostgreSQL server that counts round trips, holds messages back, and breaks the connection around a
 * commit.
 */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Where the wire breaks, once, at the next commit. */
export type Cut = "before anything of its batch" | "before the commit" | "before its answer";

export interface Wire extends AsyncDisposable {
  /** The server's URL through this wire. */
  readonly url: string;
  /** Round trips: how often a message was sent while no answer was outstanding. */
  roundTrips: number;
  /** Connections that were made. */
  connections: number;
  cut: Cut | undefined;
}

/** Sync and Query: the server answers each with ReadyForQuery. */
const asks = new Set(["S", "Q"]);

/** Calls back with the kind and the text of each whole message. The first one of a client has no kind. */
function messageReader(hasStartup: boolean, onMessage: (kind: string, body: Buffer) => void) {
  let rest: Buffer = Buffer.alloc(0);
  let isStarting = hasStartup;
  return (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const kindLength = isStarting ? 0 : 1;
      if (rest.length < kindLength + 4) return;
      const end = kindLength + rest.readInt32BE(kindLength);
      if (rest.length < end) return;
      if (!isStarting) onMessage(rest.toString("latin1", 0, 1), rest.subarray(5, end));
      isStarting = false;
      rest = rest.subarray(end);
    }
  };
}

export async function startWire(serverUrl: string): Promise<Wire> {
  const server = new URL(serverUrl);
  const sockets = new Set<Socket>();

  function join(near: Socket): void {
    const far = connect(Number(server.port), server.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    wire.connections++;
    let underWay = 0;
    let hasCommit = false;
    const breakOff = () => {
      wire.cut = undefined;
      near.destroy();
    };
    const readClient = messageReader(true, (kind, body) => {
      if (!asks.has(kind)) return;
      if (underWay === 0) wire.roundTrips++;
      underWay++;
      hasCommit ||= kind === "Q" && body.toString("utf8", 0, body.length - 1) === "commit";
    });
    // The answer to the startup belongs to no request.
    underWay = 1;
    const readServer = messageReader(false, (kind) => {
      if (kind === "Z") underWay--;
    });
    near.on("data", (data) => {
      readClient(data);
      const isCut = hasCommit && wire.cut !== undefined;
      if (isCut && wire.cut === "before anything of its batch") return breakOff();
      if (isCut && wire.cut === "before the commit") {
        // The whole batch is one piece, and everything that is written before the cut arrives.
        far.end(data.subarray(0, data.lastIndexOf("Q", data.lastIndexOf("commit"))));
        wire.cut = undefined;
        return;
      }
      far.write(data);
    });
    far.on("data", (data) => {
      readServer(data);
      if (hasCommit && wire.cut === "before its answer") {
        // Waits until the server has sent its whole answer.
        if (underWay === 0) breakOff();
        return;
      }
      if (underWay === 0) hasCommit = false;
      near.write(data);
    });
  }

  const listener = createServer(join);
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("the wire has no port");
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${address.port}`;
  const wire: Wire = {
    url: url.href,
    roundTrips: 0,
    connections: 0,
    cut: undefined,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  };
  return wire;
}
