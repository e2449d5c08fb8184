/**
 * Machines of their own on this machine: each is a network namespace with two cables. The front one leads to the BFFs'
 * entrance, the back one to the other machines. A cable that is pulled out loses packets without a word, as a real one.
 */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { run } from "../../support/debian-packages.ts";

const sides = ["front", "back"] as const;
type Side = (typeof sides)[number];

export interface NetworkMachine {
  readonly name: string;
  readonly namespace: string;
  readonly front: string;
  readonly back: string;
  pull(cables: readonly Side[]): void;
  plugIn(): void;
}

export interface Network {
  /** The address of this machine, as the others see it on their back cable. */
  readonly here: string;
  machine(name: string): NetworkMachine;
  remove(): void;
}

const prefix = "payfo";

function ip(...args: readonly string[]): string {
  return run("ip", args, "/");
}

/** Why there can be no machines here; undefined where there can. */
export function objectionToNetwork(): string | undefined {
  if (process.platform !== "linux") return "it needs Linux";
  if (process.getuid?.() !== 0) return "it needs root, for network namespaces";
  const probe = `${prefix}${process.pid}p`;
  const { status, stderr } = spawnSync("ip", ["netns", "add", probe], { encoding: "utf8" });
  if (status !== 0) return `network namespaces are not allowed here (${stderr?.trim() || "there is no ip"})`;
  ip("netns", "del", probe);
  return undefined;
}

/** What a run that was killed has left behind. */
function removeLeftovers(): void {
  const isLeft = (name: string): boolean => {
    const owner = new RegExp(`^${prefix}(\\d+)`).exec(name)?.[1];
    return owner !== undefined && !existsSync(`/proc/${owner}`);
  };
  for (const line of ip("netns", "list").split("\n")) {
    const [name = ""] = line.split(" ");
    if (isLeft(name)) ip("netns", "del", name);
  }
  for (const line of ip("-o", "link", "show", "type", "bridge").split("\n")) {
    const name = line.split(":")[1]?.trim() ?? "";
    if (isLeft(name)) ip("link", "del", name);
  }
}

export function createNetwork(): Network {
  removeLeftovers();
  const own = `${prefix}${process.pid}`;
  const block = randomInt(100, 250);
  const subnet = { front: `10.${block}.1`, back: `10.${block}.2` };
  const bridge = { front: `${own}f`, back: `${own}b` };
  const namespaces: string[] = [];
  for (const side of sides) {
    ip("link", "add", bridge[side], "type", "bridge");
    ip("addr", "add", `${subnet[side]}.1/24`, "dev", bridge[side]);
    ip("link", "set", bridge[side], "up");
  }

  return {
    here: `${subnet.back}.1`,
    machine(name) {
      const number = 11 + namespaces.length;
      const namespace = `${own}${name}`;
      const cable = { front: `${own}${name}f`, back: `${own}${name}b` };
      ip("netns", "add", namespace);
      namespaces.push(namespace);
      ip("-n", namespace, "link", "set", "lo", "up");
      for (const side of sides) {
        ip("link", "add", cable[side], "type", "veth", "peer", "name", side, "netns", namespace);
        ip("link", "set", cable[side], "master", bridge[side], "up");
        ip("-n", namespace, "addr", "add", `${subnet[side]}.${number}/24`, "dev", side);
        ip("-n", namespace, "link", "set", side, "up");
      }
      const set = (cables: readonly Side[], state: "nomaster" | "master"): void => {
        for (const side of cables)
          ip("link", "set", cable[side], ...(state === "master" ? ["master", bridge[side]] : ["nomaster"]));
      };
      return {
        name,
        namespace,
        front: `${subnet.front}.${number}`,
        back: `${subnet.back}.${number}`,
        pull: (cables) => set(cables, "nomaster"),
        plugIn: () => set(sides, "master"),
      };
    },
    remove() {
      for (const namespace of namespaces.splice(0)) ip("netns", "del", namespace);
      for (const side of sides) ip("link", "del", bridge[side]);
    },
  };
}
