import { expect, test } from "vitest";
import { DatabaseBusyError } from "../../../bff/storage/engine/database-errors.ts";
import { createPlaces } from "../../../bff/storage/engine/places.ts";

const minuteMs = 60_000;

test("gives as many places as there are, and then those given back in the order of the requests", async () => {
  const places = createPlaces({ count: 2, maxWaitMs: minuteMs });
  const inside: string[] = [];
  const enter = async (name: string) => {
    const leave = await places.take();
    inside.push(name);
    return leave;
  };
  const [leaveA, leaveB] = await Promise.all([enter("a"), enter("b")]);
  const c = enter("c");
  const d = enter("d");
  expect(inside).toEqual(["a", "b"]);
  leaveB();
  const leaveC = await c;
  expect(inside).toEqual(["a", "b", "c"]);
  leaveA();
  leaveC();
  (await d)();
  expect(inside).toEqual(["a", "b", "c", "d"]);
  await Promise.all([enter("e"), enter("f")]);
});

test("tells who has waited too long that all is busy, and gives the next place to another", async () => {
  const places = createPlaces({ count: 1, maxWaitMs: 30 });
  const leave = await places.take();
  const tooLong = await places.take().catch((reason: unknown) => reason);
  expect(tooLong).toBeInstanceOf(DatabaseBusyError);
  leave();
  (await places.take())();
});
