// What an answer costs the extension host while it streams, apart from drawing it: turning it into words to be read
// aloud, and looking for its code. Needs no VS Code.

import { tidyTitle } from "../../src/core/conversation/titleOf.ts";
import { AnswerReader } from "../../src/core/edit/answerReader.ts";
import { SpeakableStream } from "../../src/core/speech/speakableStream.ts";
import { speakableParts } from "../../src/core/speech/text/speakable.ts";
import { type Measure, median } from "./report.ts";

/** UTF-16 units of a delta: about a token. */
const deltaLength = 4;
const runs = 5;

const point = "- Point of the list: it says what `getUserById` does, and **why** it is there at all.\n";
const sentence = "这是一个很长的段落，里面有很多句子，每一句都说明了一件事情。";

/** Times in ms of the processor, of this process alone. */
export function measureSpeechText(): Measure[] {
  return [
    ...measureText("20 KB of tight list", point.repeat(Math.ceil(20_000 / point.length))),
    ...measureText("10,000 Chinese characters in one paragraph", sentence.repeat(400).slice(0, 10_000)),
    {
      name: "code of an answer, 1.6 MB in one line",
      value: cpu(() => {
        const reader = new AnswerReader();
        const delta = "x".repeat(deltaLength);
        for (let i = 0; i < 1_600_000 / deltaLength; i++) reader.push(delta);
        reader.end();
      }),
      unit: "ms",
      goal: 1000,
      note: `in deltas of ${deltaLength}`,
    },
    {
      name: "title of 40,000 spaces",
      value: cpu(() => tidyTitle(`a${" ".repeat(40_000)}b`)),
      unit: "ms",
      goal: 10,
    },
  ];
}

function measureText(name: string, text: string): Measure[] {
  const once = cpu(() => speakableParts(text, { languageId: "markdown", code: "skip" }));
  const streamed = cpu(() => {
    const stream = new SpeakableStream({ code: "skip" });
    for (let at = 0; at < text.length; at += deltaLength) stream.push(text.slice(at, at + deltaLength));
    stream.end();
  });
  return [
    { name: `speech: ${name}`, value: streamed, unit: "ms", goal: 100, note: `in deltas of ${deltaLength}` },
    { name: "  beside the whole at once", value: streamed / once, unit: "×", note: `${once.toFixed(1)} ms` },
  ];
}

/** The middle of some runs, the first one cold among them. */
function cpu(work: () => unknown): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return median(times);
}
