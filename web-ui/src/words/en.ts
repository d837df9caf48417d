/** Everything the monitor says, in English; a further language is another object of type `Words`. */
export const en = {
  product: "Afar",
  investigational: "investigational, not for clinical use",
  patientCategory: { adult: "Adult" },
  demo: "DEMO",
  waiting: "waiting for the station",
  noBeds: "the station has no beds yet",
  chooseBed: "beds",
  seconds: "s",

  link: {
    connecting: "connecting",
    open: "link ok",
    lost: "link lost",
    retryIn: (seconds: number) => `link lost, retry in ${seconds} s`,
  },
  stalled: (seconds: number) => `no data for ${seconds} s`,
  technical: {
    label: "technical",
    ok: "none",
    linkLost: "link to the station lost",
  },

  pulse: {
    label: "PR",
    unit: "/min",
    wave: "PULSE",
    sweepSpeed: "25 mm/s",
    none: "- - -",
    held: (seconds: number) => `held ${seconds} s`,
    live: "live",
    irregular: "irregular pulse, rate may undercount",
  },
  /** Why no rate is shown, or why the last one is only held. */
  reasons: {
    starting: "starting",
    "no-face": "cannot see the face",
    "low-signal": "signal too weak",
    motion: "patient moves",
    "low-light": "too dark",
    "source-lost": "camera lost",
    "not-measurable": "pulse not measurable",
    "no-breath": "no breath seen",
    "pulse-lost": "PULSE SIGNAL LOST, CHECK PATIENT",
    restarting: "bed restarts",
    "no-data": "no data from the bed",
  },

  confidence: {
    label: "confidence",
    /** How sure the methods are of one another. */
    agreement: {
      steady: "steady",
      mostly: "mostly steady",
      differ: "methods differ",
      alone: "one method",
    },
    parts: {
      forehead: "forehead",
      cheeks: "cheeks",
      "left-cheek": "left cheek",
      "right-cheek": "right cheek",
    },
    noPart: "no region leads",
  },

  evidence: {
    toggle: "evidence",
    spectrum: "SPECTRUM",
    perMinute: "/min",
    window: (seconds: number) => `last ${seconds} s`,
    noSpectrum: "nothing to analyse yet",
    noPeak: "no peak chosen",
    methods: "METHODS",
    noRate: "- - -",
    quality: "SIGNAL",
    sqi: "wave quality",
    snr: "signal to noise",
    snrUnit: "dB",
    confidence: "confidence",
    faceWidth: "face width",
    faceWidthUnit: "px",
    face: "FACE",
    faceNote: "landmarks only, no picture",
    noFace: "no face in view",
    noOutline: "nothing seen yet",
    weightLow: "little weight",
    weightHigh: "much weight",
    checks: "CHECKS",
    noChecks: "no figures yet",
    leftOut: "left out",
    variability: (seconds: number) => `pulse rate variability, ${seconds} s`,
    noVariability: "pulse rate variability: not known yet",
  },
  preparing: {
    title: "preparing",
  },
} as const;

type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> };

export type Words = Widened<typeof en>;
