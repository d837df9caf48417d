import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Debian packages that tests need, each with a file that tells that it is installed. */
const PACKAGES = [
  { name: "chromium", file: "/usr/bin/chromium" },
  { name: "fonts-noto-cjk", file: "/usr/share/doc/fonts-noto-cjk" },
  { name: "postgresql", file: "/usr/lib/postgresql" },
  { name: "mosquitto", file: "/usr/sbin/mosquitto" },
  { name: "python3-hl7", file: "/usr/share/doc/python3-hl7" },
  { name: "python3-gi", file: "/usr/share/doc/python3-gi" },
  { name: "gir1.2-gst-rtsp-server-1.0", file: "/usr/share/doc/gir1.2-gst-rtsp-server-1.0" },
  { name: "gstreamer1.0-plugins-good", file: "/usr/share/doc/gstreamer1.0-plugins-good" },
  { name: "gstreamer1.0-plugins-bad", file: "/usr/share/doc/gstreamer1.0-plugins-bad" },
  { name: "nftables", file: "/usr/sbin/nft" },
  { name: "iproute2", file: "/usr/share/doc/iproute2" },
];

/**
 * Installs the Debian packages that tests need and that are absent. Only root on Debian can; elsewhere, and without a
 * network, the tests that need them are left out and named at the end.
 */
export function installDebianPackages() {
  const absent = PACKAGES.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (absent.length === 0 || process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  process.stderr.write(`installing Debian packages for the tests: ${absent.join(", ")}\n`);
  const installed = aptGet(["update", "-qq"]) && aptGet(["install", "-y", "-qq", "--no-install-recommends", ...absent]);
  if (!installed) process.stderr.write("could not install them, the tests that need them cannot run\n");
}

/** @param {string[]} args */
function aptGet(args) {
  const options = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=15", "-o", "Dpkg::Use-Pty=0"];
  const { status } = spawnSync("apt-get", [...options, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 5 * 60 * 1000,
  });
  return status === 0;
}
