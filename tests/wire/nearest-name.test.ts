import fc from "fast-check";
import { expect, test } from "vitest";

import { nearestName } from "../../src/wire/nearest-name.ts";

const KEYS = [
  "id",
  "label",
  "source",
  "camera",
  "alarms",
  "timeoutS",
  "widthPx",
  "passwordFile",
  "pulseLowBpm",
  "pulseHighBpm",
];

test.each([
  ["sorce", "source"],
  ["soruce", "source"],
  ["Source", "source"],
  ["lable", "label"],
  ["timeout", "timeoutS"],
  ["width", "widthPx"],
  ["password", "passwordFile"],
  ["pulseHightBpm", "pulseHighBpm"],
  ["host", null],
  ["x", null],
  ["", null],
  ["s".repeat(100_000), null],
])("%.20s means %s", (name, meant) => {
  expect(nearestName(name, KEYS)).toBe(meant);
});

test("a name with one letter left out, doubled or swapped still means itself", () => {
  const long = KEYS.filter((key) => key.length > 5);
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.nat(100), fc.nat(2), (key, place, how) => {
      const at = place % (key.length - 1);
      const rest = key.slice(at + 2);
      const pair = [key[at + 1], key[at] + key[at] + key[at + 1], key[at + 1] + key[at]][how];
      expect(nearestName(key.slice(0, at) + pair + rest, KEYS)).toBe(key);
    }),
  );
});
