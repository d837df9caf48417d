import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { readCameraAddress, urlWith } from "../../src/frame/camera-address.ts";

function network(address: string) {
  const read = readCameraAddress(address);
  if (read?.kind !== "network") throw new Error(`${address} is no network camera`);
  return read;
}

describe("the address of a camera", () => {
  test("gives its name without user, password, query and what is for Afar", () => {
    for (const address of [
      "rtsp://admin:hunter2@10.0.0.7:554/live/ch0?channel=1&password=hunter2#transport=udp",
      "rtsps://admin:hunter2@10.0.0.7/live/ch0#tls=unverified",
      "http://admin:hunter2@cam.ward/live/ch0?pwd=hunter2",
    ]) {
      const { name, target } = network(address);
      expect(name).not.toContain("hunter2");
      expect(name).toMatch(/^\w+:\/\/[\w.:]+\/live\/ch0$/);
      expect(target.url).not.toContain("admin");
      expect(target.url).not.toContain("#");
    }
  });

  test("takes RTSP over TCP unless UDP is asked for, and only its pictures", () => {
    expect(network("rtsp://h/p").target.options).toMatchObject({ rtsp_transport: "tcp", allowed_media_types: "video" });
    expect(network("rtsp://h/p#transport=udp").target.options).toMatchObject({ rtsp_transport: "udp" });
    const options = { transport: "udp" } as const;
    expect(readCameraAddress("rtsp://h/p", options)).toMatchObject({ target: { options: { rtsp_transport: "udp" } } });
  });

  test("verifies who encrypts, unless that is given up in so many words, with a warning", () => {
    expect(network(`rtsps://h/p#ca=${import.meta.filename}`).target).toMatchObject({
      options: { tls_verify: "1", ca_file: import.meta.filename },
      warning: "",
    });
    const { options, warning } = network("https://h/p#tls=unverified").target;
    expect(options.tls_verify).toBe("0");
    expect(warning).toMatch(/nobody has checked/);
  });

  test("carries any user and password whole to the connection, and nowhere else", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, text, (user, password) => {
        const { name, target, credentials } = network(
          `rtsp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@h:1/p`,
        );
        expect(credentials()).toEqual({ user, password });
        expect([name, target.url]).toEqual(["rtsp://h:1/p", "rtsp://h:1/p"]);
        const url = new URL(urlWith(target, credentials()));
        expect(decodeURIComponent(url.username)).toBe(user);
        expect(decodeURIComponent(url.password)).toBe(password);
      }),
    );
  });

  test("asks for the password of the options at every attempt, unless the address holds one", () => {
    let asked = 0;
    const credentials = () => ({ user: "u", password: String(++asked) });
    const without = readCameraAddress("rtsp://h/p", { credentials });
    const within = readCameraAddress("rtsp://a:b@h/p", { credentials });
    if (without?.kind !== "network" || within?.kind !== "network") throw new Error("no network camera");
    expect([without.credentials(), without.credentials()]).toMatchObject([{ password: "1" }, { password: "2" }]);
    expect(within.credentials()).toEqual({ user: "a", password: "b" });
  });

  test("of V4L2 names device and mode", () => {
    expect(readCameraAddress("v4l2:/dev/video2?width=1280&height=720&rate=30&format=MJPG")).toMatchObject({
      kind: "v4l2",
      name: "v4l2:/dev/video2",
      device: "/dev/video2",
      wish: { widthPx: 1280, heightPx: 720, rateHz: 30, pixelFormat: "MJPG" },
      locksExposure: true,
    });
  });

  test("of another kind is none of a camera", () => {
    for (const address of ["ward.mp4", "phantom:slow-44", "/data/x.mkv", "ftp://h/p"]) {
      expect(readCameraAddress(address)).toBeNull();
    }
  });

  test("that is wrong is refused in one sentence without the password", () => {
    for (const address of [
      "rtsp://u:hunter2@h:99999/p",
      "rtsp:u:hunter2",
      "rtsp://u:12/hunter2@h/p",
      "rtsp://u:hunter2@h/p#transport=carrier-pigeon",
      "rtsp://u:hunter2@h/p#trust=me",
      "rtsps://u:hunter2@h/p#ca=/does/not/exist",
      "v4l2:video0",
      "v4l2:/dev/video0?width=-1",
      "v4l2:/dev/video0?zoom=2",
    ]) {
      const error = (() => {
        try {
          readCameraAddress(address);
        } catch (caught) {
          return caught;
        }
      })();
      expect(error, address).toBeInstanceOf(AfarError);
      expect((error as AfarError).code).toBe("USAGE");
      expect((error as AfarError).message).not.toContain("hunter2");
    }
  });
});
