import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { connect, createServer, type Socket } from "node:net";

export interface StreamRelay {
  readonly port: number;
  /** Breaks every connection and refuses new ones, until `mend()`. */
  cut(): void;
  /** Lets nothing through any more, but keeps the connections, until `mend()`. */
  stall(): void;
  /** Lets so many bytes a second through, until `mend()`. */
  slow(bytesPerS: number): void;
  mend(): void;
  /** Datagrams of RTP that were passed on after a later one. */
  readonly reordered: number;
  close(): Promise<void>;
}

/** What travels between two ends of a relay, a piece at a time. */
const PIECE_BYTES = 1024;
/** Every so many-th datagram is held back until two more have passed. */
const HELD_EVERY = 7;
const PASSED_BEFORE = 2;

/** Stands between a camera and its viewer; RTP over UDP is passed on out of order. */
export async function startStreamRelay(targetPort: number): Promise<StreamRelay> {
  let refusing = false;
  let stalled = false;
  let bytesPerS = Number.POSITIVE_INFINITY;
  let reordered = 0;
  const ends = new Set<Socket>();

  function pass(from: Socket, to: Socket, change: (text: Buffer) => Promise<Buffer>): void {
    let queue: Promise<void> = Promise.resolve();
    from.on("data", (data) => {
      from.pause();
      queue = queue.then(async () => {
        const changed = await change(data);
        for (let at = 0; at < changed.length; at += PIECE_BYTES) {
          const piece = changed.subarray(at, at + PIECE_BYTES);
          while (stalled && !to.destroyed) await sleep(20);
          if (Number.isFinite(bytesPerS)) await sleep((1000 * piece.length) / bytesPerS);
          if (!to.destroyed) to.write(piece);
        }
        from.resume();
      });
    });
  }

  /** Takes the place of the viewer's port, so that RTP comes through here. */
  async function takePort(text: Buffer, udp: UdpSocket[]): Promise<Buffer> {
    const asked = /client_port=(\d+)-(\d+)/.exec(text.toString("latin1"));
    if (!asked) return text;
    const ports = [await forward(Number(asked[1]), true, udp), await forward(Number(asked[2]), false, udp)];
    return Buffer.from(text.toString("latin1").replace(asked[0], `client_port=${ports[0]}-${ports[1]}`), "latin1");
  }

  function forward(toPort: number, reorders: boolean, udp: UdpSocket[]): Promise<number> {
    const socket = createSocket("udp4");
    udp.push(socket);
    let count = 0;
    let held: { data: Buffer; after: number } | null = null;
    socket.on("message", (data) => {
      count++;
      if (reorders && held === null && count % HELD_EVERY === 0) {
        held = { data, after: count + PASSED_BEFORE };
        return;
      }
      socket.send(data, toPort, "127.0.0.1");
      if (held === null || count < held.after) return;
      socket.send(held.data, toPort, "127.0.0.1");
      held = null;
      reordered++;
    });
    // A viewer that has gone leaves its port closed.
    socket.on("error", () => undefined);
    return new Promise((bound) => socket.bind(0, "127.0.0.1", () => bound(socket.address().port)));
  }

  const server = createServer((viewer) => {
    if (refusing) return void viewer.destroy();
    const camera = connect(targetPort, "127.0.0.1");
    const own: Socket[] = [viewer, camera];
    const udp: UdpSocket[] = [];
    for (const end of own) {
      ends.add(end);
      end.on("error", () => undefined);
      end.once("close", () => {
        ends.delete(end);
        for (const other of own) other.destroy();
        for (const socket of udp.splice(0)) socket.close();
      });
    }
    pass(viewer, camera, (data) => takePort(data, udp));
    pass(camera, viewer, async (data) => data);
  });
  const port = await new Promise<number>((ready) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      ready(typeof address === "object" && address ? address.port : 0);
    });
  });
  const breakAll = () => {
    for (const end of ends) end.destroy();
  };
  return {
    port,
    get reordered() {
      return reordered;
    },
    cut() {
      refusing = true;
      breakAll();
    },
    stall() {
      stalled = true;
    },
    slow(rate) {
      bytesPerS = rate;
    },
    mend() {
      refusing = stalled = false;
      bytesPerS = Number.POSITIVE_INFINITY;
    },
    async close() {
      breakAll();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
