import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "vitest";

import { RTSP_SERVER } from "../frame/rtsp-server.ts";
import { testNeeding } from "../left-out.ts";

import { liveClip } from "./live-clip.ts";

/** A network of its own, with loopback and nftables, is made and gone with one process. */
const OWN_NETWORK = ["-n", "sh", "-c", 'ip link set lo up && nft list ruleset && exec "$@"', "sh"];
const NEED = RTSP_SERVER.present
  ? {
      present: spawnSync("unshare", [...OWN_NETWORK, "true"]).status === 0,
      remedy: "a network namespace with nftables is absent, run as root after apt-get install nftables iproute2",
    }
  : RTSP_SERVER;
const PROBE = join(import.meta.dirname, "lost-packets-probe.ts");

interface Said {
  readonly phase: "before" | "lost" | "after";
  readonly state?: string;
  readonly detail?: string;
  readonly passedMs?: number;
  readonly rateBpm?: number | null;
  readonly held?: boolean;
  readonly pictures?: number;
  readonly neverSent?: number;
}

for (const [name, codec, payload] of [
  ["H.264", "h264", "h264"],
  ["H.265", "hevc", "h265"],
] as const)
  testNeeding(
    NEED,
    `${name}: while three datagrams in a hundred are lost no broken picture is used, no rate is wrong and the page says so; the pulse is right again within 20 s`,
    async () => {
      const clip = await liveClip(codec);
      const command = [...OWN_NETWORK, process.execPath, "--import", "tsx", PROBE, clip.path, payload];
      const { stdout } = await promisify(execFile)("unshare", command, { maxBuffer: 1 << 24 });
      clip.remove();
      const lines = stdout
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as Said);
      for (const { rateBpm } of lines)
        if (typeof rateBpm === "number") expect(Math.abs(rateBpm - clip.bpm)).toBeLessThanOrEqual(3);
      const { pictures = 0, neverSent } = lines.at(-1) ?? {};
      expect(pictures).toBeGreaterThan(300);
      expect(neverSent).toBe(0);
      const details = lines.filter(({ phase }) => phase !== "before").map(({ detail }) => detail);
      expect(details.some((detail) => /of the pictures arrive damaged/.test(detail ?? ""))).toBe(true);
      const right = lines.find(({ phase, rateBpm, held }) => phase === "after" && typeof rateBpm === "number" && !held);
      expect(right?.passedMs).toBeLessThan(20_000);
    },
    240_000,
  );
