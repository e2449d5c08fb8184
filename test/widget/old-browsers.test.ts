import { describe, expect, test } from "vitest";
import { listen } from "../../widget/listen.ts";
import { openAbortScope } from "../../widget/net/abort-scope.ts";
import { hostedPageUrl } from "../../widget/net/hosted-page.ts";
import { parseUrl } from "../../widget/net/parse-url.ts";

describe("what stands in for what old browsers lack", () => {
  test("an address is read, and what is none is null", () => {
    expect(parseUrl("upi://pay?pa=a@b")?.protocol).toBe("upi:");
    expect(parseUrl("//host")).toBeNull();
  });

  test("a scope aborts with its parent, and alone without it", () => {
    const parent = new AbortController();
    const one = openAbortScope(parent.signal);
    const two = openAbortScope(parent.signal);
    const released = openAbortScope(parent.signal);
    one.abort();
    released.release();
    expect([one, two].map(({ signal }) => signal.aborted)).toEqual([true, false]);
    parent.abort();
    expect([two, released].map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(openAbortScope(parent.signal).signal.aborted).toBe(true);
  });

  test("listening ends when it is told to", () => {
    const target = new EventTarget();
    let heard = 0;
    const stop = listen(target, "ping", () => {
      heard += 1;
    });
    target.dispatchEvent(new Event("ping"));
    stop();
    target.dispatchEvent(new Event("ping"));
    expect(heard).toBe(1);
  });

  test("the hosted page is linked on the web only, with the token in the fragment", () => {
    expect(hostedPageUrl("https://pay.example.com/x", "ct_1")).toBe("https://pay.example.com/x/pay#ct_1");
    expect(hostedPageUrl("http://[::1]:8787", "ct_1")).toBe("http://[::1]:8787/pay#ct_1");
    expect(hostedPageUrl("https://支払い.example", "ct_1")).toBe("https://支払い.example/pay#ct_1");
    for (const bff of ["?a=1", "/?a=1", "#a", "/a b"]) {
      expect(hostedPageUrl(`https://pay.example.com${bff}`, "ct_1")).toBeNull();
    }
    expect(hostedPageUrl("https://user:word@pay.example.com", "ct_1")).toBeNull();
    expect(hostedPageUrl("javascript:alert(1)", "ct_1")).toBeNull();
    expect(hostedPageUrl("https://pay.example.com", null)).toBeNull();
  });
});
