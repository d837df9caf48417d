import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import type { PostgresPlace } from "../../src/history/postgres-session.ts";
import type { Need } from "../left-out.ts";

const VERSIONS = "/usr/lib/postgresql";
const newest = existsSync(VERSIONS)
  ? readdirSync(VERSIONS)
      .sort((a, b) => Number(a) - Number(b))
      .at(-1)
  : undefined;
const BINARIES = join(VERSIONS, newest ?? "none", "bin");
const PORT = 54329;

export const POSTGRES: Need = {
  present: existsSync(join(BINARIES, "postgres")),
  remedy: "PostgreSQL is absent, run apt-get install postgresql",
};

export interface PostgresCluster {
  place(schema: string): PostgresPlace;
  start(): Promise<void>;
  /** Ends the server at once, as a crash does. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

/** A private cluster in a folder of its own, reached through a Unix socket alone, and not yet started. */
export function planPostgresCluster(): PostgresCluster {
  const folder = mkdtempSync(join(tmpdir(), "afar-pg-"));
  const data = join(folder, "data");
  // PostgreSQL refuses to run as root; Debian's package brings a user of its own.
  const user = process.getuid?.() === 0 ? userId("postgres") : null;
  const identity = user === null ? {} : { uid: user, gid: user };
  let server: ChildProcess | null = null;

  return {
    place: (schema) => ({ url: `postgres://afar@localhost:${PORT}/postgres`, schema, socketFolder: folder }),
    async start() {
      if (user !== null) chownSync(folder, user, user);
      if (!existsSync(data)) {
        const make = ["-D", data, "-A", "trust", "-U", "afar", "--no-sync", "-E", "UTF8", "--locale=C"];
        execFileSync(join(BINARIES, "initdb"), make, { ...identity, cwd: folder, stdio: "pipe" });
      }
      const settings = [
        "listen_addresses=",
        `unix_socket_directories=${folder}`,
        "shared_buffers=16MB",
        `port=${PORT}`,
      ];
      const options = settings.flatMap((setting) => ["-c", setting]);
      server = spawn(join(BINARIES, "postgres"), ["-D", data, ...options], {
        ...identity,
        cwd: folder,
        stdio: "ignore",
      });
      for (let tries = 0; tries < 200; tries++) {
        const state = readText(join(data, "postmaster.pid")).split("\n")[7]?.trim();
        if (state === "ready") return;
        await wait(50);
      }
      throw new Error("PostgreSQL did not start");
    },
    async kill() {
      const ending = server;
      server = null;
      if (!ending || ending.exitCode !== null) return;
      const ended = new Promise((resolve) => ending.once("exit", resolve));
      // SIGQUIT: its processes end at once, without a word to the disk.
      ending.kill("SIGQUIT");
      await ended;
    },
    async remove() {
      await this.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function userId(name: string): number {
  return Number(execFileSync("id", ["-u", name], { encoding: "utf8" }));
}

function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
