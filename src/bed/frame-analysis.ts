import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import type { TraceFrame } from "../base/trace-frame.ts";
import type { FaceChoice, FaceTracker, TrackedFace } from "../face/face-tracker.ts";
import { planPictureSampler } from "../regions/picture-sampler.ts";
import { planRegionSampler } from "../regions/region-sampler.ts";
import { sampleRoom } from "../regions/room-sampler.ts";
import { planTissueMotion } from "../regions/tissue-motion.ts";
import type { NeuralWitness } from "../neural/neural-witness.ts";

import { EFFORTS, type Effort } from "./load-shedding.ts";

export interface FrameAnalysis {
  readonly trace: TraceFrame;
  readonly face: TrackedFace | null;
}

export interface FrameAnalyser {
  readonly regions: readonly string[];
  /** Face, regions, room and movement of one frame. The frame's channels may dangle once this has resolved. */
  analyse(frame: Frame, effort?: Effort, choice?: FaceChoice): Promise<FrameAnalysis>;
}

/** Plans the steps that need pixels: `trace(regions(face(frame)))`. */
export function planFrameAnalyser(tracker: FaceTracker, network: NeuralWitness | null = null): FrameAnalyser {
  const sampler = planRegionSampler();
  const tissue = planTissueMotion();
  const pictures = planPictureSampler();
  const blind = new Uint8Array(sampler.names.length);
  const black = new Float64Array(sampler.names.length * 3);
  return {
    regions: sampler.names,
    async analyse(frame, { meshHz, leftOutRegion, network: asked } = EFFORTS[0], choice) {
      const face = await tracker.update(frame, meshHz, choice);
      const colours = face ? sampler.sample(frame, face, leftOutRegion) : { rgb: black, usable: blind };
      const { tMs, durationMs, keyframe, packetBytes } = frame;
      const room = sampleRoom(frame, face);
      const head = face ? headPose(face) : null;
      const motion = tissue.measure(frame);
      const picture = pictures.sample(frame, face);
      const said = network ? await network.see(frame, face, !asked) : null;
      return {
        face,
        trace: {
          tMs,
          durationMs,
          keyframe,
          ...(packetBytes === undefined ? {} : { packetBytes }),
          ...colours,
          room,
          head,
          mesh: face?.measured ?? null,
          sight: tracker.sight,
          motion,
          picture,
          ...(said && { network: said }),
        },
      };
    },
  };
}

/** Mean of points on bone: brow ridge, nose bridge and cheekbones move with the head, not with the face's muscles. */
const RIGID_LANDMARKS = [6, 168, 197, 195, 5, 127, 356, 234, 454, 93, 323, 10, 151, 8];

function headPose(face: FaceLandmarks) {
  let xPx = 0;
  let yPx = 0;
  for (const index of RIGID_LANDMARKS) {
    xPx += face.points[index * 3];
    yPx += face.points[index * 3 + 1];
  }
  return { xPx: xPx / RIGID_LANDMARKS.length, yPx: yPx / RIGID_LANDMARKS.length, widthPx: face.widthPx };
}
