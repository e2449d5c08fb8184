/** HTTP as bytes: for requests that no client would send, and for answers as they come. */
import { once } from "node:events";
import { connect } from "node:net";

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends bytes and reads until the server closes the connection. @returns all that came, as latin1 */
export async function exchangeBytes(
  url: string,
  pieces: readonly (string | Uint8Array)[],
  options: {
    /** Says that no more will come, so that the server does not wait for the rest of a request. */
    readonly ends?: boolean;
    /** How long to wait for the end of the connection. Default: for ever. */
    readonly limitMs?: number;
  } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  socket.once("end", () => socket.end());
  const closed = once(socket, "close", {
    signal: options.limitMs === undefined ? undefined : AbortSignal.timeout(options.limitMs),
  });
  closed.catch(() => socket.destroy());
  for (const piece of pieces) socket.write(piece);
  if (options.ends === true) socket.end();
  await closed;
  return text;
}

/** The answers in a text, by their lengths. Throws an error that says what is no HTTP. */
export function answersIn(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest !== "") {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) throw new Error(`an answer whose head never ends: ${rest.slice(0, 200)}`);
    const [first = "", ...lines] = rest.slice(0, end).split("\r\n");
    const [, code] = /^HTTP\/1\.1 (\d{3}) [\x20-\x7e]*$/.exec(first) ?? [];
    if (code === undefined) throw new Error(`no status line: ${first.slice(0, 200)}`);
    const headers = new Map(lines.map(readHeader));
    const { body, after } = readBody(rest.slice(end + 4), Number(code), headers);
    if (code !== "100") answers.push({ status: Number(code), headers, body });
    rest = after;
  }
  return answers;
}

function readHeader(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 1) throw new Error(`no header: ${line.slice(0, 200)}`);
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

interface BodyAndRest {
  readonly body: string;
  readonly after: string;
}

function readBody(text: string, status: number, headers: RawAnswer["headers"]): BodyAndRest {
  if (status < 200 || status === 204 || status === 304) return { body: "", after: text };
  if (headers.get("transfer-encoding") === "chunked") return readChunks(text);
  const length = Number(headers.get("content-length"));
  if (!headers.has("content-length") || Number.isNaN(length)) throw new Error("an answer without a length");
  if (text.length < length) throw new Error(`an answer of ${length} bytes that ends after ${text.length}`);
  return { body: text.slice(0, length), after: text.slice(length) };
}

function readChunks(text: string): BodyAndRest {
  let body = "";
  let rest = text;
  for (;;) {
    const [line, size] = /^([0-9a-f]+)\r\n/i.exec(rest) ?? [];
    if (line === undefined || size === undefined) throw new Error("an answer in broken chunks");
    const length = Number.parseInt(size, 16);
    body += rest.slice(line.length, line.length + length);
    rest = rest.slice(line.length + length + 2);
    if (length === 0) return { body, after: rest };
  }
}
