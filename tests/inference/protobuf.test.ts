import fc from "fast-check";
import { expect, test } from "vitest";

import { ProtoMessage } from "../../src/inference/protobuf.ts";

test("150 in field 1 is the three bytes of the protocol buffer manual", () => {
  expect([...new ProtoMessage().integer(1, 150).finish()]).toEqual([0x08, 0x96, 0x01]);
});

test("a string in field 2 is written as in the protocol buffer manual", () => {
  const bytes = new ProtoMessage().bytes(2, "testing").finish();
  expect(Buffer.from(bytes).toString("hex")).toBe("120774657374696e67");
});

test("a nested message is its bytes with their length before them", () => {
  const bytes = new ProtoMessage().bytes(3, new ProtoMessage().integer(1, 150)).finish();
  expect(Buffer.from(bytes).toString("hex")).toBe("1a03089601");
});

test("every integer up to 2^53 - 1 can be read back in groups of seven bits", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const [, ...groups] = new ProtoMessage().integer(1, value).finish();
      const read = groups.reduce((sum, group, i) => sum + BigInt(group & 127) * 128n ** BigInt(i), 0n);
      expect(read).toBe(BigInt(value));
      expect(groups.map((group) => group >= 128)).toEqual(groups.map((_, i) => i < groups.length - 1));
    }),
  );
});

test("a negative number or a fraction is refused", () => {
  expect(() => new ProtoMessage().integer(1, -1)).toThrow(RangeError);
  expect(() => new ProtoMessage().integer(1, 0.5)).toThrow(RangeError);
});
