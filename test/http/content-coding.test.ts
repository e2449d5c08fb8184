import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decode, readCodings } from "../../bff/http/content-coding.ts";

const limitBytes = 64 * 1024;
const text = Buffer.from('{"a":"1"}'.repeat(200));
const read = (bytes: Uint8Array, header: string) => {
  const codings = readCodings(header);
  if (codings === undefined) throw new Error("the coding cannot be undone");
  return decode(bytes, { codings, limitBytes });
};

describe("a body's coding", () => {
  test.each<[string, Uint8Array]>([
    ["gzip", gzipSync(text)],
    ["GZIP", gzipSync(text)],
    ["x-gzip", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["deflate", deflateRawSync(text)],
    ["deflate", deflateSync(text, { level: 1 })],
    ["br", brotliCompressSync(text)],
    ["gzip, br", brotliCompressSync(gzipSync(text))],
    [" br ,utf-8", brotliCompressSync(text)],
    ["gzip,identity", gzipSync(text)],
  ])("is undone: %s", async (header, bytes) => {
    expect(await read(bytes, header)).toEqual({ ok: true, bytes: text });
  });

  test.each([
    "utf-8",
    "UTF-8",
    "utf8",
    "identity",
    "none",
    "",
    " ",
    ",",
    "binary",
    "toString",
    "__proto__",
    "application/json",
  ])("is none: %j", async (header) => {
    expect(await read(text, header)).toEqual({ ok: true, bytes: text });
  });

  test.each(["zstd", "compress", "x-compress", "dcb", "gzip, zstd", "gzip, gzip, gzip", "x".repeat(1_000)])(
    "cannot be undone: %s",
    (header) => {
      expect(readCodings(header)).toBeUndefined();
    },
  );

  test.each<[string, Uint8Array]>([
    ["gzip", text],
    ["gzip", Buffer.alloc(0)],
    ["gzip", gzipSync(text).subarray(0, 20)],
    ["deflate", text],
    ["deflate", gzipSync(text)],
    ["br", text],
    ["br", gzipSync(text)],
    ["gzip", zstdCompressSync(text)],
    ["gzip, br", gzipSync(brotliCompressSync(text))],
  ])("that the body is not in is a refusal: %s", async (header, bytes) => {
    expect(await read(bytes, header)).toEqual({ ok: false, reason: "coding" });
  });

  const bomb = Buffer.alloc(10_000_000);
  test.each<[string, Uint8Array]>([
    ["gzip", gzipSync(bomb)],
    ["deflate", deflateSync(bomb)],
    ["deflate", deflateRawSync(bomb)],
    ["br", brotliCompressSync(bomb)],
    ["gzip, gzip", gzipSync(gzipSync(bomb))],
    ["gzip", gzipSync(Buffer.alloc(limitBytes + 1))],
  ])("that makes more of it than it may be is a refusal: %s", async (header, bytes) => {
    expect(await read(bytes, header)).toEqual({ ok: false, reason: "too_large" });
  });

  test("may make as much of it as it may be", async () => {
    const most = Buffer.alloc(limitBytes, "a");
    expect(await read(gzipSync(most), "gzip")).toEqual({ ok: true, bytes: most });
  });
});
