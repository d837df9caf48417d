/** Lower edges of the five steps, as probabilities that the rate is right. */
const STEP_EDGES = [0.01, 0.5, 0.7, 0.85, 0.93];

export const CONFIDENCE_STEPS = STEP_EDGES.length;

/** Steps of the bar to fill, 0..5. */
export function confidenceSteps(confidence: number): number {
  return STEP_EDGES.filter((edge) => confidence >= edge).length;
}
