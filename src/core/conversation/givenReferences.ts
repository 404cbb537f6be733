// What of the references the model has before it already. A text that was given earlier in the conversation is not given
// again: the question says that it is unchanged, or what changed. How each one went is kept with its question, so that
// what was sent once is sent again byte for byte, whatever a later version would make of it.

import type { CodeReference, Told } from "../context/codeReference.ts";
import { taggedText } from "../context/taggedText.ts";
import { applyUnifiedDiff, unifiedDiff } from "../edit/unifiedDiff.ts";
import { type Message, questionsOf } from "./message.ts";

const unchangedText = "This is still exactly what was given last under this name.";
/** In the tag around a prompt, for the model: a file of the project is else no more than material. */
const promptMeans = "what the person asks; what is typed after its name goes with it";
/** In the tag around a diff, for the model. */
const since = "what was given last under this name";

interface Given {
  /** Which thing the name stood for. */
  readonly identity: string;
  readonly text: string;
  /** Characters of the diffs since it was given whole. */
  readonly patched: number;
}

/** What was given under each name, as one goes through the turns that are sent, oldest first. */
export class GivenReferences {
  readonly #last = new Map<string, Given>();

  /** After `turns`, as a request with them gives it. */
  static after(turns: readonly Message[]): GivenReferences {
    const given = new GivenReferences();
    for (const turn of turns) {
      for (const { references } of questionsOf(turn)) for (const reference of references ?? []) given.give(reference);
    }
    return given;
  }

  /** The same so far. */
  copy(): GivenReferences {
    const copy = new GivenReferences();
    for (const [label, given] of this.#last) copy.#last.set(label, given);
    return copy;
  }

  /**
   * How `reference` would be told next: whole (undefined) unless it is known and something else is shorter. The diffs of
   * one text together stay below its length, so that nobody has to put together more than the text itself.
   */
  formFor(reference: CodeReference): Told | undefined {
    const { label, text } = reference;
    const last = this.#last.get(label);
    if (last?.identity !== identityOf(reference)) return undefined;
    if (last.text === text) return unchangedText.length < text.length ? { form: "unchanged" } : undefined;
    const diff = unifiedDiff(last.text, text);
    return last.patched + diff.length < text.length ? { form: "changes", diff } : undefined;
  }

  /** The next reference as it is told. What it was to stand on may be gone from the request: then it is given whole. */
  give(reference: CodeReference): string {
    const { kind, label, text } = reference;
    const told = this.#checked(reference);
    const diff = told?.form === "changes" ? told.diff : undefined;
    const patched = told ? (this.#last.get(label)?.patched ?? 0) + (diff?.length ?? 0) : 0;
    this.#last.set(label, { identity: identityOf(reference), text, patched });
    if (diff !== undefined) return taggedText("changes", diff, { from: label, since });
    if (told) return taggedText("unchanged", unchangedText, { from: label });
    return kind === "prompt"
      ? taggedText("prompt", text, { from: label, is: promptMeans })
      : taggedText("code", text, { from: label });
  }

  #checked(reference: CodeReference): Told | undefined {
    const { label, text, told } = reference;
    const last = this.#last.get(label);
    if (!told || last?.identity !== identityOf(reference)) return undefined;
    const made = told.form === "unchanged" ? last.text : applyUnifiedDiff(last.text, told.diff);
    return made === text ? told : undefined;
  }
}

/** `references` of a question that follows `turns`, with how each is told. */
export function toldReferences(
  turns: readonly Message[],
  references: readonly CodeReference[],
): readonly CodeReference[] {
  if (references.length === 0) return references;
  const given = GivenReferences.after(turns);
  return references.map(({ told: _before, ...reference }) => {
    const told = given.formFor(reference);
    const next = told ? { ...reference, told } : reference;
    given.give(next);
    return next;
  });
}

/** The text that stands in a request for a reference that is told so. */
export function toldText({ text }: CodeReference, told: Told | undefined): string {
  if (!told) return text;
  return told.form === "unchanged" ? unchangedText : told.diff;
}

/** A name alone may be that of two things: files of two folders, a file and a symbol. */
function identityOf({ kind, uri, lines }: CodeReference): string {
  return [kind, uri, lines?.start, lines?.end].join("\n");
}
