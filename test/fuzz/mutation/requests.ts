/** Recorded requests, changed: by bytes, in their structure, in a header, or pumped up. */
import fc, { type Arbitrary } from "fast-check";
import { bodies, linePumps, type Pump, structures, textPumps } from "../../growth/support/pumped.ts";
import type { Call } from "../../support/http-client.ts";
import type { Recorded } from "../genuine.ts";
import { asJson, type Json } from "../schema/values.ts";
import { byteMutation } from "./bytes.ts";
import { mutatedJson, mutatedJsonText, placesOf } from "./json.ts";

/** What a callback may have at most, and a little more. */
const longest = 70_000;
const longestHeader = 12_000;
const sizes = [10, 100, 1_000, 8_000, 32_000, 65_536, longest] as const;

function jsonOf(text: string): Json | undefined {
  try {
    return asJson(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Fields = readonly (readonly [string, string])[];

function writeForm(fields: Fields): string {
  return new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
}

/** A form with a field changed, away, there twice, or elsewhere. */
function mutatedForm(text: string): Arbitrary<string> {
  const fields: Fields = [...new URLSearchParams(text)];
  return fc.nat(Math.max(fields.length - 1, 0)).chain((at) => {
    const [name, value] = fields[at] ?? ["", ""];
    const withField = (...there: Fields) =>
      writeForm([...fields.slice(0, at), ...there, ...fields.slice(at + 1)]);
    return fc.oneof(
      mutatedJson(value).map((other) =>
        withField([name, typeof other === "string" ? other : JSON.stringify(other)]),
      ),
      fc.constantFrom(
        withField(),
        withField([name, value], [name, value]),
        withField([name.toUpperCase(), value]),
        withField([`${name}[]`, value]),
        withField([name, value], [name, ""]),
      ),
      fc.shuffledSubarray([...fields], { minLength: 0 }).map(writeForm),
    );
  });
}

/** The value with a pumped text in one of its places. */
function pumpedJson(value: Json, pump: Pump, size: number): Arbitrary<string> {
  const mark = "@the place@";
  return fc.constantFrom(...placesOf(value)).map((path) => {
    const marked = JSON.stringify(withMark(value, path, mark));
    return marked.replace(JSON.stringify(mark), () => JSON.stringify(pump.make(size)));
  });
}

function withMark(value: Json, [first, ...rest]: readonly (string | number)[], mark: string): Json {
  if (first === undefined) return mark;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, part]): [string, Json] => [
    name,
    name === String(first) ? withMark(part, rest, mark) : part,
  ]);
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

function forLine(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()));
}

function mutatedHeaders(call: Call): Arbitrary<Call> {
  const { headers = {} } = call;
  const extra = [
    "content-encoding",
    "x-forwarded-for",
    "accept",
    "accept-language",
    "cookie",
    "if-none-match",
    "origin",
  ];
  return fc
    .tuple(
      fc.constantFrom(...Object.keys(headers), ...extra),
      fc.constantFrom(...linePumps),
      fc.nat(longestHeader),
      fc.boolean(),
    )
    .map(([name, pump, size, keeps]) => {
      const text = forLine(pump.make(size)).slice(0, size);
      return { ...call, headers: { ...headers, [name]: keeps ? `${headers[name] ?? ""}${text}` : text } };
    });
}

/** @returns the request, changed in one of these ways */
export function mutationsOf({ call }: Recorded): Arbitrary<Call> {
  const value = jsonOf(call.rawBody);
  const withBody = (rawBody: string | Buffer): Call => ({ ...call, rawBody });
  const bytes = byteMutation.map((mutate) => withBody(mutate(Buffer.from(call.rawBody))));
  const wholes = fc
    .tuple(fc.constantFrom(...bodies, ...structures), fc.constantFrom(...sizes))
    .map(([pump, size]) => withBody(pump.make(size)));
  const types = fc
    .constantFrom(
      "application/json",
      "application/x-www-form-urlencoded",
      "text/plain",
      "application/json; charset=utf-16le",
      "",
    )
    .map((type) => ({ ...call, headers: { ...call.headers, "content-type": type } }));
  const ways = [bytes, wholes, types, mutatedHeaders(call)];
  if (value === undefined || typeof value !== "object")
    return fc.oneof(...ways, mutatedForm(call.rawBody).map(withBody));
  const pumped = fc
    .tuple(fc.constantFrom(...textPumps, ...linePumps), fc.constantFrom(...sizes))
    .chain(([pump, size]) => pumpedJson(value, pump, size).map(withBody));
  return fc.oneof(...ways, pumped, mutatedJsonText(value).map(withBody), {
    weight: 3,
    arbitrary: mutatedJson(value).map((other) => withBody(JSON.stringify(other))),
  });
}

/** The request with a pump in a place of its body, at any size: for comparing two sizes. */
export function pumpsOf({
  name,
  call,
}: Recorded): Arbitrary<{ readonly name: string; readonly make: (size: number) => Call }> {
  const value = jsonOf(call.rawBody);
  const whole = fc.constantFrom(...bodies, ...structures).map((pump) => ({
    name: `${name}: ${pump.name}`,
    make: (size: number): Call => ({ ...call, rawBody: pump.make(size) }),
  }));
  if (value === undefined || typeof value !== "object") return whole;
  const inPlace = fc
    .tuple(fc.constantFrom(...placesOf(value)), fc.constantFrom(...textPumps, ...linePumps))
    .map(([path, pump]) => ({
      name: `${name}: ${pump.name} at ${path.join(".")}`,
      make: (size: number): Call => ({
        ...call,
        rawBody: JSON.stringify(withMark(value, path, "@the place@")).replace('"@the place@"', () =>
          JSON.stringify(pump.make(size)),
        ),
      }),
    }));
  return fc.oneof(whole, inPlace);
}
