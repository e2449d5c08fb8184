import { constants, createPrivateKey, privateDecrypt } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type Bench, startBench } from "../support/bench.ts";
import { type Change, type Sent, send } from "../support/merchant.ts";

const envelopeSchema = z.object({ code: z.string(), msg: z.string(), data: z.string(), sign: z.string() });
const madeSchema = z.object({ orderNum: z.string() });

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const call = async (sent: Sent) => envelopeSchema.parse((await send(sent)).json());

function read(data: string): unknown {
  const key = createPrivateKey({
    key: Buffer.from(bench.sandbox.providers.chainup.credentials.privateKey, "base64url"),
    format: "der",
    type: "pkcs8",
  });
  const cipher = Buffer.from(data, "base64url");
  let plain = "";
  for (let at = 0; at < cipher.length; at += 256) {
    const block = { key, padding: constants.RSA_PKCS1_PADDING };
    plain += privateDecrypt(block, cipher.subarray(at, at + 256)).toString("utf8");
  }
  return JSON.parse(plain);
}

async function create(change: Change = {}): Promise<string> {
  return madeSchema.parse(read((await call(bench.merchant.chainupCreate(change))).data)).orderNum;
}

test("gives an order number that its query knows", async () => {
  const orderNum = await create();
  const detail = await call(bench.merchant.chainupDetail(orderNum));
  expect(read(detail.data)).toMatchObject({
    appOrderId: "U0001",
    orderNum,
    orderStatus: "1",
    orderAmount: "18.5",
    payCoinSymbol: "USDT",
  });
});

test.each<[string, Change, string]>([
  ["nobody who pays", { userId: null }, "10020"],
  ["a coin it does not know", { payCoinSymbol: "DOGE" }, "70007"],
  ["more decimals than the coin has", { orderAmount: "1.0000001" }, "70008"],
  ["an amount of nothing", { orderAmount: "0" }, "70008"],
  ["a number for an amount", { orderAmount: 18.5 }, "10020"],
  ["goods that are not a list of names and descriptions", { goods: '{"name":"x"}' }, "10020"],
  ["an unknown field", { currency: "USDT" }, "10020"],
  ["no page to come back to", { returnPage: null }, "10020"],
])("refuses %s", async (_what, change, code) => {
  expect(await call(bench.merchant.chainupCreate(change))).toMatchObject({ code, data: "" });
  expect(bench.sandbox.state.orders()).toHaveLength(0);
});

test("refuses a clock that is off by more than five minutes, and another merchant", async () => {
  const late = { time: String(Date.now() - 301_000) };
  expect(await call(bench.merchant.chainupCreate({}, late))).toMatchObject({ code: "50010" });
  expect(await call(bench.merchant.chainupCreate({}, { app_id: "APP1" }))).toMatchObject({ code: "70005" });
  expect(await call(bench.merchant.chainupCreate({}, { sign: "AAAA" }))).toMatchObject({ code: "50005" });
});

test("refuses a number it has with 70002, and tells which order that is where it is set to", async () => {
  await create();
  expect(await call(bench.merchant.chainupCreate())).toMatchObject({ code: "70002", data: "" });
  await bench.stop();
  bench = await startBench({ quirks: { chainup: { duplicateAnswersOrder: true } } });
  const orderNum = await create();
  const again = await call(bench.merchant.chainupCreate());
  expect(again.code).toBe("70002");
  expect(read(again.data)).toEqual({ orderNum });
});

test("cancels what is pending, and nothing else", async () => {
  const orderNum = await create();
  expect(await call(bench.merchant.chainupCancel("12345678901"))).toMatchObject({ code: "70001" });
  expect(await call(bench.merchant.chainupCancel(orderNum))).toMatchObject({ code: "0" });
  expect(read((await call(bench.merchant.chainupDetail(orderNum))).data)).toMatchObject({ orderStatus: "0" });
  expect(await call(bench.merchant.chainupCancel(orderNum))).toMatchObject({ code: "70003" });
});

test("answers a query without an envelope too, as the docs' table has it", async () => {
  const orderNum = await create();
  const { appId } = bench.sandbox.providers.chainup.credentials;
  const sent = bench.merchant.chainupDetail(orderNum);
  const flat = await call({ ...sent, body: JSON.stringify({ appKey: appId, orderNum }) });
  expect(read(flat.data)).toMatchObject({ orderNum });
});

test("lists a day's paid orders page by page, by type", async () => {
  for (const number of ["U1", "U2", "U3"]) {
    await create({ appOrderId: number });
    bench.sandbox.state.play({ provider: "chainup", orderNo: number }, { action: "pay" });
  }
  await create({ appOrderId: "U4" });
  bench.sandbox.state.addTransfer({ amount: "7.5", currency: "USDT", userId: "22033390" });
  const day = new Date().toISOString().slice(0, 10);
  const page = async (fields: Change) => read((await call(bench.merchant.chainupStatement(fields))).data);
  expect(await page({ orderType: "1", day, pageNum: "2", pageSize: "2" })).toMatchObject({
    count: 3,
    list: [{ appOrderId: "U3", orderAmount: "18.5", orderType: "1" }],
  });
  expect(await page({ day })).toMatchObject({ count: 4 });
  expect(await page({ orderType: "11", day })).toMatchObject({ count: 1, list: [{ orderType: "11" }] });
  expect(await page({ day: "2020-01-01" })).toEqual({ count: 0, list: [] });
  expect(await call(bench.merchant.chainupStatement({ day: "2020-02-30" }))).toMatchObject({ code: "10020" });
  expect(await call(bench.merchant.chainupStatement({ day, pageSize: "2001" }))).toMatchObject({
    code: "10020",
  });
});

test("shows its pay page to the one who ordered alone", async () => {
  const orderNum = await create();
  const { baseUrl, credentials } = bench.sandbox.providers.chainup;
  const page = (userId: string) =>
    fetch(`${baseUrl}/platform/pay.html?appKey=${credentials.appId}&orderNum=${orderNum}&userId=${userId}`);
  expect((await page("22033390")).status).toBe(200);
  expect((await page("22033391")).status).toBe(404);
});
