import { breathWords } from "./breath-words.ts";
import type { EvaluationReport } from "./evaluation-report.ts";
import type { MovementFigures } from "./movement-figures.ts";
import { MOVEMENT_COLUMNS, movementCells } from "./movement-table.ts";
import { escaped } from "./report-tables.ts";

/** The report's list of what became of the no-breath condition; empty where it neither was nor should have been raised. */
export function breathlessSection({ recordings }: EvaluationReport): string {
  const items = recordings.flatMap(({ name, breath }) => {
    const words = breath && breathWords(breath);
    return words ? [`<li>${escaped(`${name}: ${words}`)}</li>`] : [];
  });
  return items.length === 0 ? "" : `<h3>No-breath condition</h3>\n<ul>${items.join("\n")}</ul>`;
}

/** The report's table of movement, all recordings first; empty where none was judged. */
export function movementSection({ recordings, overall }: EvaluationReport): string {
  if (overall.movement === null) return "";
  const row = (name: string, figures: MovementFigures) =>
    `<tr><td>${escaped(`${name}: ${figures.what}`)}</td>${movementCells(figures)
      .map((cell) => `<td>${cell}</td>`)
      .join("")}</tr>`;
  const head = ["", ...MOVEMENT_COLUMNS].map((column) => `<th>${column}</th>`).join("");
  return `<h2>Movement of the face</h2>
<div class="wide"><table><tr>${head}</tr>
${overall.movement.map((figures) => row("all", figures)).join("\n")}
${recordings.flatMap(({ name, movement }) => (movement ?? []).map((figures) => row(name, figures))).join("\n")}</table></div>`;
}
