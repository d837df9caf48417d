import { createServer, type ServerResponse } from "node:http";

import sharp from "sharp";

import { createPhantom } from "../../src/phantom/phantom.ts";
import { readPortrait } from "../../src/phantom/portrait-file.ts";
import type { Scenario } from "../../src/phantom/scenario.ts";

/** A network camera that shows a rendered patient. */
export interface PhantomCamera {
  readonly port: number;
  close(): Promise<void>;
}

const QUALITY = 97;

/** Renders one lap, then sends it over and over as JPEG pictures over HTTP, each when it is due. */
export async function startPhantomCamera(scenario: Scenario): Promise<PhantomCamera> {
  const phantom = createPhantom(scenario, readPortrait(), true);
  const { widthPx, heightPx, rateHz } = scenario.video;
  const pictures: Buffer[] = [];
  for (let i = 0; i < phantom.frameCount; i += 1) {
    const rgb = rgbOf(phantom.frame(i), widthPx, heightPx);
    const raw = { width: widthPx, height: heightPx, channels: 3 as const };
    pictures.push(await sharp(rgb, { raw }).jpeg({ quality: QUALITY, chromaSubsampling: "4:4:4" }).toBuffer());
  }
  let viewer: ServerResponse | null = null;
  let firstMs: number | null = null;
  let sent = 0;
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "multipart/x-mixed-replace; boundary=picture" });
    viewer = response;
    firstMs = null;
    sent = 0;
  });
  const timer = setInterval(() => {
    const now = Date.now();
    while (viewer && (firstMs === null || now >= firstMs + (1000 * sent) / rateHz)) {
      firstMs ??= now;
      const picture = pictures[sent % pictures.length];
      const head = `--picture\r\nContent-Type: image/jpeg\r\nContent-Length: ${picture.length}\r\n\r\n`;
      viewer.write(Buffer.concat([Buffer.from(head), picture, Buffer.from("\r\n")]));
      sent += 1;
    }
  }, 2);
  const port = await new Promise<number>((ready) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      ready(typeof address === "object" && address ? address.port : 0);
    });
  });
  return {
    port,
    close() {
      clearInterval(timer);
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** Limited-range BT.601 with halved chroma to RGB, row by row. Allocates. */
function rgbOf(
  { y, u, v }: { readonly y: Uint8Array; readonly u: Uint8Array; readonly v: Uint8Array },
  widthPx: number,
  heightPx: number,
): Buffer {
  const rgb = Buffer.alloc(3 * widthPx * heightPx);
  const chromaWidth = (widthPx + 1) >> 1;
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const at = row * widthPx + column;
      const chroma = (row >> 1) * chromaWidth + (column >> 1);
      const light = 1.164 * (y[at] - 16);
      const blue = u[chroma] - 128;
      const red = v[chroma] - 128;
      const pixel = [light + 1.596 * red, light - 0.392 * blue - 0.813 * red, light + 2.017 * blue];
      for (const [i, value] of pixel.entries()) rgb[3 * at + i] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
  return rgb;
}
