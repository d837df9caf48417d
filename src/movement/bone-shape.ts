/** A landmark over bone and where it lies in the mean head. */
export interface BoneLandmark {
  readonly index: number;
  /** x to the patient's left, y down, z to the back of the head, in face widths (landmarks 234 to 454) from the shape's centre. */
  readonly at: readonly [number, number, number];
}

/**
 * Landmarks that move with the skull and hardly with the face's muscles: bridge of the nose, corners of the eyes, outer
 * edges of the orbits, cheekbones, upper forehead and temples, in the mean shape of four adults as the mesh network sees
 * them, made symmetric. The line from the hair (10) to the chin (152) lies in the plane of x and y.
 */
export const BONE_SHAPE: readonly BoneLandmark[] = [
  { index: 168, at: [0.0, -0.001, -0.17] },
  { index: 6, at: [0.0, 0.046, -0.205] },
  { index: 197, at: [0.0, 0.095, -0.243] },
  { index: 195, at: [0.0, 0.141, -0.284] },
  { index: 33, at: [-0.312, 0.04, -0.016] },
  { index: 133, at: [-0.12, 0.045, -0.052] },
  { index: 362, at: [0.12, 0.045, -0.052] },
  { index: 263, at: [0.312, 0.04, -0.016] },
  { index: 143, at: [-0.444, 0.088, 0.082] },
  { index: 372, at: [0.444, 0.088, 0.082] },
  { index: 116, at: [-0.45, 0.173, 0.063] },
  { index: 345, at: [0.45, 0.173, 0.063] },
  { index: 117, at: [-0.37, 0.164, -0.023] },
  { index: 346, at: [0.37, 0.164, -0.023] },
  { index: 10, at: [0.0, -0.354, -0.113] },
  { index: 151, at: [0.0, -0.237, -0.147] },
  { index: 109, at: [-0.134, -0.349, -0.102] },
  { index: 338, at: [0.134, -0.349, -0.102] },
  { index: 67, at: [-0.248, -0.324, -0.059] },
  { index: 297, at: [0.248, -0.324, -0.059] },
  { index: 127, at: [-0.504, 0.104, 0.332] },
  { index: 356, at: [0.504, 0.104, 0.332] },
  { index: 234, at: [-0.5, 0.214, 0.357] },
  { index: 454, at: [0.5, 0.214, 0.357] },
];
