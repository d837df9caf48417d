import axe from "axe-core";
import type { Page } from "playwright-core";

/**
 * What a checker of accessibility finds on a page as it stands: one line a fault, with the element and the reason. `within`: only
 * there, where the rest was looked at before.
 */
export async function accessibilityFaults(page: Page, within = ":root"): Promise<string[]> {
  // Evaluated, not added as a script: the page allows none but its own.
  await page.evaluate(axe.source);
  return page.evaluate<
    string[]
  >(`axe.run(document.querySelector(${JSON.stringify(within)}), { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + " " + target.join(" ") + ": " + failureSummary.replace(/\\s+/g, " "))))`);
}
