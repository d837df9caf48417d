import { describe } from "vitest";

import { holdLinkToContract, holdToContract } from "./camera-contract.ts";
import { liveCameras, playedCameras } from "./cameras.ts";
import { temporaryFolder } from "./made-files.ts";

const file = temporaryFolder();

describe("a camera", () => {
  for (const subject of playedCameras(file)) holdToContract(subject);
  for (const subject of liveCameras(file)) {
    holdToContract(subject);
    // A thousand are proved by `npm run prove -- reconnects`.
    holdLinkToContract(subject, 25);
  }
});
