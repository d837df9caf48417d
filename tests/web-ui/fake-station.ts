import { resolve } from "node:path";

import { type StationServer, startServer } from "../../src/stream/server.ts";
import { heldScene, liveScene, noBreathScene, type Scene, silentScene, status } from "../stream/synthetic-bed.ts";

const SPAN_MS = 100;

/** A station whose beds tell scenes instead of watching cameras: for tests of the page, and to look at it. */
export class FakeStation {
  readonly server: StationServer;
  readonly #scenes = new Map<string, Scene | null>();
  readonly #times = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  private constructor(server: StationServer) {
    this.server = server;
    let toldMs = performance.now();
    // Timers are late by chance: the spans that are due are told, so that the beds' time keeps pace with the real one.
    this.#timer = setInterval(() => {
      for (; performance.now() - toldMs >= SPAN_MS; toldMs += SPAN_MS) this.#tell();
    }, SPAN_MS / 4);
  }

  static async start(
    port: number,
    staticDir: string,
    beds: { bed: string; label: string; demo: boolean }[],
  ): Promise<FakeStation> {
    const server = await startServer({ port, staticDir });
    server.hub.setBeds(beds);
    return new FakeStation(server);
  }

  /** What a bed tells from now on; null for nothing at all. */
  play(bed: string, scene: Scene | null): void {
    this.#scenes.set(bed, scene);
  }

  /** Tells the past at once, so that a page has a full sweep from the start. */
  tellPast(bed: string, scene: Scene, spanMs: number): void {
    this.play(bed, scene);
    for (let told = 0; told < spanMs; told += SPAN_MS) this.#tellOf(bed, scene);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.server.close();
  }

  #tell(): void {
    for (const [bed, scene] of this.#scenes) this.#tellOf(bed, scene);
  }

  #tellOf(bed: string, scene: Scene | null): void {
    const tMs = this.#times.get(bed) ?? 0;
    this.#times.set(bed, tMs + SPAN_MS);
    for (const message of scene?.(bed, tMs, SPAN_MS) ?? []) this.server.hub.publish(message);
  }
}

/** `tsx tests/web-ui/fake-station.ts [PORT]`: six beds, one in each state, for looking at the page by eye. */
async function show(port: number): Promise<void> {
  const names = ["1", "2", "3", "4", "5", "6"];
  const beds = names.map((bed) => ({ bed, label: `Bed ${bed}`, demo: bed !== "4" }));
  const station = await FakeStation.start(port, resolve(import.meta.dirname, "../../dist/web-ui"), beds);
  for (const bed of names) station.server.hub.publish(status(bed, "running", "running"));
  const pastMs = 120_000;
  station.tellPast("1", liveScene(72.4), pastMs);
  station.tellPast("2", liveScene(118.2, 0.8), pastMs);
  station.tellPast("3", silentScene("low-light"), pastMs);
  station.tellPast("4", liveScene(64), pastMs);
  station.tellPast("6", liveScene(81), pastMs);
  station.play("6", noBreathScene(81, 20));
  station.server.hub.publish(status("5", "preparing", "rendering the demonstration patient", 0.4));
  setInterval(() => station.play("2", heldScene(118.2, "motion")), 20_000);
  setInterval(() => station.play("4", null), 30_000);
  console.log(`http://127.0.0.1:${station.server.port}`);
}

if (process.argv[1] === import.meta.filename) await show(Number(process.argv[2] ?? 0));
