import { createServer, type Server } from "node:http";
import { isIP } from "node:net";
import { Agent, request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseRange } from "../../bff/core/address-ranges.ts";
import { AddressRefusedError, createGuardedConnector, isPublicAddress } from "../../bff/net/address-guard.ts";
import { loopbackHosts } from "../support/loopback-hosts.ts";
import { listenOnFreePort } from "../support/net.ts";

describe("an address is", () => {
  test.each([
    "8.8.8.8",
    "1.1.1.1",
    "192.0.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700:4700::1111",
    "2a00:1450::1",
  ])("public: %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ["unspecified", "0.0.0.0"],
    ["of this network", "0.1.2.3"],
    ["loopback", "127.0.0.1"],
    ["loopback, all of it", "127.255.255.254"],
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["private", "192.168.1.1"],
    ["link-local, where clouds keep their metadata", "169.254.169.254"],
    ["a carrier's NAT", "100.64.0.1"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["for benchmarks", "198.18.0.1"],
    ["for documentation", "192.0.2.1"],
    ["for documentation", "203.0.113.1"],
    ["for protocol assignments", "192.0.0.1"],
    ["IPv6 unspecified", "::"],
    ["IPv6 loopback", "::1"],
    ["IPv6 loopback, written out", "0:0:0:0:0:0:0:1"],
    ["IPv6 unique local", "fd00::1"],
    ["IPv6 link-local", "fe80::1"],
    ["IPv6 link-local with a zone", "fe80::1%eth0"],
    ["IPv6 site-local", "fec0::1"],
    ["IPv6 multicast", "ff02::1"],
    ["IPv4 mapped into IPv6", "::ffff:10.0.0.1"],
    ["a public IPv4 mapped into IPv6", "::ffff:8.8.8.8"],
    ["IPv4 mapped, in hex", "::ffff:7f00:1"],
    ["IPv4-compatible", "::10.0.0.1"],
    ["NAT64", "64:ff9b::10.0.0.1"],
    ["NAT64 of one network", "64:ff9b:1::a00:1"],
    ["6to4", "2002:a00:1::"],
    ["Teredo", "2001:0:4136:e378::1"],
    ["documentation", "2001:db8::1"],
    ["discard", "100::1"],
    ["segment routing", "5f00::1"],
    ["not assigned to anybody", "4000::1"],
    ["a public address with a zone", "2606:4700:4700::1111%eth0"],
    ["no address", "localhost"],
    ["no address", ""],
    ["octal", "0177.0.0.1x"],
  ])("not public: %s, %s", (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("the guarded connector", () => {
  let server: Server;
  let port = 0;
  let received = 0;
  const agents: Agent[] = [];

  beforeAll(async () => {
    server = createServer((_request, response) => {
      received += 1;
      response.end("here");
    });
    port = await listenOnFreePort(server);
  });
  afterAll(async () => {
    await Promise.all(agents.map((agent) => agent.close()));
    await new Promise((resolve) => server.close(resolve));
  });

  function agentWith(options: Partial<Parameters<typeof createGuardedConnector>[0]>): Agent {
    const agent = new Agent({
      connect: createGuardedConnector({ allowPrivateAddresses: false, connectTimeoutMs: 2_000, ...options }),
    });
    agents.push(agent);
    return agent;
  }

  test.each(loopbackHosts)("refuses %s in every spelling before a byte is sent", async (host) => {
    const before = received;
    const attempt = request(`http://${host}:${port}/`, { dispatcher: agentWith({}) });
    await expect(attempt).rejects.toBeInstanceOf(AddressRefusedError);
    expect(received).toBe(before);
  });

  test("refuses a name of which one address is public and one is not", async () => {
    const resolve = async () => [
      { address: "8.8.8.8", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];
    const attempt = request(`http://rebind.example:${port}/`, { dispatcher: agentWith({ resolve }) });
    await expect(attempt).rejects.toBeInstanceOf(AddressRefusedError);
  });

  test("connects to the address that was checked, and looks the name up once", async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      // A rebinding server would answer the second look-up otherwise.
      return [{ address: asked === 1 ? "127.0.0.1" : "10.0.0.1", family: 4 }];
    };
    const dispatcher = agentWith({ resolve, allowPrivateAddresses: true });
    const answer = await request(`http://shop.example:${port}/`, { dispatcher });
    expect(await answer.body.text()).toBe("here");
    expect(asked).toBe(1);
  });

  describe("with exceptions", () => {
    const exceptionsOf = (names: readonly string[], ...ranges: readonly string[]) => ({
      names,
      ranges: ranges.flatMap((text) => parseRange(text) ?? []),
    });
    const at = (address: string) => async () => [{ address, family: isIP(address) }];
    const reach = async (host: string, options: Parameters<typeof agentWith>[0]) => {
      const answer = await request(`http://${host}:${port}/`, { dispatcher: agentWith(options) });
      return await answer.body.text();
    };

    test.each([
      ["by its name", "hooks.internal", exceptionsOf(["hooks.internal"])],
      ["by the end of its name", "a.hooks.internal", exceptionsOf(["*.hooks.internal"])],
      ["by its address", "127.0.0.1", exceptionsOf([], "127.0.0.1")],
      ["by a range, whatever its name", "shop.example", exceptionsOf([], "127.0.0.0/8")],
    ])("reaches a private host %s", async (_how, host, exceptions) => {
      expect(await reach(host, { exceptions, resolve: at("127.0.0.1") })).toBe("here");
    });

    test.each([
      ["another name", "evil.example", "127.0.0.1", exceptionsOf(["hooks.internal"])],
      ["what ends like the name", "evilhooks.internal", "127.0.0.1", exceptionsOf(["hooks.internal"])],
      ["another address", "127.0.0.1", "127.0.0.1", exceptionsOf([], "10.0.0.0/8")],
      [
        "a named host that leads to a cloud's metadata",
        "hooks.internal",
        "169.254.169.254",
        exceptionsOf(["hooks.internal"]),
      ],
      ["a named host that leads nowhere", "hooks.internal", "0.0.0.0", exceptionsOf(["hooks.internal"])],
    ])("does not reach %s", async (_what, host, address, exceptions) => {
      await expect(reach(host, { exceptions, resolve: at(address) })).rejects.toBeInstanceOf(
        AddressRefusedError,
      );
    });
  });

  test("allows the machine itself where the configuration does", async () => {
    const dispatcher = agentWith({ allowPrivateAddresses: true });
    const answer = await request(`http://127.0.0.1:${port}/`, { dispatcher });
    expect(await answer.body.text()).toBe("here");
  });

  test.each([
    ["no address", async () => []],
    ["an error", async () => Promise.reject(new Error("ENOTFOUND"))],
  ])("fails when the name has %s", async (_what, resolve) => {
    const attempt = request(`http://nobody.example:${port}/`, { dispatcher: agentWith({ resolve }) });
    await expect(attempt).rejects.toThrow();
  });
});
