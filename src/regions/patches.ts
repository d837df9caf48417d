/**
 * Skin patches as polygons over MediaPipe's 468-point mesh, left and right as the patient has them.
 *
 * Forehead and cheeks carry the strongest pulse and move least with speech and blinking; small patches let a hair, a strap,
 * a highlight or a hand spoil one of them instead of the whole. Patches keep clear of brows, lids, nostrils and the folds
 * beside the mouth, whose movement would read as a change of colour.
 */
export interface Patch {
  readonly name: string;
  /** Indices of landmarks around the patch, in order. */
  readonly landmarks: readonly number[];
}

export const PATCHES: readonly Patch[] = [
  { name: "forehead-1", landmarks: [103, 67, 69, 104] },
  { name: "forehead-2", landmarks: [67, 109, 108, 69] },
  { name: "forehead-3", landmarks: [109, 10, 151, 108] },
  { name: "forehead-4", landmarks: [10, 338, 337, 151] },
  { name: "forehead-5", landmarks: [338, 297, 299, 337] },
  { name: "forehead-6", landmarks: [297, 332, 333, 299] },
  { name: "forehead-7", landmarks: [69, 108, 151, 9, 107, 66] },
  { name: "forehead-8", landmarks: [299, 337, 151, 9, 336, 296] },
  { name: "right-cheek-1", landmarks: [116, 117, 50, 123] },
  { name: "right-cheek-2", landmarks: [117, 118, 101, 36, 50] },
  { name: "right-cheek-3", landmarks: [123, 50, 187, 147] },
  { name: "right-cheek-4", landmarks: [50, 36, 205, 187] },
  { name: "left-cheek-1", landmarks: [345, 346, 280, 352] },
  { name: "left-cheek-2", landmarks: [346, 347, 330, 266, 280] },
  { name: "left-cheek-3", landmarks: [352, 280, 411, 376] },
  { name: "left-cheek-4", landmarks: [280, 266, 425, 411] },
];

/**
 * Patches around the mouth that tell whether it is covered, and carry no pulse: both halves of the upper lip's skin, from the
 * nose to the red of the lip, and the chin. The lips themselves are left out, whose colour is anyone's choice.
 */
export const MOUTH_WITNESSES: readonly Patch[] = [
  { name: "right-upper-lip", landmarks: [98, 2, 164, 0, 37, 39, 40, 92] },
  { name: "left-upper-lip", landmarks: [327, 2, 164, 0, 267, 269, 270, 322] },
  { name: "chin", landmarks: [201, 421, 428, 199, 208] },
];
