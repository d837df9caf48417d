import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { hasPassword, shownAddress, takeSecret } from "../../../src/app/configuration/source-secret.ts";

describe("an address", () => {
  test("is shown without whatever user and password it holds", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9!$@:%&*_-]{1,12}$/);
    fc.assert(
      fc.property(word, word, (user, password) => {
        const secret = `${user}:QZ${password}ZQ`;
        for (const address of [`rtsp://${secret}@192.0.2.1/a`, `HTTP://${secret}@h:80/a?x=1`]) {
          expect(shownAddress(address)).not.toContain("QZ");
          expect(hasPassword(address)).toBe(true);
        }
      }),
    );
  });

  test("gives them back decoded", () => {
    expect(takeSecret("rtsp://us%40er:p%2Fw@[2001:db8::1]:554/a")).toEqual({
      address: "rtsp://[2001:db8::1]:554/a",
      user: "us@er",
      password: "p/w",
    });
  });

  test("without them stays as it is", () => {
    for (const address of ["rtsp://192.0.2.1:554/a@b", "rtsp://[2001:db8::1]/a@b", "v4l2:/dev/video0", "a b@c.mp4"]) {
      expect(takeSecret(address)).toEqual({ address, user: null, password: null });
      expect(hasPassword(address)).toBe(false);
    }
  });

  test("with a password that ends its host's part is not guessed at", () => {
    expect(takeSecret("rtsp://u:ge/heim@h/a")).toBeNull();
    expect(shownAddress("rtsp://u:ge/heim@h/a")).toBe("rtsp://...");
  });

  test("is shown without a query, and without a password in its path", () => {
    expect(shownAddress("http://h/a?user=u&password=geheim")).toBe("http://h/a");
    expect(shownAddress("rtsp://h/user=u&password=geheim&channel=1")).toBe("rtsp://h/user=u&password=...&channel=1");
  });
});
