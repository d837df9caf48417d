import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import type { Need } from "../left-out.ts";

import { selfSigned } from "./certificates.ts";

const BROKER = "/usr/sbin/mosquitto";

export const MOSQUITTO: Need = {
  present: existsSync(BROKER),
  remedy: "mosquitto is absent, run apt-get install mosquitto",
};

export interface Broker {
  readonly port: number;
  readonly certificate: Buffer;
  readonly certificateFile: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** A broker that speaks TLS only and lets in `afar` by its password; it keeps what it has over a kill, and ends with the test. */
export async function planBroker(folder: string, password: string): Promise<Broker> {
  const { certificate, certificateFile, keyFile } = selfSigned(folder);
  const passwords = join(folder, "passwords");
  const configuration = join(folder, "mosquitto.conf");
  const store = join(folder, "store");
  const port = await freePort();
  mkdirSync(store);
  writeFileSync(passwords, `afar:${password}\n`);
  execFileSync("mosquitto_passwd", ["-U", passwords]);
  const lines = [
    // Where a test runs as root: its folder is nobody else's.
    "user root",
    `listener ${port} 127.0.0.1`,
    `certfile ${certificateFile}`,
    `keyfile ${keyFile}`,
    "allow_anonymous false",
    `password_file ${passwords}`,
    "persistence true",
    `persistence_location ${store}/`,
    "autosave_on_changes true",
    "autosave_interval 1",
  ];
  writeFileSync(configuration, `${lines.join("\n")}\n`);
  let child: ChildProcess | null = null;

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child?.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  onTestFinished(kill);
  return {
    port,
    certificate,
    certificateFile,
    async start() {
      child = spawn(BROKER, ["-c", configuration], { stdio: ["ignore", "ignore", "ignore"] });
      for (let tries = 0; !(await answers(port)); tries++) {
        if (tries === 1000 || child.exitCode !== null) throw new Error(`the broker does not run: ${child.exitCode}`);
        await new Promise((done) => setTimeout(done, 20));
      }
    },
    kill,
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((found) => {
    const socket = createConnection(port, "127.0.0.1");
    const give = (is: boolean) => {
      socket.destroy();
      found(is);
    };
    socket.once("connect", () => give(true));
    socket.once("error", () => give(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}
