import { connect as connectPlain } from "node:net";
import { connect } from "node:tls";

import { expect, test } from "vitest";

import { startServer } from "../../../src/stream/server.ts";

import { cookieOf, guardedStation, PASSWORD, pageFolder, temporaryFolder } from "./guarded-station.ts";
import { madeCertificate } from "./made-certificate.ts";

test("over TLS the page, the API and the stream work, and the cookie goes nowhere else", async () => {
  const tls = madeCertificate(temporaryFolder());
  const station = await guardedStation({ tls });
  const page = await station.send("/");
  expect(page.status).toBe(200);
  expect(page.headers["strict-transport-security"]).toBe("max-age=31536000");
  const answer = await station.send("/api/sign-in", { body: { name: "viewer", password: PASSWORD } });
  const [set] = [answer.headers["set-cookie"]].flat();
  expect(set).toMatch(/^__Host-afar-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const cookie = cookieOf(answer);
  expect((await station.send("/api/beds", { cookie })).status).toBe(200);
  expect(await station.stream({ cookie }).opened).toBe("opened");
  // What the plain station would take is no session here.
  expect((await station.send("/api/beds", { cookie: cookie.replace("__Host-", "") })).status).toBe(401);
});

test("a station with TLS hears nobody in the open, and speaks no version below 1.2", async () => {
  const tls = madeCertificate(temporaryFolder());
  const station = await guardedStation({ tls });
  const plain = await new Promise<string>((resolve) => {
    const socket = connectPlain(station.port, "127.0.0.1", () =>
      socket.write("GET /api/session HTTP/1.1\r\nHost: x\r\n\r\n"),
    );
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
    });
    socket.on("close", () => resolve(text));
    socket.on("error", () => resolve(text));
  });
  expect(plain).not.toContain("signIn");
  const speak = (minVersion: "TLSv1.1" | "TLSv1.2", maxVersion: "TLSv1.1" | "TLSv1.3") =>
    new Promise<string>((resolve) => {
      const options = {
        port: station.port,
        host: "127.0.0.1",
        ca: tls.cert,
        minVersion,
        maxVersion,
        ciphers: "DEFAULT:@SECLEVEL=0",
      };
      const socket = connect(options, () => {
        resolve(socket.getProtocol() ?? "none");
        socket.destroy();
      });
      socket.on("error", () => resolve("refused"));
    });
  expect(await speak("TLSv1.1", "TLSv1.1")).toBe("refused");
  expect(await speak("TLSv1.2", "TLSv1.3")).toBe("TLSv1.3");
});

test("listening wider than loopback is refused without required accounts, and without TLS", async () => {
  const tls = madeCertificate(temporaryFolder());
  const accounts = { folder: temporaryFolder(), required: true, setUpCode: null, audit: () => undefined };
  const start = (options: object) => startServer({ port: 0, staticDir: pageFolder(), address: "0.0.0.0", ...options });
  for (const options of [
    {},
    { tls },
    { accounts },
    { tls, accounts: { ...accounts, required: false } },
    { tls, accounts: null },
  ]) {
    await expect(start(options)).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringContaining("lets others in than this box"),
    });
  }
  const wide = await start({ tls, accounts });
  await wide.close();
});

test("an address that this box does not have is named together with its key", async () => {
  const tls = madeCertificate(temporaryFolder());
  const accounts = { folder: temporaryFolder(), required: true, setUpCode: null, audit: () => undefined };
  const options = { port: 0, staticDir: pageFolder(), address: "192.0.2.1", tls, accounts };
  await expect(startServer(options)).rejects.toMatchObject({
    message: expect.stringContaining("no address 192.0.2.1"),
  });
});
