import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { afterEach, expect, test } from "vitest";

import { ERROR_TABLE } from "../../src/base/errors.ts";
import { REFUSALS } from "../../src/base/refusal.ts";
import { ALARM_WORDS } from "../../src/wire/alarm-words.ts";
import { ALARM_CODES } from "../../src/wire/alarms.ts";
import { noteOf } from "../../src/wire/note-codes.ts";
import { alarmName } from "../../src/alarms/alarm-words.ts";
import { alarmText } from "../../web-ui/src/alarms/alarm-text.ts";
import { rejectionWord } from "../../web-ui/src/evidence/evidence-words.ts";
import { chooseLanguage } from "../../web-ui/src/words/choice.ts";
import { noteWords } from "../../web-ui/src/words/note-words.ts";
import { languageOf, told, toldFailure, toldHint } from "../../web-ui/src/words/told.ts";
import { words } from "../../web-ui/src/words/words.ts";

import { LAMP } from "./synthetic-notices.ts";

const SOURCES = resolve(import.meta.dirname, "../../web-ui/src");

afterEach(() => chooseLanguage("en"));

/** Words that are the same in every language: units, abbreviations, the product's name and what is no word. */
const SAME = /^(Afar|PR|RR|POS|CHROM|SDNN|RMSSD|ms|dB|px|\/min|- - -|s|CSV|PDF|PNG|SpO2|[^a-zA-Z]*)$/;

function leaves(value: unknown, path: string): [path: string, value: unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, `${path}.${key}`));
}

async function spokenIn(
  dictionary: object,
  key: string,
  language: "en" | "zh-Hant" | "zh-Hans",
): Promise<[string, unknown][]> {
  await chooseLanguage(language);
  return leaves(Reflect.get(dictionary, key), key);
}

test("the choice of a language changes what the same words say", async () => {
  expect(words.reasons.motion).toBe("patient moves");
  await chooseLanguage("zh-Hant");
  expect(words.reasons.motion).toBe("病人移動");
  await chooseLanguage("zh-Hans");
  expect(words.reasons.motion).toBe("患者移动");
});

test("every alarm that the station names is told in Chinese, with its values, and none of its English name is left", async () => {
  for (const code of ALARM_CODES) {
    expect(alarmName(code)).toContain(ALARM_WORDS[code]);
    if (/^(PR|RR)$/.test(ALARM_WORDS[code])) continue;
    for (const language of ["zh-Hant", "zh-Hans"] as const) {
      await chooseLanguage(language);
      const told = alarmText({ alarm: code, text: `*** ${ALARM_WORDS[code]} 134>120 SIGNAL LOST` });
      expect(told).toMatch(/^\*\*\* .*\p{Script=Han}.* 134>120 \p{Script=Han}+$/u);
    }
  }
  await chooseLanguage("zh-Hant");
  expect(alarmText({ alarm: "low-light", text: "too little light: 3 beds" })).toBe("光線不足: 3 床");
});

/** Stands for whatever a note may hold. */
const ANYTHING = new Proxy({}, { get: (_, key) => (key === "what" ? "gain" : 7) });

test("every note, hint and failure of the station is worded in Chinese; what is unknown stays English, and is marked so", async () => {
  expect(told("no signal", [{ code: "camera-off", values: {} }])).toBe("no signal");
  for (const language of ["zh-Hant", "zh-Hans"] as const) {
    await chooseLanguage(language);
    const { notes = {}, hints = {}, ...parts } = noteWords;
    const worded = [...Object.entries(notes), ...Object.entries(hints)].filter(
      ([code]) => code !== "receivers-failing",
    );
    expect(worded.length).toBeGreaterThan(60);
    for (const [code, say] of worded) {
      const sentence = (say as (values: object) => string)(ANYTHING);
      expect(sentence, code).toMatch(/\p{Script=Han}/u);
      expect(sentence, code).not.toMatch(/undefined|[。.]$/);
    }
    for (const [path, part] of leaves(parts, "parts").filter(([path]) => path !== "parts.between")) {
      expect(part, path).toMatch(/\p{Script=Han}/u);
    }
    for (const code of Object.keys(ERROR_TABLE)) expect(toldFailure({ code, message: "x" }), code).not.toBe("x");
    for (const refusal of [...REFUSALS.slice(1), "not-seen"]) expect(rejectionWord(refusal)).toMatch(/\p{Script=Han}/u);
    expect(toldHint(LAMP)).toMatch(/50 Hz/);
    expect(told("a new sentence", [{ code: "of-a-later-version", values: {} }])).toBe("a new sentence");
    expect(languageOf("a new sentence")).toBe("en");
    expect(languageOf(told("no camera", [{ code: "camera-off", values: {} }]))).toBeUndefined();
    expect(
      alarmText({ alarm: "clock-jump", text: "the clock was changed (set back by 60 s)", notes: [SET_BACK] }),
    ).toMatch(/^\p{Script=Han}+ \(\p{Script=Han}+ 60 \p{Script=Han}\)$/u);
  }
});
const SET_BACK = noteOf("clock-set", { seconds: -60 });

test("every dictionary says everything in three languages: the Chinese ones in their own characters", async () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((path) => {
    return /words\.ts$/.test(path) && readFileSync(join(SOURCES, path), "utf8").includes("spoken(");
  });
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const module = (await import(pathToFileURL(join(SOURCES, file)).href)) as Record<string, unknown>;
    for (const [name, dictionary] of Object.entries(module)) {
      if (!/words$/i.test(name) || typeof dictionary !== "object" || dictionary === null) continue;
      for (const key of Object.keys(dictionary)) {
        const en = await spokenIn(dictionary, key, "en");
        for (const language of ["zh-Hant", "zh-Hans"] as const) {
          const said = await spokenIn(dictionary, key, language);
          expect(
            said.map(([path]) => path),
            `${file} ${name}`,
          ).toEqual(en.map(([path]) => path));
          for (const [i, [path, value]] of said.entries()) {
            if (typeof value !== "string" || SAME.test(String(en[i][1]))) continue;
            expect(value, `${file} ${name} ${path} in ${language}`).toMatch(/\p{Script=Han}/u);
          }
        }
      }
    }
  }
});
