/** Nothing in the OpenAPI document is left without words and without an example of its form. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { document, examplesOf, follow, isObject, type Json, type Part, partsOf } from "./support/document.ts";

const parts = partsOf(document);
const nameOf = ({ pointer }: Part) => pointer.join("/");

/** The parts whose pointer ends so, with the name of what they describe. */
function partsUnder(parent: string): readonly Part[] {
  return parts.filter(({ pointer }) => pointer.at(-2) === parent);
}

function bare(found: readonly Part[]): readonly string[] {
  return found.filter(({ value }) => !/\S{2}/.test(String(follow(value).description ?? ""))).map(nameOf);
}

const parameters = parts.filter(({ pointer }) => pointer.at(-2) === "parameters");
const media = parts.filter(({ pointer }) => pointer.at(-2) === "content");
const isProblem = ({ pointer }: Part) => pointer.at(-1) === "application/problem+json";

describe("it has a description", () => {
  test("every property, with words of its own and not only those of its type", () => {
    const properties = partsUnder("properties").filter(
      // Which of the codes an error has is no property of its own.
      ({ pointer }) => !pointer.includes("allOf"),
    );
    expect(properties.length).toBeGreaterThan(250);
    expect(
      properties.filter(({ value }) => !/\S{2}/.test(String(value.description ?? ""))).map(nameOf),
    ).toEqual([]);
  });

  test.each(["responses", "headers", "requestBody"])("every one of the %s", (kind) => {
    const found =
      kind === "requestBody" ? parts.filter(({ pointer }) => pointer.at(-1) === kind) : partsUnder(kind);
    expect(found.length).toBeGreaterThan(7);
    expect(bare(found)).toEqual([]);
  });

  test("every parameter", () => {
    expect(parameters.length).toBeGreaterThan(100);
    expect(bare(parameters)).toEqual([]);
  });

  test("every schema with a name", () => {
    expect(bare(partsUnder("schemas"))).toEqual([]);
  });

  test("every operation and webhook", () => {
    const operations = parts.filter(({ value }) => "operationId" in value);
    expect(operations.length).toBeGreaterThan(55);
    expect(bare(operations)).toEqual([]);
  });
});

describe("it has an example of its form", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, "api");

  function objectTo({ pointer, value }: Part): readonly string[] {
    const path = [...pointer, "schema"].map((key) =>
      encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1")),
    );
    const isRight = ajv.compile({ $ref: `api#/${path.join("/")}` });
    return examplesOf(value)
      .filter((example) => !isRight(example))
      .map(
        (example) => `${pointer.join("/")}: ${JSON.stringify(example)}: ${ajv.errorsText(isRight.errors)}`,
      );
  }

  test.each<[string, readonly Part[]]>([
    ["request and answer", media],
    ["parameter", parameters],
  ])("every %s", (_kind, found) => {
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter(({ value }) => examplesOf(value).length === 0).map(nameOf)).toEqual([]);
    expect(found.flatMap(objectTo)).toEqual([]);
  });

  test("each code of an error answer has one, which names that code and the answer's status", () => {
    const problems = media.filter(isProblem);
    expect(problems.length).toBeGreaterThan(200);
    for (const { pointer, value } of problems) {
      const { examples } = value;
      const named = Object.entries(isObject(examples) ? examples : {}).map(([code, example]) => [
        code,
        follow(example).value,
      ]);
      const status = pointer.at(-3);
      for (const [code, problem] of named) {
        const told = status === "OtherError" ? { code } : { code, status: Number(status) };
        expect(problem, pointer.join("/")).toMatchObject(told);
      }
      const [, codes] = codesOf(value);
      if (codes !== undefined) expect(named.map(([code]) => code)).toEqual(codes);
    }
  });
});

/** The codes that the schema of an error answer allows. */
function codesOf(media: Json): readonly [string, unknown] {
  const found = partsOf(media).find(({ pointer }) => pointer.join("/") === "schema/allOf/1/properties/code");
  return ["enum", found?.value.enum];
}

describe("a growing list says that it grows", () => {
  test.each(["EventType", "PaymentMethod", "PaymentException", "PayoutException", "NextAction"])(
    "%s",
    (name) => {
      const schema = parts.find(({ pointer }) => pointer.join("/") === `components/schemas/${name}`);
      expect(String(schema?.value.description)).toMatch(/may come/);
    },
  );
});
