/** What the station tells a bed's process on its command line, as JSON. */
export interface BedPlan {
  readonly bed: string;
  /** Shown to the reader. */
  readonly label: string;
  readonly source: string;
  readonly demo: boolean;
}

/** The demonstration of a station that was never configured: hearts of three speeds. */
export const DEMONSTRATION: readonly BedPlan[] = [
  { bed: "1", label: "Bed 1", source: "phantom:demo-adult", demo: true },
  { bed: "2", label: "Bed 2", source: "phantom:demo-bradycardia", demo: true },
];
