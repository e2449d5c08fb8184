import { expect, test } from "vitest";
import { maySpawn, missingGrant, nameDenial } from "../../bff/core/denied-access.ts";

function denied(fields: object): Error {
  return Object.assign(new Error("Access to this API has been restricted."), {
    code: "ERR_ACCESS_DENIED",
    ...fields,
  });
}

test("what the permission model refuses is named with its flag and the folder", () => {
  expect(nameDenial(denied({ permission: "FileSystemRead", resource: "/etc/shop/key" }))).toBe(
    "Node's permission model refuses to read /etc/shop/key: --allow-fs-read=/etc/shop is missing",
  );
  expect(nameDenial(denied({ permission: "FileSystemWrite", resource: "/data/checkout.db" }))).toBe(
    "Node's permission model refuses to write /data/checkout.db: --allow-fs-write=/data is missing",
  );
  expect(nameDenial(denied({ permission: "ChildProcess", resource: "canary" }))).toBe(
    "Node's permission model refuses this (ChildProcess)",
  );
  expect(nameDenial(denied({}))).toBe("Node's permission model refuses this (unknown)");
});

test("any other error is none of the permission model's", () => {
  expect(nameDenial(new Error("canary"))).toBeUndefined();
  expect(nameDenial(Object.assign(new Error("canary"), { code: "EACCES" }))).toBeUndefined();
});

test("without --permission nothing is missing", () => {
  expect(process.permission).toBeUndefined();
  expect(missingGrant("/data/checkout.db")).toBeUndefined();
  expect(maySpawn()).toBe(true);
});
