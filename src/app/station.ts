import { startServer } from "../stream/server.ts";

import type { BedPlan } from "./bed-plan.ts";
import { type BedSupervisor, superviseBed } from "./bed-supervisor.ts";
import { bedProcessPath, webUiPath } from "./entry-path.ts";

export interface Station {
  readonly port: number;
  readonly beds: readonly BedSupervisor[];
  close(): Promise<void>;
}

/**
 * Starts the monitor's server, then `prepare`s what the beds share, then one supervised process per bed: the page is there
 * at once and tells how far it is. Throws what startServer and `prepare` throw.
 */
export async function startStation(
  plans: readonly BedPlan[],
  port: number,
  prepare: () => Promise<unknown>,
): Promise<Station> {
  const server = await startServer({ port, staticDir: webUiPath() });
  server.hub.setBeds(plans.map(({ bed, label, demo }) => ({ bed, label, demo })));
  for (const { bed } of plans) {
    server.hub.publish({ kind: "status", bed, state: "preparing", detail: "preparing the face models", progress: 0 });
  }
  try {
    await prepare();
  } catch (error) {
    await server.close();
    throw error;
  }
  const beds = plans.map((plan) =>
    superviseBed(plan, (message) => server.hub.publish(message), { module: bedProcessPath() }),
  );
  return {
    port: server.port,
    beds,
    async close() {
      await Promise.all(beds.map((bed) => bed.stop()));
      await server.close();
    },
  };
}
