import { createEffect, createRoot } from "solid-js";
import { render } from "solid-js/web";

import { followStation } from "./link/station.ts";
import { Monitor } from "./monitor/monitor.tsx";
import { night } from "./screen/screen-choices.ts";
import { SignInGate } from "./sign-in/sign-in-gate.tsx";
import { recallLanguage } from "./words/choice.ts";
import { language } from "./words/language.ts";

const place = document.getElementById("monitor");
if (place === null) throw new Error("the page has no place for the monitor");
const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/stream?waves=binary`;

/** Followed from the first time on that somebody is let in. */
function FollowedMonitor() {
  const station = followStation(url);
  return <Monitor station={station} />;
}

// Nothing is said in one language, then in another.
await recallLanguage();
createRoot(() =>
  createEffect(() => {
    // Which glyphs of a Chinese font are drawn hangs on it.
    document.documentElement.lang = language();
    document.documentElement.dataset.mode = night() ? "night" : "day";
  }),
);
render(() => <SignInGate>{() => <FollowedMonitor />}</SignInGate>, place);
