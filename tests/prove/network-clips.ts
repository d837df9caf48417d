/** What a scenario says beyond its defaults, see fixtures/scenarios/README.md. */
type Scenario = Readonly<Record<string, unknown>>;

const PHOTO = { pulse: "none", breathing: "none" };
/** Of 255: a small camera in a dim room. */
const CAMERA = { noise: 3.5 };

/**
 * Patients whose pulse the colours see late or not at all, and photos, as a camera's sensor gives them. No constant was chosen on
 * those with a seed above 60.
 */
export const NETWORK_CLIPS: Readonly<Record<string, Scenario>> = {
  "weak-110-sway": {
    seed: 5,
    pulse: { bpm: 110, greenPercent: 0.3 },
    motion: { swayPx: 8, swayPeriodS: 5 },
    camera: CAMERA,
  },
  "weak-92-sway": {
    seed: 22,
    pulse: { bpm: 92, greenPercent: 0.3 },
    motion: { swayPx: 15, swayPeriodS: 4 },
    camera: CAMERA,
  },
  "weak-84-tremble": {
    seed: 26,
    pulse: { bpm: 84, greenPercent: 0.3 },
    motion: { cameraPx: 1, swayPx: 6 },
    camera: CAMERA,
  },
  "weak-66": { seed: 24, pulse: { bpm: 66, greenPercent: 0.25 }, camera: CAMERA },
  "dark-105-sway": {
    seed: 23,
    skin: { melanin: 0.8 },
    pulse: { bpm: 105, greenPercent: 1 },
    motion: { swayPx: 12, swayPeriodS: 4 },
    camera: CAMERA,
  },
  "dark-120": { seed: 25, skin: { melanin: 1.2 }, pulse: { bpm: 120, greenPercent: 1.5 }, camera: CAMERA },
  "dark-58": { seed: 7, skin: { melanin: 1 }, pulse: { bpm: 58, greenPercent: 1 }, camera: CAMERA },
  "weak-88-sway": { seed: 61, pulse: { bpm: 88, greenPercent: 0.3 }, motion: { swayPx: 12 }, camera: CAMERA },
  "weak-71": { seed: 62, pulse: { bpm: 71, greenPercent: 0.25 }, camera: CAMERA },
  "dark-97-sway": {
    seed: 63,
    skin: { melanin: 0.8 },
    pulse: { bpm: 97, greenPercent: 1 },
    motion: { swayPx: 12, swayPeriodS: 4 },
    camera: CAMERA,
  },
  "dark-64": { seed: 64, skin: { melanin: 1 }, pulse: { bpm: 64, greenPercent: 1.2 }, camera: CAMERA },
  "weak-78-tremble": { seed: 67, pulse: { bpm: 78, greenPercent: 0.4 }, motion: { cameraPx: 0.7 }, camera: CAMERA },
  "dark-126-tremble": {
    seed: 68,
    skin: { melanin: 1.2 },
    pulse: { bpm: 126, greenPercent: 1.1 },
    motion: { cameraPx: 1 },
    camera: CAMERA,
  },
  "photo-sway": { seed: 65, ...PHOTO, motion: { swayPx: 12, swayPeriodS: 3 }, camera: CAMERA },
  "photo-lamp": { seed: 66, ...PHOTO, light: { flickerHz: 1.3, flickerPercent: 1 }, camera: { noise: 2 } },
  "photo-tremble": { seed: 69, ...PHOTO, motion: { cameraPx: 1 }, camera: CAMERA },
  "photo-nod": { seed: 70, ...PHOTO, motion: { nodPx: 0.5, nodBpm: 96 }, camera: { noise: 1 } },
};
