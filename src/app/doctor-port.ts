import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

import { fine, type Verdict, warning } from "./doctor-finding.ts";

/** State of a socket that listens, in /proc/net/tcp. */
const LISTENS = "0A";

/** Whether the port is free where the station is to listen, and who has it. */
export async function checkPort(port: number, address = "127.0.0.1"): Promise<Verdict> {
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
  if (code === null) return fine(`port ${port} is free`);
  if (code === "EADDRINUSE") {
    const owner = ownerOf(port);
    return warning(
      `port ${port} is taken${owner === null ? "" : ` by ${owner}`}`,
      "a station may be running already; else start it with --port 0 for any free one",
    );
  }
  // Another finding says it.
  if (code === "EADDRNOTAVAIL") return fine(`port ${port} was not looked at: this box has no address ${address}`);
  return warning(
    `port ${port} cannot be opened (${code})`,
    "start the station with --port and a number of 1024 or more",
  );
}

/** Name and number of the process that listens; null where the system does not tell this user. */
function ownerOf(port: number): string | null {
  const sockets = new Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => listenersOn(port, table)));
  const owner = entriesOf("/proc").find(
    (pid) =>
      /^\d+$/.test(pid) && entriesOf(`/proc/${pid}/fd`).some((fd) => sockets.has(targetOf(`/proc/${pid}/fd/${fd}`))),
  );
  return owner === undefined ? null : `${textOf(`/proc/${owner}/comm`).trim()} (process ${owner})`;
}

function listenersOn(port: number, table: string): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const rows = textOf(table)
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return rows.filter((row) => row[1]?.endsWith(suffix) && row[3] === LISTENS).map((row) => `socket:[${row[9]}]`);
}

// Processes end while they are looked at, and those of others are closed to this user: both are as if they were not there.
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
