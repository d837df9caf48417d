/** A part of the upright view: corners x0, y0, x1, y1, ... of a polygon, as shares 0..1 of its width and height. */
export type ViewZone = readonly number[];

/** Whether a point of the upright view lies in a zone; shares 0..1. The even-odd rule holds where the outline crosses itself. */
export function isInZone(zone: ViewZone, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = zone.length - 2; i < zone.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [zone[i], zone[i + 1], zone[j], zone[j + 1]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
