import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { withoutCredentials, withoutSecrets } from "../../../src/bed/recording/secrets.ts";

describe("withoutCredentials", () => {
  test.each([
    ["rtsp://camera/stream", "rtsp://camera/stream"],
    ["rtsp://u:p@camera:554/stream", "rtsp://camera:554/stream"],
    ["rtsp://u:p@ss/w?rd#1@camera/stream", "rtsp://camera/stream"],
    ["http://camera/live?user=u&pwd=p", "http://camera/live?removed"],
    ["rtsp://u:p@camera/x is lost: trying again.", "rtsp://camera/x is lost: trying again."],
    ["/recordings/ward.mp4", "/recordings/ward.mp4"],
    ["phantom:slow-44", "phantom:slow-44"],
  ])("makes of %s %s", (text, shown) => expect(withoutCredentials(text)).toBe(shown));

  test("leaves nothing of a password, whatever stands in it", () => {
    const password = fc
      .string({ minLength: 4, maxLength: 20 })
      .filter((text) => !/\s/.test(text) && !"rtsp://camera/1".includes(text));
    fc.assert(
      fc.property(password, (secret) => {
        expect(withoutCredentials(`rtsp://nurse:${secret}@camera/1`)).toBe("rtsp://camera/1");
      }),
    );
  });
});

describe("withoutSecrets", () => {
  test("removes what is named like a secret, at any depth, and nothing else", () => {
    const configuration = {
      bed: [{ name: "1", source: "rtsp://a:b@c/d", password: "p", user: "u" }],
      mqtt: { apiKey: "k", api_key: "k", token: "t", clientSecret: "s", keepAliveS: 30, key: "k" },
      monkey: "stays",
      limits: { low: 40, on: true, none: null },
    };
    expect(withoutSecrets(configuration)).toEqual({
      bed: [{ name: "1", source: "rtsp://c/d", password: "removed", user: "removed" }],
      mqtt: {
        apiKey: "removed",
        api_key: "removed",
        token: "removed",
        clientSecret: "removed",
        keepAliveS: 30,
        key: "removed",
      },
      monkey: "stays",
      limits: { low: 40, on: true, none: null },
    });
  });
});
