import { test } from "vitest";

import { fuzzConfiguration } from "../stream/fuzz/configuration-fuzz.ts";
import { fuzzFrames } from "../stream/fuzz/frame-fuzz.ts";
import { fuzzHttp } from "../stream/fuzz/http-fuzz.ts";
import { fuzzSocket } from "../stream/fuzz/socket-fuzz.ts";

test("forty thousand odd bodies, queries and paths are each answered below 500", () => fuzzHttp(40_000));

test("thirty thousand streams of odd bytes leave the station as it was", () => fuzzSocket(30_000));

test("thirty thousand odd files are each a configuration or have faults that name a line", () =>
  fuzzConfiguration(30_000));

test("two hundred thousand odd binary frames are each refused or read as messages that are whole", () =>
  fuzzFrames(200_000));
