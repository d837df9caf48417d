import { readFileSync } from "node:fs";
import { join } from "node:path";

import { AfarError } from "../../base/errors.ts";
import { openImageSequence, type SequenceImage } from "../../frame/image-sequence.ts";
import { oximeterTruth } from "../oximeter-rates.ts";
import type { Layout, Recording } from "../recording.ts";

import { foldersIn, namesIn } from "./folders.ts";
import { knownTruth } from "./known-truth.ts";

const SOURCE = "PURE (Stricker et al., RO-MAN 2014), CMS50E pulse oximeter";
const METHOD = "pulseRate of the data set's pulse oximeter, mean per second";
const MOTIONS: Readonly<Record<string, string>> = {
  "01": "steady",
  "02": "talking",
  "03": "slow translation",
  "04": "fast translation",
  "05": "small rotation",
  "06": "medium rotation",
};

/** What is used of SS-TT.json. */
interface PureFile {
  readonly packages: readonly { readonly tMs: number; readonly ratePerMin: number }[];
  readonly imagesMs: readonly number[];
}

/** PURE: SS-TT/{SS-TT/*.png, SS-TT.json}, time stamps in ns. */
export const PURE_LAYOUT: Layout = {
  name: "pure",
  find(folder) {
    return foldersIn(folder).flatMap((name): Recording[] => {
      if (!/^\d\d-\d\d$/.test(name) || !namesIn(join(folder, name)).includes(`${name}.json`)) return [];
      const json = join(folder, name, `${name}.json`);
      const pictures = namesIn(join(folder, name, name)).filter((file) => /\.png$/i.test(file));
      if (pictures.length === 0) return [];
      const paths = pictures.map((file) => join(folder, name, name, file));
      return [
        {
          name,
          playback: {
            kind: "frames",
            files: [json, ...paths],
            open: async () => openImageSequence(timed(paths, readPure(json), json)),
          },
          truth: async () => {
            const { packages, imagesMs } = readPure(json);
            const readings = packages.map(({ tMs, ratePerMin }) => ({ tMs: tMs - imagesMs[0], ratePerMin }));
            return knownTruth(oximeterTruth(readings, METHOD), SOURCE, {
              motion: MOTIONS[name.slice(3)] ?? name.slice(3),
            });
          },
        },
      ];
    });
  },
};

function timed(paths: readonly string[], { imagesMs }: PureFile, json: string): SequenceImage[] {
  if (paths.length !== imagesMs.length) {
    throw new AfarError(
      "FILE_UNREADABLE",
      `${json} names ${imagesMs.length} pictures and there are ${paths.length}: copy the data set again.`,
    );
  }
  const images = paths.map((path, i) => ({ path, tMs: imagesMs[i] }));
  // A stamp that repeats, as some do, adds no time: its picture is left out.
  return images.filter(({ tMs }, i) => i === 0 || tMs > images[i - 1].tMs);
}

function readPure(path: string): PureFile {
  try {
    const json = JSON.parse(readFileSync(path, "utf8"));
    const packages = json["/FullPackage"].map((entry: { Timestamp: number; Value: { pulseRate: number } }) => ({
      tMs: milliseconds(entry.Timestamp),
      ratePerMin: entry.Value.pulseRate,
    }));
    const imagesMs = json["/Image"].map((entry: { Timestamp: number }) => milliseconds(entry.Timestamp));
    if (imagesMs.length === 0) throw new TypeError("no picture");
    return { packages, imagesMs };
  } catch (cause) {
    const expected = "/FullPackage with pulseRate and /Image, each with Timestamp";
    throw new AfarError("FILE_UNREADABLE", `${path} must hold ${expected} and does not: copy the data set again.`, {
      cause,
    });
  }
}

/** Nanoseconds of the day's clock, of which a double keeps about a quarter microsecond. */
function milliseconds(stampNs: number): number {
  if (!Number.isFinite(stampNs)) throw new TypeError("no time stamp");
  return stampNs / 1e6;
}
