import { render } from "solid-js/web";

import { followStation } from "./link/station.ts";
import { Monitor } from "./monitor/monitor.tsx";

const place = document.getElementById("monitor");
if (place === null) throw new Error("the page has no place for the monitor");
const station = followStation(`ws://${location.host}/api/stream`);
render(() => <Monitor station={station} />, place);
