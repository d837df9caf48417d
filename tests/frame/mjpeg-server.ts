import { createServer, type ServerResponse } from "node:http";

import sharp from "sharp";

export interface MjpegServer {
  readonly port: number;
  /** Breaks every connection, and refuses new ones until `mend()`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

const SIDE_PX = 96;
const INTERVAL_MS = 40;
const PICTURES = 8;

/** A camera that sends JPEG pictures over HTTP, 25 a second, at /video.mjpeg; with basic authentication where a login is given. */
export async function startMjpegServer(login?: string): Promise<MjpegServer> {
  const pictures = await Promise.all(Array.from({ length: PICTURES }, (_, i) => jpegOf(60 + 10 * i)));
  const viewers = new Set<ServerResponse>();
  let refusing = false;
  let sent = 0;
  const server = createServer((request, response) => {
    if (refusing) return void request.socket.destroy();
    if (login && request.headers.authorization !== `Basic ${Buffer.from(login).toString("base64")}`) {
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="camera"' }).end();
      return;
    }
    if (request.url !== "/video.mjpeg") return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": "multipart/x-mixed-replace; boundary=picture" });
    viewers.add(response);
    response.once("close", () => viewers.delete(response));
  });
  const timer = setInterval(() => {
    const picture = pictures[sent++ % PICTURES];
    const head = `--picture\r\nContent-Type: image/jpeg\r\nContent-Length: ${picture.length}\r\n\r\n`;
    for (const viewer of viewers) viewer.write(Buffer.concat([Buffer.from(head), picture, Buffer.from("\r\n")]));
  }, INTERVAL_MS);
  const port = await new Promise<number>((ready) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      ready(typeof address === "object" && address ? address.port : 0);
    });
  });
  return {
    port,
    cut() {
      refusing = true;
      server.closeAllConnections();
    },
    mend() {
      refusing = false;
    },
    close() {
      clearInterval(timer);
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function jpegOf(level: number): Promise<Buffer> {
  const create = {
    width: SIDE_PX,
    height: SIDE_PX,
    channels: 3 as const,
    background: { r: level, g: level, b: level },
  };
  return sharp({ create }).jpeg().toBuffer();
}
