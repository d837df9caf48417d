import { test } from "vitest";

import { fuzzConfiguration } from "./configuration-fuzz.ts";
import { fuzzFrames } from "./frame-fuzz.ts";
import { fuzzHttp } from "./http-fuzz.ts";
import { fuzzSocket } from "./socket-fuzz.ts";

const TIMEOUT_MS = 300_000;

test(
  "two and a half thousand odd bodies, queries and paths are each answered below 500, in the API's own words",
  () => fuzzHttp(2500),
  TIMEOUT_MS,
);

test("a thousand streams of odd bytes leave the station as it was", () => fuzzSocket(1000), TIMEOUT_MS);

test(
  "one and a half thousand odd files are each a configuration or have faults that name a line",
  () => fuzzConfiguration(1500),
  TIMEOUT_MS,
);

test(
  "three thousand odd binary frames are each refused or read as messages that are whole",
  () => fuzzFrames(3000),
  TIMEOUT_MS,
);
