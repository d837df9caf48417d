/**
 * Which parts of the face the camera can see, judged by the colour of the skin around them.
 *
 * The mesh keeps its score over a mask and invents the landmarks below it, so its score says nothing about a part. Skin
 * patches tell it: the mouth is hidden where the patches beside it are refused as other than skin or as outside the frame, the
 * eyes where those around them are. Where no colour can be had (a grey picture) a part that lies in the frame counts as seen.
 */
export interface FaceVisibility {
  /**
   * False where both of `right-cheek-4` and `left-cheek-4` are refused as "not-skin" or "outside", or three of the four
   * patches `*-cheek-3` and `*-cheek-4` are, or a patch on the chin is.
   */
  readonly mouthVisible: boolean;
  /** False where all four of `forehead-7`, `forehead-8`, `right-cheek-2` and `left-cheek-2` are refused in this way. */
  readonly eyesVisible: boolean;
}
