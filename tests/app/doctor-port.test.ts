import { type AddressInfo, createServer } from "node:net";

import { expect, test } from "vitest";

import { checkPort } from "../../src/app/doctor-port.ts";

test("a port that a program listens on is a warning that names it, with the way out; free again, it is fine", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const taken = await checkPort(port);
  expect(taken.state).toBe("warning");
  expect(taken.detail).toContain(`port ${port} is taken`);
  if (process.platform === "linux") expect(taken.detail).toContain(`(process ${process.pid})`);
  expect(taken.remedy).toContain("--port 0");
  await new Promise((resolve) => other.close(resolve));
  expect(await checkPort(port)).toEqual({ state: "ok", detail: `port ${port} is free`, remedy: null });
});
