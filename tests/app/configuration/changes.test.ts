import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { changesBetween } from "../../../src/app/configuration/changes.ts";
import type { Configuration } from "../../../src/app/configuration/configuration.ts";
import { readText, soundConfiguration } from "../../../src/app/configuration/configuration-text.ts";

const read = (text: string): Configuration => soundConfiguration(readText(text, "/etc/afar.toml"), "/etc/afar.toml");
const bed = (id: string, more = "", source = `rtsp://192.0.2.${id}/a`) =>
  `[[beds]]\nid = "${id}"\nsource = "${source}"\n${more}\n`;
const between = (from: string, to: string) => changesBetween(read(from), read(to));

describe("from one configuration to another", () => {
  test("nothing is changed where the file says the same in other words", () => {
    expect(between(bed("1"), `# new\nstation.port = 8080\n${bed("1", 'label = "Bed 1"')}`)).toEqual({
      refused: [],
      changes: [],
    });
  });

  test("beds come and go, and those that stay are in no change", () => {
    const { changes } = between(bed("1") + bed("2"), bed("2") + bed("3"));
    expect(changes).toMatchObject([
      { kind: "remove-bed", id: "1" },
      { kind: "add-bed", bed: { plan: { bed: "3" } } },
    ]);
  });

  test("a label is no reason to begin a bed anew, another source or camera is", () => {
    expect(between(bed("1"), bed("1", 'label = "A"')).changes).toEqual([{ kind: "label-bed", id: "1", label: "A" }]);
    for (const to of [
      bed("1", "", "rtsp://192.0.2.9/a"),
      bed("1", "camera.timeoutS = 5"),
      bed("1", "", "rtsp://u:p@192.0.2.1/a"),
    ]) {
      expect(between(bed("1"), to).changes).toMatchObject([{ kind: "restart-bed", bed: { plan: { bed: "1" } } }]);
    }
  });

  test("beds are put in the file's order", () => {
    expect(between(bed("1") + bed("2"), bed("2") + bed("1")).changes).toEqual([
      { kind: "order-beds", ids: ["2", "1"] },
    ]);
    expect(between(bed("1"), bed("2") + bed("1")).changes.at(-1)).toEqual({ kind: "order-beds", ids: ["2", "1"] });
  });

  test("alarms are set by orders for what the file changed, and for nothing else", () => {
    const to = bed(
      "1",
      '[beds.alarms]\npulseHighBpm = 140\noff = ["grimace"]\nlatching = ["no-breath"]\nreminderMin = 5',
    );
    const { pulse, respiration } = read(to).beds[0].alarms.limits;
    expect(between(bed("1"), to).changes).toMatchObject([
      {
        kind: "set-alarms",
        orders: [
          { order: "limits", limits: { pulse, respiration } },
          { order: "reminder", minutes: 5 },
          { order: "switch", alarm: "eyes-opened", on: true },
          { order: "latch", alarm: "pulse-lost", on: false },
        ],
      },
    ]);
    expect(between(bed("1"), `alarms.noBreathS = 30\n${bed("1")}`).changes).toMatchObject([
      { orders: [{ order: "delays", conditionDelayS: 10, extremeDelayS: 5, noBreathDelayS: 30 }] },
    ]);
  });

  test("another profile brings its limits, those of the file after those of the profile", () => {
    const to = bed("1", '[beds.alarms]\nprofile = "neonatal"\npulseLowBpm = 95');
    expect(between(bed("1"), to).changes).toMatchObject([
      {
        orders: [
          { order: "profile", profile: "neonatal" },
          { order: "limits", limits: { pulse: { low: 95, high: 200 } } },
        ],
      },
    ]);
  });

  test.each([
    ["the port", `station.port = 9000\n${bed("1")}${bed("2")}`, "station.port 9000 needs a restart"],
    ["the history", `history.sqlitePath = "h.db"\n${bed("1")}`, "[history] needs a restart"],
    ["escalation", `alarms.escalate = false\n${bed("1")}`, "escalation of bed 1 needs a restart"],
    ["real beds for rendered ones", bed("1", "", "phantom:demo-adult"), "rendered patients and real beds"],
  ])("a change of %s is refused, and nothing else is changed", (_name, to, sentence) => {
    const { refused, changes } = between(bed("1"), to);
    expect(refused).toEqual([expect.stringContaining(sentence)]);
    expect(changes).toEqual([]);
  });

  test("every set of beds is reached, and a bed that is the same is never touched", () => {
    const beds = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 1, max: 6 }), host: fc.integer({ min: 1, max: 2 }) }),
      {
        selector: ({ id }) => id,
        minLength: 1,
      },
    );
    const text = (list: readonly { id: number; host: number }[]) =>
      list.map(({ id, host }) => bed(String(id), "", `rtsp://192.0.2.${10 * id + host}/a`)).join("");
    fc.assert(
      fc.property(beds, beds, (before, after) => {
        const running = new Map(read(text(before)).beds.map(({ plan }) => [plan.bed, plan.source]));
        let order = [...running.keys()];
        for (const change of between(text(before), text(after)).changes) {
          if (change.kind === "order-beds") order = [...change.ids];
          if (change.kind === "remove-bed") {
            expect(running.delete(change.id)).toBe(true);
            order = order.filter((id) => id !== change.id);
          }
          if (change.kind === "add-bed" || change.kind === "restart-bed") {
            const { bed, source } = change.bed.plan;
            expect(running.has(bed)).toBe(change.kind === "restart-bed");
            expect(running.get(bed)).not.toBe(source);
            running.set(bed, source);
            if (change.kind === "add-bed") order.push(bed);
          }
        }
        const wanted = read(text(after)).beds.map(({ plan }) => plan);
        expect(order).toEqual(wanted.map(({ bed }) => bed));
        for (const { bed, source } of wanted) expect(running.get(bed)).toBe(source);
        expect(running.size).toBe(wanted.length);
      }),
      { numRuns: 200 },
    );
  });
});
