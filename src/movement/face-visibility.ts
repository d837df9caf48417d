/**
 * Which parts of the face the camera can see, judged by the colour of the skin around them.
 *
 * The mesh keeps its score over a mask and invents the landmarks below it, so its score says nothing about a part. Skin
 * patches tell it: the mouth is hidden where the patches around it have another colour than skin or lie outside the frame, the
 * eyes where those around them do. Where no colour can be had (a grey picture) a part that lies in the frame counts as seen,
 * unless it is far lighter than the rest.
 */
export interface FaceVisibility {
  /**
   * False where both of `right-cheek-4` and `left-cheek-4` are refused as "not-skin" or "outside", or three of the four
   * patches `*-cheek-3` and `*-cheek-4` are, or where two of both halves of the upper lip and the chin are no skin.
   */
  readonly mouthVisible: boolean;
  /** False where all four of `forehead-7`, `forehead-8`, `right-cheek-2` and `left-cheek-2` are refused in this way. */
  readonly eyesVisible: boolean;
}
