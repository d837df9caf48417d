import type { CameraChoice, ConfigurationFile, ZoneChoice } from "../../wire/configuration.ts";
import { type KeyFault, type KeyPath, keyName } from "../../wire/configuration-faults.ts";

import { accessFaults } from "./access-rules.ts";
import { alarmFaults } from "./alarm-rules.ts";
import { cameraChoice } from "./configuration.ts";
import { receiverFaults } from "./receiver-rules.ts";
import { isRendered, sourceFault } from "./source-kind.ts";
import { shownAddress, takeSecret } from "./source-secret.ts";

/** What no schema can say: rules between keys. `file` has passed its schema. Allocates. */
export function siteFaults(file: ConfigurationFile): KeyFault[] {
  return [
    ...accessFaults(file),
    ...cameraFaults(file.camera, ["camera"]),
    ...alarmFaults(file),
    ...historyFaults(file),
    ...receiverFaults(file),
    ...file.beds.flatMap(({ camera, source, zone }, i) => [
      ...sourceFaults(file, i),
      ...cameraFaults(camera, ["beds", i, "camera"]),
      ...zoneFaults(zone, ["beds", i, "zone"]),
      ...passwordFaults(cameraChoice(file.camera, camera), source, ["beds", i, "source"]),
    ]),
    ...twins(file, "id", ({ id }) => id),
    ...twins(file, "label", ({ id, label }) => label ?? `Bed ${id}`),
    // A rendered patient may be shown twice, a real one never.
    ...twins(file, "source", ({ source }) => (isRendered(source) ? null : takeSecret(source)?.address)),
  ];
}

function twins(
  file: ConfigurationFile,
  key: "id" | "label" | "source",
  identity: (bed: ConfigurationFile["beds"][number]) => string | null | undefined,
): KeyFault[] {
  const first = new Map<string, number>();
  return file.beds.flatMap((bed, i): KeyFault[] => {
    const value = identity(bed);
    if (value === null || value === undefined) return [];
    const twin = first.get(value);
    if (twin === undefined) {
      first.set(value, i);
      return [];
    }
    // Labels that nobody gave are the same only where the ids are, which is told already.
    if (key === "label" && bed.label === undefined && file.beds[twin].label === undefined) return [];
    const shown = key === "source" ? shownAddress(value) : value;
    const remedy = key === "source" ? "a camera watches one bed" : `give every bed its own ${key}`;
    const path = ["beds", i, key];
    return [{ path, sentence: `${keyName(path)} ${shown} is that of ${keyName(["beds", twin])} already: ${remedy}` }];
  });
}

function sourceFaults(file: ConfigurationFile, i: number): KeyFault[] {
  const path = ["beds", i, "source"];
  const { source } = file.beds[i];
  const secret = takeSecret(source);
  if (secret === null) {
    const sentence = `${keyName(path)} holds a password with /, ? or #: write it into a file and name that as passwordFile`;
    return [{ path, sentence }];
  }
  const fault = sourceFault(secret.address);
  if (fault !== null) return [{ path, sentence: `${keyName(path)} ${fault}` }];
  if (!isRendered(source) || file.beds.every((bed) => isRendered(bed.source))) return [];
  const sentence = `${keyName(path)} is a rendered patient, which never stands beside real beds: give it a station of its own`;
  return [{ path, sentence }];
}

function cameraFaults(camera: CameraChoice | undefined, path: KeyPath): KeyFault[] {
  if (!camera) return [];
  const faults: KeyFault[] = [];
  if ((camera.widthPx === undefined) !== (camera.heightPx === undefined)) {
    const [given, missing] = camera.widthPx === undefined ? ["heightPx", "widthPx"] : ["widthPx", "heightPx"];
    const at = [...path, given];
    faults.push({ path: at, sentence: `${keyName(at)} stands alone: add ${missing}` });
  }
  if (camera.passwordFile !== undefined && camera.passwordVariable !== undefined) {
    const at = [...path, "passwordVariable"];
    faults.push({ path: at, sentence: `${keyName(at)} stands beside passwordFile: keep one of the two` });
  }
  return faults;
}

function zoneFaults(zone: ZoneChoice | undefined, path: KeyPath): KeyFault[] {
  if (!zone || (zone.left < zone.right && zone.top < zone.bottom)) return [];
  return [{ path, sentence: `${keyName(path)} holds nothing: left must be below right, and top below bottom` }];
}

function passwordFaults(camera: CameraChoice, source: string, path: KeyPath): KeyFault[] {
  const hasPassword = camera.passwordFile !== undefined || camera.passwordVariable !== undefined;
  const secret = takeSecret(source);
  if (!hasPassword || secret === null) return [];
  if (secret.password !== null) {
    return [{ path, sentence: `${keyName(path)} holds a password beside the camera's: take it out of the address` }];
  }
  if (secret.user !== null || camera.user !== undefined || isRendered(source)) return [];
  return [{ path, sentence: `${keyName(path)} has a password but no user: add user = "..." to the camera` }];
}

function historyFaults({ history }: ConfigurationFile): KeyFault[] {
  if (!history) return [];
  const { sqlitePath, postgresVariable, postgresSchema } = history;
  if (postgresVariable !== undefined && sqlitePath !== undefined) {
    const path = ["history", "sqlitePath"];
    return [{ path, sentence: `${keyName(path)} stands beside postgresVariable: keep one of the two` }];
  }
  if (postgresSchema !== undefined && postgresVariable === undefined) {
    const path = ["history", "postgresSchema"];
    return [{ path, sentence: `${keyName(path)} stands without postgresVariable: add it or take this out` }];
  }
  return [];
}
