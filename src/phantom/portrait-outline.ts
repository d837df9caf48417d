/** Where things lie in the portrait of fixtures/portrait (512 x 512), read off by eye: x0, y0, x1, y1, ... in pixels. */
export const PORTRAIT_SIZE_PX = 512;

/** Distance between the outer edges of the cheeks. */
export const FACE_WIDTH_PX = 87;

/** Middle of the face, and the point of the neck about which the head tilts. */
export const FACE_MIDDLE = { x: 226, y: 110 } as const;
export const NECK = { x: 224, y: 188 } as const;
export const CHEST_MIDDLE = { x: 200, y: 340 } as const;

/** Height of forehead and chin: the pulse travels from the lower to the upper. */
export const FOREHEAD_Y = 84;
export const CHIN_Y = 178;

/** Hair, ears, face and neck down to the collar. */
export const HEAD = [
  171, 118, 166, 114, 157, 104, 153.5, 88, 153, 70, 158, 56, 173, 42, 190, 35, 194, 26, 211, 20, 233, 15.5, 249, 19,
  263, 25, 281, 36, 291, 46, 298, 62, 302, 86, 300, 100, 293, 114, 283, 126, 278, 134, 272, 137, 267.5, 136, 265, 146,
  258, 160, 256, 172, 253.5, 186, 245, 189, 233, 191, 217, 188, 199, 184, 187, 178, 185.5, 170, 185, 152, 182, 131, 176,
  130, 172, 124,
];

/** Skin of face and neck, up to the fringe of the hair; ears apart. */
export const SKIN = [
  185, 79, 197, 79, 211, 81, 227, 82, 243, 84, 257, 88, 265, 91, 269, 97, 270, 112, 268, 130, 264, 146, 257, 160, 255,
  172, 252.5, 184, 245, 187, 233, 189, 217, 186, 199, 182, 188, 177, 187, 170, 186, 152, 183, 131, 181, 112, 182, 96,
];

/** What carries no pulse, or none that a camera sees: middle and half axes. */
export const HOLES = [
  { x: 202, y: 100, halfX: 12, halfY: 7 },
  { x: 247.5, y: 103, halfX: 12, halfY: 7 },
  { x: 224, y: 144.5, halfX: 21, halfY: 9 },
] as const;

/** Eyes and teeth: what melanin does not colour. */
export const PALE = [
  { x: 202, y: 101, halfX: 8, halfY: 3.5 },
  { x: 247.5, y: 103.5, halfX: 8, halfY: 3.5 },
  { x: 223, y: 144.5, halfX: 17, halfY: 5 },
] as const;

/** Places of strong perfusion: forehead, cheeks. */
export const PERFUSED = [
  { x: 224, y: 90, spread: 20, gain: 0.35 },
  { x: 198, y: 124, spread: 13, gain: 0.45 },
  { x: 252, y: 128, spread: 13, gain: 0.45 },
] as const;

/** Suit with its collar ring; the helmet on the knees belongs to it. */
export const CHEST = [
  118, 182, 124, 168, 138, 156, 158, 150, 182, 148, 200, 150, 258, 172, 274, 184, 290, 200, 299, 217, 304, 236, 320,
  246, 336, 258, 346, 276, 352, 300, 358, 330, 362, 352, 392, 345, 430, 352, 465, 372, 487, 405, 498, 450, 497, 512, 20,
  512, 18, 440, 22, 390, 32, 340, 42, 296, 60, 262, 84, 236, 112, 214, 114, 198,
];
