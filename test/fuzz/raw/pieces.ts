/** Bytes that are no request, or one that two readers read in two ways. */
import fc, { type Arbitrary } from "fast-check";

const crlf = "\r\n";
const host = `Host: x${crlf}`;
/** Never to be answered: it stands in what a right reader takes for a body, or for broken. */
export const smuggled = `GET /healthz HTTP/1.1${crlf}Host: smuggled${crlf}${crlf}`;

const token = fc.oneof(
  fc.constantFrom(
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "CONNECT",
    "PRI",
    "get",
    "G ET",
    "",
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const target = fc.oneof(
  fc.constantFrom(
    "/",
    "*",
    "/healthz",
    "/v1/sessions",
    "/checkout/status",
    "/callbacks/paypro-mx",
    "/return/a.b",
    "/widget/v1/../../package.json",
    "/widget/v1/%2e%2e%2f%2e%2e%2fpackage.json",
    "//healthz",
    "/%00",
    "/%ff%fe",
    "/%c0%ae%c0%ae/",
    "http://evil.example/healthz",
    "https://x:99999/",
    "healthz",
    "/a b",
    "/\\..\\..",
    "/?a=%",
    "/#f",
    "/v1/sessions/\u0001",
  ),
  fc.webPath(),
  fc.string({ maxLength: 40 }).map((text) => `/${text}`),
  fc.integer({ min: 1, max: 20_000 }).map((length) => `/${"a".repeat(length)}`),
);
const version = fc.constantFrom(
  "HTTP/1.1",
  "HTTP/1.0",
  "HTTP/0.9",
  "HTTP/2.0",
  "HTTP/1.2",
  "http/1.1",
  "HTTP/1",
  "HTTPS/1.1",
  "",
);
const gap = fc.constantFrom(" ", "  ", "\t", "");
const lineEnd = fc.constantFrom(crlf, crlf, crlf, "\n", "\r", "\r\r\n", " \r\n", "\0\r\n");

const headerName = fc.oneof(
  fc.constantFrom(
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "Expect",
    "Upgrade",
    "Content-Type",
    "X-Forwarded-For",
    "Cookie",
    "Authorization",
    "Trailer",
    "TE",
    "",
    "A B",
    "A:",
    " A",
    "\u00e9",
  ),
  fc.string({ maxLength: 10 }),
);
const headerValue = fc.oneof(
  fc.constantFrom(
    "",
    "x",
    "0",
    "close",
    "keep-alive",
    "upgrade",
    "websocket",
    "h2c",
    "chunked",
    "100-continue",
    "a, b",
    "\u0000",
    "\u0001",
    "é",
    "a\r\n b",
    `"${"x".repeat(300)}`,
  ),
  fc.string({ maxLength: 30 }),
  fc.integer({ min: 1, max: 18_000 }).map((length) => "v".repeat(length)),
);
const header = fc
  .tuple(headerName, fc.constantFrom(":", ": ", " : ", " ", ""), headerValue, lineEnd)
  .map((parts) => parts.join(""));

/** Request lines and headers of all kinds. */
export const heads: Arbitrary<string> = fc
  .tuple(
    fc.tuple(token, gap, target, gap, version, lineEnd).map((parts) => parts.join("")),
    fc.array(header, { maxLength: 6 }),
    fc.constantFrom(host, "", `${host}${host}`),
    fc.constantFrom(crlf, "", "\n", `${crlf}body`),
  )
  .map(([line, headers, named, end]) => line + named + headers.join("") + end);

export const manyHeaders: Arbitrary<string> = fc
  .tuple(fc.integer({ min: 50, max: 3_000 }), fc.integer({ min: 0, max: 20 }))
  .map(
    ([count, length]) =>
      `GET /healthz HTTP/1.1${crlf}${host}${`a: ${"b".repeat(length)}${crlf}`.repeat(count)}${crlf}`,
  );

const lengths = fc.constantFrom(
  "-1",
  "+5",
  "0x5",
  "5 5",
  "5,5",
  "5, 6",
  "1e1",
  "",
  " ",
  "00005x",
  "99999999999999999999",
  "18446744073709551616",
  "9007199254740993",
  "NaN",
  "5.0",
  "٥",
  "\t5\u000b",
);
const codings = fc.constantFrom(
  "chunked",
  "Chunked",
  " chunked",
  "chunked ",
  "chunked, identity",
  "identity, chunked",
  "xchunked",
  "chunked\u000b",
  "\u000bchunked",
  '"chunked"',
  "chunked;q=0",
  "gzip, chunked",
  "identity",
  "",
);
const postLine = `POST /callbacks/paypro-mx HTTP/1.1${crlf}${host}`;

/** Absurd lengths. Behind them stands a request that no reader may find. */
export const wrongLengths: Arbitrary<string> = fc
  .tuple(lengths, fc.boolean())
  .map(
    ([length, twice]) =>
      `${postLine}${twice ? `Content-Length: 5${crlf}` : ""}Content-Length: ${length}${crlf}${crlf}${smuggled}`,
  );

/** A length and chunks, or chunks under another name. */
export const ambiguous: Arbitrary<string> = fc
  .tuple(
    codings,
    fc.integer({ min: 0, max: 200 }),
    fc.boolean(),
    fc.constantFrom("Transfer-Encoding", "transfer-encoding", "Transfer-Encoding ", "Transfer_Encoding"),
  )
  .map(([coding, length, lengthFirst, name]) => {
    const both = [`Content-Length: ${length + smuggled.length}${crlf}`, `${name}: ${coding}${crlf}`];
    return `${postLine}${(lengthFirst ? both : both.reverse()).join("")}${crlf}0${crlf}${crlf}${smuggled}`;
  });

const sizes = fc.constantFrom(
  "5",
  "05",
  "5;a=b",
  `5;${"a".repeat(20_000)}`,
  "-5",
  "+5",
  "0x5",
  "5 ",
  " 5",
  "g",
  "",
  "ffffffffffffffff",
  "fffffffffffffffff",
  "5\n",
  "5\r",
  "5;\u0000",
  "٥",
);

/** Chunks whose sizes are none, or that end otherwise. */
export const chunks: Arbitrary<string> = fc
  .tuple(
    fc.array(
      fc.tuple(
        sizes,
        fc.constantFrom(crlf, "\n", "\r", ""),
        fc.constantFrom("hello", "hell", "hello!"),
        fc.constantFrom(crlf, "\n", ""),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    fc.constantFrom(
      `0${crlf}${crlf}`,
      "0\n\n",
      `0${crlf}X: y${crlf}${crlf}`,
      `0${crlf}X y${crlf}${crlf}`,
      "",
      `0${crlf}${"T: t\r\n".repeat(3_000)}${crlf}`,
    ),
  )
  .map(([parts, end]) => `${postLine}Transfer-Encoding: chunked${crlf}${crlf}${parts.flat().join("")}${end}`);

const whole = fc.constantFrom(
  `GET /healthz HTTP/1.1${crlf}${host}${crlf}`,
  `GET /nothing HTTP/1.1${crlf}${host}${crlf}`,
  `GET /v1/sessions HTTP/1.1${crlf}${host}${crlf}`,
  `GET /widget/v1/pay-checkout.js HTTP/1.1${crlf}${host}${crlf}`,
  `GET /openapi.json HTTP/1.1${crlf}${host}${crlf}`,
  `POST /callbacks/paypro-mx HTTP/1.1${crlf}${host}Content-Length: 2${crlf}${crlf}{}`,
  `POST /callbacks/paypro-mx HTTP/1.1${crlf}${host}Transfer-Encoding: chunked${crlf}${crlf}2${crlf}{}${crlf}0${crlf}${crlf}`,
);
const broken = fc.oneof(heads, chunks, fc.string({ unit: "binary", maxLength: 50 }));

/** Requests that are sent ahead, with a broken one among them at times. */
export const pipelines: Arbitrary<string> = fc
  .tuple(
    fc.array(whole, { minLength: 1, maxLength: 60 }),
    fc.option(broken, { nil: "" }),
    fc.array(whole, { maxLength: 3 }),
  )
  .map(([before, odd, after]) => before.join("") + odd + after.join(""));

/** How many requests a text holds at most: each ends with an empty line, or a line feed twice. */
export function mostRequestsIn(text: string): number {
  return text.split(/\n\r?\n|\r\r/).length + 1;
}

/** What is no HTTP at all. */
export const noise: Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 400 }),
  fc.constantFrom(
    Buffer.from("16030100c8010000c40303", "hex"),
    Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    Buffer.from("SSH-2.0-OpenSSH_9.0\r\n"),
    Buffer.from("EHLO x\r\n"),
    Buffer.from("GET /healthz HTTP/1.1\r\n\r\n", "utf16le"),
    Buffer.alloc(20_000),
    Buffer.alloc(20_000, 13),
    Buffer.alloc(20_000, 10),
    Buffer.alloc(70_000, 65),
  ),
);
