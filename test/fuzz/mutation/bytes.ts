/** Bytes with some of them others. */
import fc, { type Arbitrary } from "fast-check";

type Edit = (bytes: Buffer) => Buffer;

/** Where, as a part of the length: a mutation means the same whatever the bytes are. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (bytes: Buffer, part: number) => Math.floor(part * bytes.length);

const edit: Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(
    ([where, mask]): Edit =>
      (bytes) => {
        const copy = Buffer.from(bytes);
        const index = Math.min(at(bytes, where), bytes.length - 1);
        if (index >= 0) copy[index] = (copy[index] ?? 0) ^ mask;
        return copy;
      },
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(
    ([where, inserted]): Edit =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at(bytes, where)), inserted, bytes.subarray(at(bytes, where))]),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Edit =>
      (bytes) => {
        const [start, end] = [Math.min(from, to), Math.max(from, to)];
        return Buffer.concat([bytes.subarray(0, at(bytes, start)), bytes.subarray(at(bytes, end))]);
      },
  ),
  fc.tuple(place, place).map(
    ([from, to]): Edit =>
      (bytes) => {
        const [start, end] = [Math.min(from, to), Math.max(from, to)];
        return Buffer.concat([bytes.subarray(0, at(bytes, end)), bytes.subarray(at(bytes, start))]);
      },
  ),
  place.map(
    (where): Edit =>
      (bytes) =>
        bytes.subarray(0, at(bytes, where)),
  ),
  fc.tuple(place, place).map(
    ([a, b]): Edit =>
      (bytes) => {
        const copy = Buffer.from(bytes);
        const [i, j] = [Math.min(at(bytes, a), bytes.length - 1), Math.min(at(bytes, b), bytes.length - 1)];
        if (i >= 0 && j >= 0) [copy[i], copy[j]] = [copy[j] ?? 0, copy[i] ?? 0];
        return copy;
      },
  ),
);

/** Up to three edits, one after the other. */
export const byteMutation: Arbitrary<Edit> = fc
  .array(edit, { minLength: 1, maxLength: 3 })
  .map((edits) => (bytes) => edits.reduce((changed, one) => one(changed), bytes));
