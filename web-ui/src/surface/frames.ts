type Draw = (nowMs: number) => void;

const drawing = new Set<Draw>();
let asked = 0;

/** Calls back before each picture that the browser draws, until the returned function is called. All share one request. */
export function onFrame(draw: Draw): () => void {
  drawing.add(draw);
  if (asked === 0) asked = requestAnimationFrame(step);
  return () => drawing.delete(draw);
}

function step(nowMs: number): void {
  asked = drawing.size > 0 ? requestAnimationFrame(step) : 0;
  for (const draw of drawing) draw(nowMs);
}
