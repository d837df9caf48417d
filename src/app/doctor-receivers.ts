import { connectMllp } from "../interop/hl7/mllp-connection.ts";

import { type ConfiguredReceiver, readReceiverFile } from "./configuration/receivers.ts";
import { shownAddress } from "./configuration/source-secret.ts";
import { fine, type Verdict, warning } from "./doctor-finding.ts";
import { planReceiver } from "./receiver-plan.ts";

const WAIT_MS = 3000;
const PORTS: Readonly<Record<string, number>> = { "mqtt:": 1883, "mqtts:": 8883, "http:": 80, "https:": 443 };

/**
 * Whether a receiver's secrets and certificates can be read, and whether it takes a connection. It is told nothing: a message
 * would be one too many. Throws AfarError CONFIG_INVALID.
 */
export async function checkReceiver(receiver: ConfiguredReceiver, env: NodeJS.ProcessEnv): Promise<Verdict> {
  planReceiver(receiver, env);
  const { name, address, caFile } = receiver;
  const { protocol, hostname, port } = new URL(address);
  const isTls = /^(mllps|mqtts|https):$/.test(protocol);
  const tls = isTls ? { ...(caFile !== null && { ca: readReceiverFile(name, caFile) }) } : null;
  const place = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || PORTS[protocol], tls };
  try {
    (await connectMllp(place, WAIT_MS)).close();
    return fine(`${name}, ${shownAddress(address)}, takes a connection`);
  } catch (error) {
    return warning(
      `${name}, ${shownAddress(address)}, takes no connection (${(error as Error).message})`,
      "see that it runs and that nothing on the way closes its port",
    );
  }
}
