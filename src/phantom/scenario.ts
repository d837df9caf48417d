import type { PathPoint } from "./person-path.ts";

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
  /** Depth over time, %: each breath takes the depth of the moment at which it starts. */
  readonly depthPercent: readonly RateStep[];
  /** Share of a breath in which air is drawn in, %; letting go ends at 95 %. */
  readonly inhalePercent: number;
  readonly coughsAtS: readonly number[];
}

/** The patient's own: the left is on the right in the picture. */
export type Side = "left" | "right" | "both";

/** Sets in at `fromS` and starts to go back at `toS`; `percent` says how far. */
export interface FaceAct {
  readonly fromS: number;
  readonly toS: number;
  readonly percent: number;
}

export interface SidedAct extends FaceAct {
  readonly side: Side;
}

export interface MouthAct extends FaceAct {
  /** Syllables of 3 to 5 a second instead of one steady opening. */
  readonly talk: boolean;
}

/** What the face does; all of it nothing by default. */
export interface FaceScenario {
  /** When the lids are shut, seconds. */
  readonly blinksAtS: readonly number[];
  /** Further blinks, drawn by the seed, a minute. */
  readonly blinksPerMin: number;
  readonly eyesClosed: readonly SidedAct[];
  /** Where the lower lip rests: -100 closes the portrait's smile over its teeth. */
  readonly lipsPercent: number;
  readonly mouth: readonly MouthAct[];
  /** Above 0 raised, below 0 lowered and drawn together. */
  readonly brow: readonly SidedAct[];
  /** Above 0 corners of the mouth up and out, below 0 down. */
  readonly smile: readonly SidedAct[];
  /** Brows down, eyes narrow, nose wrinkled, upper lip raised. */
  readonly grimace: readonly FaceAct[];
  readonly mask: "none" | "blue" | "white";
  readonly tube: boolean;
}

/** A striped cloth that hangs at one side and swings with a rhythm like a breath's, never quite the same. */
export interface CurtainScenario {
  readonly side: "left" | "right";
  readonly widthPx: number;
  /** Movement of its lower edge, about peak to peak, pixels. */
  readonly movePx: number;
  readonly periodS: number;
}

/** Somebody who walks through the view before the bed. */
export interface PasserbyScenario {
  /** When the middle of the picture is reached. */
  readonly atS: number;
  /** Time from edge to edge, without the stay. */
  readonly crossS: number;
  /** Time of standing in the middle. */
  readonly stayS: number;
  readonly from: "left" | "right";
}

/** Somebody else than the patient, nearer to the camera: the same portrait, mirrored and in blue. */
export interface OtherScenario {
  readonly faceWidthPx: number;
  /** How much narrower the face is than the portrait's, %. */
  readonly squeezePercent: number;
  readonly melanin: number;
  readonly swayPx: number;
  readonly pulse: PulseScenario | null;
  readonly breathing: BreathingScenario | null;
  /** At least one point. */
  readonly path: readonly PathPoint[];
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
    /** No picture refers to a later one, as of a live camera. */
    readonly lowDelay: boolean;
    readonly dropPercent: number;
    /** One grey channel, as a camera gives in the dark. */
    readonly mono: boolean;
  };
  readonly scene: {
    readonly person: boolean;
    /** Distance between the outer edges of the cheeks. */
    readonly faceWidthPx: number;
    /** Clockwise turn of the whole scene before the camera. */
    readonly turnDeg: number;
    readonly curtain: CurtainScenario | null;
    readonly passerby: readonly PasserbyScenario[];
    /** The patient's way; none: the patient stays in the middle. */
    readonly path: readonly PathPoint[];
    readonly others: readonly OtherScenario[];
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
  readonly face: FaceScenario;
  readonly motion: {
    readonly swayPx: number;
    readonly swayPeriodS: number;
    /** Steady nod that has nothing to do with a heart, peak to peak. */
    readonly nodPx: number;
    readonly nodBpm: number;
    /** Shaking of the camera, standard deviation. */
    readonly cameraPx: number;
    /** Slow swing of the camera's mount, about peak to peak, down and half of it sideways. */
    readonly cameraSwayPx: number;
    readonly cameraSwayPeriodS: number;
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
    /** How far the gain of an automatic exposure that never settles swings to each side, %, and in what time back and forth. */
    readonly huntingPercent: number;
    readonly huntingPeriodS: number;
    /** Blur of a lens that is out of focus, standard deviation in pixels of the picture. */
    readonly defocusPx: number;
  };
}
