/** Red, green, blue. */
export type Rgb = readonly [number, number, number];

/** From `atS` on the rate is `rate`, reached in a straight line over `rampS`; null: none from then on. */
export interface RateStep {
  readonly atS: number;
  readonly rate: number | null;
  readonly rampS: number;
}

export interface PulseScenario {
  /** Beats a minute over time; at least one step, the first at 0 s. */
  readonly bpm: readonly RateStep[];
  /** Peak to peak change of the skin's green light over its mean, %, at melanin 0. */
  readonly greenPercent: number;
  /** Relative pulsatility of red, green and blue; only the ratios count. */
  readonly colour: Rgb;
  /** How far the seed draws each of the three away from `colour`, standard deviation in %. */
  readonly colourSpreadPercent: number;
  /** Amplitudes of f, 2f, 3f ... instead of the natural wave with its dicrotic notch; null: the natural wave. */
  readonly harmonics: readonly number[] | null;
  readonly rhythm: "sinus" | "irregular" | "bigeminy";
  /** Standard deviation of the intervals of an irregular rhythm, %. */
  readonly irregularPercent: number;
  /** How early every second beat of a bigeminy comes: its interval, % of the usual one; the next makes up for it. */
  readonly earlyPercent: number;
  /** Swing of the rate with each breath (respiratory sinus arrhythmia), +-%. */
  readonly rsaPercent: number;
  /** Swing of the rate at 0.1 Hz (Mayer waves), +-%. */
  readonly lfPercent: number;
  /** Random part of the intervals, standard deviation in %. */
  readonly jitterPercent: number;
  /** How much later the pulse arrives at the forehead than at the chin, ms. */
  readonly transitMs: number;
  /** Movement of the head with each beat, peak to peak, pixels. */
  readonly nodPx: number;
}

export interface BreathingScenario {
  /** Breaths a minute over time. */
  readonly brpm: readonly RateStep[];
  /** Rise of chest and shoulders, peak to peak, pixels. */
  readonly chestPx: number;
  /** Movement of the head that follows, peak to peak, pixels. */
  readonly headPx: number;
  /** Modulation of the skin's light, peak to peak, %. */
  readonly baselinePercent: number;
}

/** What the camera sees at `atS`: a new gain for all channels or for each. */
export interface GainStep {
  readonly atS: number;
  readonly gain: Rgb;
  readonly rampS: number;
}

/** Everything that a rendered patient video depends on; the README beside the scenario files lists the keys. */
export interface Scenario {
  /** The scenario's file name without `.json`. */
  readonly name: string;
  readonly about: string;
  readonly seed: number;
  readonly durationS: number;
  readonly video: {
    readonly widthPx: number;
    readonly heightPx: number;
    readonly rateHz: number;
    readonly codec: "h264" | "hevc" | "mjpeg" | "ffv1";
    /** Constant bit rate; null: constant quality `crf`. */
    readonly bitRateKbps: number | null;
    readonly crf: number;
    readonly keyframeEveryFrames: number;
    readonly dropPercent: number;
  };
  readonly scene: {
    readonly person: boolean;
    /** Distance between the outer edges of the cheeks. */
    readonly faceWidthPx: number;
    /** Clockwise turn of the whole scene before the camera. */
    readonly turnDeg: number;
  };
  readonly skin: {
    /** Melanin on top of the portrait's own: optical density for green light; 0 light, 1.2 very dark. */
    readonly melanin: number;
    /** Share of the light that mirrors off the surface and carries no pulse, %, at melanin 0. */
    readonly specularPercent: number;
  };
  /** null: nothing pulses and nothing nods. */
  readonly pulse: PulseScenario | null;
  /** null: nothing breathes. */
  readonly breathing: BreathingScenario | null;
  readonly motion: {
    readonly swayPx: number;
    readonly swayPeriodS: number;
    /** Steady nod that has nothing to do with a heart, peak to peak. */
    readonly nodPx: number;
    readonly nodBpm: number;
    /** Shaking of the camera, standard deviation. */
    readonly cameraPx: number;
  };
  readonly light: {
    readonly level: number;
    readonly colour: Rgb;
    /** How much brighter the right edge is than the left, %. */
    readonly gradientPercent: number;
    readonly driftPercent: number;
    readonly driftPeriodS: number;
    readonly flickerHz: number;
    readonly flickerPercent: number;
  };
  readonly camera: {
    readonly gain: number;
    readonly exposureMs: number;
    /** Time between reading the first and the last row. */
    readonly readoutMs: number;
    /** Noise of one channel of a pixel at mid grey (18 %) with gain and light 1, standard deviation in steps of 255. */
    readonly noise: number;
    /** Share of that noise's variance that the electronics add; the rest is the light's own (shot noise), %. */
    readonly readPercent: number;
    readonly gainSteps: readonly GainStep[];
  };
}
