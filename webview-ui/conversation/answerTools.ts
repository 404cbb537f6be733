// What is done to the blocks of answers once they will not change any more, and what is in them then.

import type { ToHost } from "../../src/protocol/toHost.ts";
import type { Host } from "../host.ts";
import { copyAnswers } from "../markdown/copyAnswer.ts";
import { DiagramFrame } from "../markdown/diagrams/diagramFrame.ts";
import { Diagrams } from "../markdown/diagrams/diagrams.ts";
import { DrawingNote } from "../markdown/diagrams/drawingNote.ts";
import { FileLinks } from "../markdown/files/fileLinks.ts";
import { BlockFinisher } from "../markdown/finish/blockFinisher.ts";
import type { FinishLibraries } from "../markdown/finish/finishTasks.ts";
import type { Words } from "../words.ts";

/** What the tools need of the view. */
export interface AnswerOptions {
  readonly host: Host;
  readonly words: Words;
  readonly libraries: FinishLibraries | undefined;
  /** Where diagrams are drawn and answers are copied from; undefined for nowhere. */
  readonly drawing: DrawingPlace | undefined;
  readonly onError: (error: unknown) => void;
}

/** A page, what lets scripts run in its frames, and the script that draws diagrams. */
export interface DrawingPlace {
  readonly page: Document;
  readonly nonce: string;
  loadDiagrams(): Promise<string>;
}

/** The tools of one view. */
export class AnswerTools {
  readonly files: FileLinks;
  readonly diagrams: Diagrams;
  readonly #finisher: BlockFinisher;

  constructor({ host, words, libraries, drawing, onError }: AnswerOptions) {
    const draw = drawing
      ? new DiagramFrame(drawing.page, drawing.nonce, () => drawing.loadDiagrams()).draw
      : async () => undefined;
    this.#finisher = new BlockFinisher(libraries, onError);
    this.files = new FileLinks((names) => host.post({ type: "findFiles", names: [...names] } satisfies ToHost));
    this.diagrams = new Diagrams(draw, new DrawingNote(host), words.strings, onError);
    if (!drawing) return;
    copyAnswers(drawing.page);
    this.diagrams.watch(drawing.page);
  }

  /** Completes a block that will not change any more, some time later. */
  readonly settle = (block: Element): void => {
    this.#finisher.add(block);
    this.files.add(block);
    this.diagrams.add(block);
  };
}
