import { render } from "solid-js/web";

import { followStation } from "./link/station.ts";
import { Monitor } from "./monitor/monitor.tsx";
import { SignInGate } from "./sign-in/sign-in-gate.tsx";

const place = document.getElementById("monitor");
if (place === null) throw new Error("the page has no place for the monitor");
const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/stream`;

/** Followed from the first time on that somebody is let in. */
function FollowedMonitor() {
  const station = followStation(url);
  return <Monitor station={station} />;
}

render(() => <SignInGate>{() => <FollowedMonitor />}</SignInGate>, place);
