import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { installDebianPackages } from "./debian-packages.mjs";
import { ensureBuild } from "./ensure-build.mjs";
import { preflight } from "./preflight.mjs";
import { runTool } from "./run-tool.mjs";

preflight();
ensureBuild();
installDebianPackages();

const folder = mkdtempSync(join(tmpdir(), "afar-test-"));
try {
  const report = join(folder, "report.json");
  const leftOut = join(folder, "left-out.txt");
  writeFileSync(leftOut, "");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await runTool("vitest", ["run", ...reporters, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, AFAR_LEFT_OUT: leftOut },
  });

  const { passed, failed } = count(report, code);
  const names = readFileSync(leftOut, "utf8").split("\n").filter(Boolean);
  if (names.length > 0) console.log(`left out, because this machine lacks what they need:\n  ${names.join("\n  ")}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Numbers of tests that passed and failed. A file that does not load counts as one failure, and so does a run that
 * failed otherwise, such as one that found no test.
 *
 * @param {string} reportPath
 * @param {number} code exit code of the run
 */
function count(reportPath, code) {
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: TestFile[] }} */
  let report;
  try {
    report = JSON.parse(readFileSync(reportPath, "utf8"));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** @typedef {{ status: string, assertionResults: { status: string }[] }} TestFile part of the JSON report */
