import { describe, expect, test } from "vitest";
import { objectToTarget } from "../../bff/core/web-targets.ts";

const ownOrigin = "https://api.provider.example";
const live = { httpsOnly: true, ownOrigin, hosts: null };
const sandbox = { httpsOnly: false, ownOrigin: "http://203.0.113.5:9103", hosts: null };
const bound = { ...live, hosts: ["pay.example.com", "*.cashier.example"] };

describe("a customer may be sent", () => {
  test.each([
    ["in live", live, "https://pay.example.com/p?a=b#c"],
    ["in live, to any port", live, "https://pay.example.com:8443/"],
    ["in live, to the account's own address", live, "https://api.provider.example/page"],
    ["in sandbox, over https", sandbox, "https://pay.example.com/"],
    ["in sandbox, on this machine", sandbox, "http://127.0.0.1:9101/pay"],
    ["in sandbox, on this machine by name", sandbox, "http://localhost:9101/pay"],
    ["in sandbox, on this machine over IPv6", sandbox, "http://[::1]:9101/pay"],
    ["in sandbox, within a private network", sandbox, "http://10.1.2.3/pay"],
    ["in sandbox, to a container", sandbox, "http://providers:9101/pay"],
    ["in sandbox, to the account's own address", sandbox, "http://203.0.113.5:9103/pay"],
    ["to a host of the list", bound, "https://pay.example.com/"],
    ["to a host below one of the list", bound, "https://a.b.cashier.example/"],
    ["to a host of the list, with a dot at its end", bound, "https://pay.example.com./"],
    ["to the account's own address beside the list", bound, "https://api.provider.example/page"],
  ])("%s", (_what, rules, url) => {
    expect(objectToTarget(url, rules)).toBeNull();
  });
});

describe("a customer may not be sent", () => {
  test.each([
    ["in live, over http", live, "http://pay.example.com/", "http"],
    ["in live, into a private network", live, "https://10.0.0.1/", "private_host"],
    ["in live, to this machine", live, "https://localhost/", "private_host"],
    ["in live, to a private address in another form", live, "https://0x7f.1/", "private_host"],
    ["in live, to a private IPv6 address", live, "https://[fd00::1]/", "private_host"],
    [
      "in live, to this machine inside of another address",
      live,
      "https://[64:ff9b::7f00:1]/",
      "private_host",
    ],
    ["in live, to this machine by 6to4", live, "https://[2002:7f00:1::]/", "private_host"],
    ["in live, to an address that is nobody's", live, "https://198.18.0.1/", "private_host"],
    ["in sandbox, over http into the world", sandbox, "http://pay.example.com/", "http"],
    ["in sandbox, over http to a public address", sandbox, "http://8.8.8.8/", "http"],
    ["with a user name", live, "https://pay.example.com@evil.example/", "credentials"],
    ["with a password", sandbox, "http://:secret@127.0.0.1/", "credentials"],
    ["to a script", live, "javascript:alert(1)", "no_web_address"],
    ["to data", live, "data:text/html,x", "no_web_address"],
    ["to no address", live, "/pay", "no_web_address"],
    ["beside the list", bound, "https://evil.example/phish", "host"],
    ["to what ends like the list", bound, "https://evilpay.example.com/", "host"],
    ["to what ends like a suffix of the list", bound, "https://evilcashier.example/", "host"],
    ["to the suffix itself", bound, "https://cashier.example/", "host"],
    ["below a whole host of the list", bound, "https://a.pay.example.com/", "host"],
    ["to a host of the list over http", bound, "http://pay.example.com/", "http"],
    ["to a host in front of the list's", bound, "https://pay.example.com.evil.example/", "host"],
  ])("%s", (_what, rules, url, why) => {
    expect(objectToTarget(url, rules)).toBe(why);
  });
});
