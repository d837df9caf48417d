import { describe, expect, test } from "vitest";

import type { FacePlace } from "../../src/base/face-sight.ts";
import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { type Identity, planIdentity } from "../../src/vitals/identity.ts";

const SIZE_PX = 100;
const BED: FacePlace = { xPx: 300, yPx: 200, sizePx: SIZE_PX };
const STEP_MS = 100;

const at = (sizesRight: number, growth = 1): FacePlace => ({
  ...BED,
  xPx: BED.xPx + sizesRight * SIZE_PX,
  sizePx: BED.sizePx * growth,
});

interface Seen {
  readonly place?: FacePlace | null;
  readonly found?: boolean;
  readonly others?: readonly FacePlace[] | null;
}

function frame(tMs: number, { place = null, found = false, others = null }: Seen): TraceFrame {
  return {
    tMs,
    durationMs: STEP_MS,
    keyframe: false,
    rgb: new Float64Array(0),
    usable: new Uint8Array(0),
    room: null,
    head: place ? { xPx: place.xPx, yPx: place.yPx, widthPx: 0.8 * place.sizePx } : null,
    mesh: null,
    sight: { place, found, others },
  };
}

/** Ten frames a second of the same sight. */
function watch(identity: Identity, fromS: number, toS: number, seen: Seen): void {
  for (let tMs = 1000 * fromS; tMs < 1000 * toS; tMs += STEP_MS) identity.push(frame(tMs, seen));
}

/** A patient who has been followed for ten seconds. */
function known(): Identity {
  const identity = planIdentity();
  identity.push(frame(0, { place: BED, found: true, others: [] }));
  watch(identity, 0.1, 10, { place: BED });
  return identity;
}

describe("the first face", () => {
  test("is the patient's, and before it nobody is known", () => {
    const identity = planIdentity();
    watch(identity, 0, 3, { others: [] });
    expect(identity.state).toMatchObject({ patient: "unknown", faceInView: false, person: 0 });
    identity.push(frame(3000, { place: BED, found: true, others: [at(4)] }));
    expect(identity.state).toMatchObject({ patient: "in-view", sinceMs: 3000, faceInView: true, others: 1, person: 1 });
  });
});

describe("a patient who is lost", () => {
  test("is not in view after a second, since the last sight", () => {
    const identity = known();
    watch(identity, 10, 12, { others: [] });
    expect(identity.state).toMatchObject({ patient: "away", sinceMs: 9900, question: null, faceInView: false });
  });

  test("is the same where the face comes back to its place within twenty seconds", () => {
    const identity = known();
    watch(identity, 10, 28, { others: [] });
    identity.push(frame(28_000, { place: at(0.5), found: true, others: [] }));
    expect(identity.state).toMatchObject({ patient: "in-view", sinceMs: 28_000, question: null, person: 1 });
  });

  test.each([
    ["after longer than that", 31, BED, "absent"],
    ["a face's width and a half aside", 14, at(1.5), "changed-face"],
    ["in another size", 14, at(0, 1.7), "changed-face"],
  ] as const)("must be confirmed where a face comes back %s", (_, atS, place, question) => {
    const identity = known();
    watch(identity, 10, atS, { others: [] });
    identity.push(frame(1000 * atS, { place, found: true, others: [] }));
    expect(identity.state).toMatchObject({ patient: "unconfirmed", question, person: 2 });
  });

  test("must be confirmed where another face has been near the place meanwhile, or just before", () => {
    for (const others of [[at(1.2)], [at(-1.2)]]) {
      const during = known();
      watch(during, 10, 11, { others: [] });
      during.push(frame(11_000, { others }));
      during.push(frame(13_000, { place: BED, found: true, others: [] }));
      expect(during.state.patient).toBe("unconfirmed");
      const before = known();
      before.push(frame(10_000, { place: BED, others }));
      watch(before, 10.1, 11, { others: [] });
      before.push(frame(11_000, { place: BED, found: true, others: [] }));
      expect(before.state.patient).toBe("unconfirmed");
    }
  });

  test("is the same where somebody else was only far away", () => {
    const identity = known();
    watch(identity, 10, 13, { others: [at(3.5)] });
    identity.push(frame(13_000, { place: BED, found: true, others: [at(3.5)] }));
    expect(identity.state).toMatchObject({ patient: "in-view", person: 1 });
  });

  test("must be confirmed after sixty seconds, also where no frame tells that the time has passed", () => {
    const identity = known();
    watch(identity, 10, 69.8, { others: [] });
    expect(identity.state).toMatchObject({ patient: "away", question: null });
    identity.advance(69_900);
    expect(identity.state).toMatchObject({ patient: "unconfirmed", question: "absent", sinceMs: 69_900 });
  });
});

describe("a face that is followed", () => {
  test("stays the same while it moves as heads do", () => {
    const identity = known();
    for (let k = 0; k <= 100; k++) identity.push(frame(10_000 + k * STEP_MS, { place: at(0.3 * Math.sin(k / 3)) }));
    expect(identity.state).toMatchObject({ patient: "in-view", person: 1 });
  });

  test("is another one's where it jumps faster than a head can, though it is near", () => {
    for (const place of [at(0.74), at(0.1, 0.75)]) {
      const identity = known();
      identity.push(frame(9933, { place, found: true, others: [] }));
      expect(identity.state).toMatchObject({ patient: "unconfirmed", question: "changed-face" });
    }
  });

  test("is in doubt where it slides towards a face that touches it", () => {
    const identity = known();
    identity.push(frame(10_000, { place: BED, others: [at(1)] }));
    identity.push(frame(10_100, { place: at(0.2) }));
    expect(identity.state.patient).toBe("in-view");
    identity.push(frame(10_200, { place: at(0.35) }));
    expect(identity.state).toMatchObject({ patient: "unconfirmed", question: "changed-face" });
  });

  test("is in doubt where it has left the bed and another face lies there", () => {
    const identity = known();
    for (let k = 0; k <= 30; k++) identity.push(frame(10_000 + k * STEP_MS, { place: at(k / 12) }));
    expect(identity.state.patient).toBe("in-view");
    identity.push(frame(13_100, { place: at(2.5), others: [BED] }));
    expect(identity.state).toMatchObject({ patient: "unconfirmed", question: "changed-face" });
  });

  test("stays the same beside somebody who only stands there", () => {
    const identity = known();
    for (let k = 0; k < 300; k++) {
      const others = k % 5 === 0 ? [at(1.6)] : null;
      identity.push(frame(10_000 + k * STEP_MS, { place: at(0.1 * Math.sin(k / 10)), others }));
    }
    expect(identity.state).toMatchObject({ patient: "in-view", others: 1, person: 1 });
  });
});

describe("a confirmation", () => {
  const asked = () => {
    const identity = known();
    watch(identity, 10, 31, { others: [] });
    identity.push(frame(31_000, { place: BED, found: true, others: [] }));
    return identity;
  };

  test("makes the face in view the patient's, with what was gathered of it since the question", () => {
    const identity = asked();
    expect(identity.confirm()).toBe(true);
    expect(identity.state).toMatchObject({ patient: "in-view", question: null, person: 2 });
  });

  test("has no effect where no face is in view", () => {
    const identity = asked();
    watch(identity, 31.1, 33, { others: [] });
    expect(identity.confirm()).toBe(false);
    expect(identity.state).toMatchObject({ patient: "unconfirmed", question: "absent", faceInView: false });
  });

  test("is the only way out: no time and no place answers the question", () => {
    const identity = asked();
    watch(identity, 31.1, 200, { place: BED, others: [] });
    expect(identity.state).toMatchObject({ patient: "unconfirmed", sinceMs: 31_000 });
  });

  test("counts nothing of one face for the next, also while the question stands", () => {
    const identity = asked();
    identity.push(frame(31_100, { place: at(3), found: true, others: [] }));
    expect(identity.state).toMatchObject({ patient: "unconfirmed", question: "absent", person: 3 });
  });
});

test("frames that do not tell who is in view raise no question", () => {
  const identity = planIdentity();
  for (let tMs = 0; tMs < 200_000; tMs += 1000) {
    const { sight: _, ...blind } = frame(tMs, {});
    identity.push(blind);
  }
  expect(identity.state).toMatchObject({ patient: "unknown", question: null });
});

describe("another patient", () => {
  test("begins with the face in view, which is theirs without a question", () => {
    const identity = known();
    identity.renew();
    expect(identity.state).toMatchObject({ patient: "in-view", question: null, sinceMs: 9900, person: 2 });
    watch(identity, 10, 20, { place: BED });
    expect(identity.state).toMatchObject({ patient: "in-view", question: null, person: 2 });
  });

  test("is whoever comes next to an empty bed, however long after and wherever", () => {
    const identity = known();
    watch(identity, 10, 30, {});
    identity.renew();
    expect(identity.state).toMatchObject({ patient: "unknown", question: null });
    watch(identity, 30, 400, {});
    identity.push(frame(400_000, { place: at(3), found: true, others: [] }));
    expect(identity.state).toMatchObject({ patient: "in-view", question: null, person: 2 });
  });

  test("ends the question about the one before", () => {
    const identity = known();
    identity.ask("zone-changed");
    identity.renew();
    expect(identity.state.question).toBeNull();
  });
});
