// The bundle readUrl.js: a worker that finds the main text of one page and ends.

import { parentPort, workerData } from "node:worker_threads";
import { mainText } from "./mainText.ts";

const { html, url } = workerData as { readonly html: string; readonly url: string };
parentPort?.postMessage(mainText(html, url));
