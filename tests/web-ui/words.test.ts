import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { afterEach, expect, test } from "vitest";

import { ALARM_WORDS } from "../../src/wire/alarm-words.ts";
import { ALARM_CODES } from "../../src/wire/alarms.ts";
import { alarmName } from "../../src/alarms/alarm-words.ts";
import { alarmText } from "../../web-ui/src/alarms/alarm-text.ts";
import { chooseLanguage } from "../../web-ui/src/words/choice.ts";
import { words } from "../../web-ui/src/words/words.ts";

const SOURCES = resolve(import.meta.dirname, "../../web-ui/src");

afterEach(() => chooseLanguage("en"));

/** Words that are the same in every language: units, abbreviations, the product's name and what is no word. */
const SAME = /^(Afar|PR|RR|SDNN|RMSSD|ms|dB|px|\/min|- - -|s|CSV|PDF|PNG|SpO2|[^a-zA-Z]*)$/;

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
