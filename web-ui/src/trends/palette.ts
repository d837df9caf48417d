/** Colours of a plot: of the screen's mode, or of paper. */
export interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly pulse: string;
  readonly respiration: string;
  readonly movement: string;
}

export type SignColour = "pulse" | "respiration" | "movement" | "text";

/** Printed: dark on white, and told apart in grey by their places. */
export const PAPER: Palette = {
  ground: "#ffffff",
  text: "#000000",
  muted: "#444444",
  line: "#cccccc",
  pulse: "#006b35",
  respiration: "#7a5200",
  movement: "#004a87",
};

/** Colours that the screen has now. */
export function screenPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim() || "#888888";
  return {
    ground: colour("panel"),
    text: colour("text"),
    muted: colour("muted"),
    line: colour("line"),
    pulse: colour("pulse"),
    respiration: colour("respiration"),
    movement: colour("movement"),
  };
}
