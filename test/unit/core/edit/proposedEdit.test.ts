// The promises of a proposal, for thousands of old texts, new texts and edits that happen meanwhile.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Hunk } from "../../../../src/core/edit/hunk.ts";
import { diffLines } from "../../../../src/core/edit/lineDiff.ts";
import { ProposedEdit } from "../../../../src/core/edit/proposedEdit.ts";
import { StreamDiff } from "../../../../src/core/edit/streamDiff.ts";
import { toTextEdit } from "../../../../src/core/edit/toTextEdit.ts";
import { anyChange, locate, SimulatedDocument } from "./simulatedDocument.ts";

const runs = { numRuns: 2000 };

/** Old lines are all different and lower case, new ones have digits, what the person types is upper case. */
const scene = fc
  .record({
    above: fc.integer({ min: 0, max: 3 }),
    below: fc.integer({ min: 0, max: 3 }),
    old: fc.integer({ min: 1, max: 12 }),
    // For each old line: keep it, drop it, or put something in its place; and what to add before it.
    plan: fc.array(fc.tuple(fc.constantFrom("keep", "keep", "drop", "change"), fc.integer({ min: 0, max: 2 })), {
      minLength: 13,
      maxLength: 13,
    }),
  })
  .map(({ above, below, old, plan }) => {
    const word = (index: number) => `line ${String.fromCharCode(97 + index).repeat(3)}`;
    const all = Array.from({ length: above + old + below }, (_, index) => word(index));
    const oldLines = all.slice(above, above + old);
    const newLines = [...oldLines, undefined].flatMap((line, index) => {
      const [what, count] = plan[index] ?? ["keep", 0];
      const added = Array.from({ length: count }, (_, nth) => `new ${index}.${nth}`);
      if (line === undefined || what === "drop") return added;
      return what === "keep" ? [...added, line] : [...added, `changed ${index}`];
    });
    return { all, above, oldLines, newLines };
  });

type Scene = ReturnType<typeof scene.generate>["value"];

function propose({ all, above, oldLines, newLines }: Scene) {
  const document = new SimulatedDocument(all.join("\n"));
  const proposal = new ProposedEdit(oldLines, above);
  proposal.push(newLines);
  proposal.finish(newLines, "ready");
  return { document, proposal };
}

/** The person's edit, reported to the proposal as an editor would. */
function type(document: SimulatedDocument, proposal: ProposedEdit, change: ReturnType<typeof locate>) {
  document.apply(change);
  proposal.follow([change], document.lineAt);
}

function accept(document: SimulatedDocument, proposal: ProposedEdit, ids: readonly number[]) {
  const accepted = proposal.editsFor(ids);
  const edits = accepted.edits.map((edit) => toTextEdit(edit, document));
  // Editors make such edits as one and report them from the last to the first.
  edits.reverse();
  for (const edit of edits) document.apply(edit);
  proposal.follow(edits, document.lineAt);
  proposal.settle(accepted.placed);
}

/** What has to come of accepting `hunks`, found by looking at the document alone. */
function expected({ above, oldLines }: Scene, document: SimulatedDocument, hunks: readonly Hunk[]): string {
  const lines = document.lines;
  const find = (index: number) => {
    const at = lines.indexOf(oldLines[index] ?? "-");
    return at === -1 ? undefined : at;
  };
  const gap = (index: number) => {
    const line = above + index;
    if (line === 0) return 0;
    const after = document.lineAfterBreak(line - 1);
    // The last gap of a document without a final line break is its end.
    if (after !== undefined) return after;
    if (document.isLastLine(line - 1)) return lines.length;
    const before = index > 0 ? find(index - 1) : undefined;
    return before === undefined ? find(index) : before + 1;
  };
  const result = [...lines];
  for (const hunk of [...hunks].reverse()) {
    const removed = oldLines.slice(hunk.oldStart, hunk.oldEnd);
    const start = removed.length === 0 ? gap(hunk.oldStart) : find(hunk.oldStart);
    if (start === undefined) continue;
    if (!removed.every((line, nth) => lines[start + nth] === line)) continue;
    result.splice(start, removed.length, ...hunk.newLines);
  }
  return result.join("\n");
}

describe("with any edit of the person meanwhile", () => {
  const situation = fc.tuple(scene, fc.array(anyChange, { maxLength: 5 }), fc.integer({ min: 0, max: 0xffff }));

  test("accepting all or some of the hunks equals applying those alone; the rest waits", () => {
    fc.assert(
      fc.property(situation, ([given, changes, chosen]) => {
        const { document, proposal } = propose(given);
        for (const change of changes) type(document, proposal, locate(document, change));
        const hunks = diffLines(given.oldLines, given.newLines);
        const isChosen = (_: unknown, index: number) => ((chosen >> index) & 1) === 1;
        const wanted = expected(given, document, hunks.filter(isChosen));
        const before = proposal.hunks;
        const ids = before.filter(isChosen).map((hunk) => hunk.id);
        accept(document, proposal, ids);
        expect(document.text).toBe(wanted);
        const waiting = before.filter((hunk) => !ids.includes(hunk.id) || hunk.place === undefined);
        expect(proposal.hunks.map((hunk) => hunk.id)).toEqual(waiting.map((hunk) => hunk.id));
      }),
      runs,
    );
  });

  test("rejecting leaves the person's text, whatever happens before and after", () => {
    fc.assert(
      fc.property(situation, ([given, changes, chosen]) => {
        const { document, proposal } = propose(given);
        const alone = new SimulatedDocument(document.text);
        for (const [index, change] of changes.entries()) {
          const located = locate(document, change);
          alone.apply(located);
          type(document, proposal, located);
          if (index === 1) proposal.settle(proposal.hunks.map((hunk) => hunk.id).filter((id) => (chosen >> id) & 1));
        }
        proposal.settle(proposal.hunks.map((hunk) => hunk.id));
        expect(document.text).toBe(alone.text);
        expect(proposal.state).toBe("closed");
      }),
      runs,
    );
  });

  test("accepting one by one, in any order, between edits, equals accepting them together", () => {
    fc.assert(
      fc.property(situation, fc.array(fc.nat(20), { maxLength: 12 }), ([given, changes], order) => {
        const { document, proposal } = propose(given);
        for (const change of changes) type(document, proposal, locate(document, change));
        const together = propose(given);
        for (const change of changes) type(together.document, together.proposal, locate(together.document, change));
        const known = proposal.hunks.map((hunk) => hunk.id);
        const ids = [...new Set(order)].map((index) => known[index] ?? -1);
        for (const id of ids) accept(document, proposal, [id]);
        accept(together.document, together.proposal, ids);
        expect(document.text).toBe(together.document.text);
      }),
      runs,
    );
  });

  test("what the person undoes is as if it had never been", () => {
    fc.assert(
      fc.property(scene, anyChange, (given, change) => {
        const { document, proposal } = propose(given);
        const before = document.text;
        const places = proposal.hunks.map((hunk) => hunk.place);
        const located = locate(document, change);
        const undone = before.slice(
          document.offsetOf(located.startLine, located.startColumn),
          document.offsetOf(located.endLine, located.endColumn),
        );
        type(document, proposal, located);
        const breaks = located.text.split("\n");
        type(document, proposal, {
          startLine: located.startLine,
          startColumn: located.startColumn,
          endLine: located.startLine + breaks.length - 1,
          endColumn: (breaks.length === 1 ? located.startColumn : 0) + (breaks.at(-1)?.length ?? 0),
          text: undone,
        });
        expect(document.text).toBe(before);
        expect(proposal.hunks.map((hunk) => hunk.place)).toEqual(places);
      }),
      runs,
    );
  });
});

describe("with an edit of the person in lines that stay", () => {
  test("accepting all gives the new text with that edit, rejecting all the old text with it", () => {
    fc.assert(
      fc.property(scene, fc.nat(), fc.constantFrom("X", "", "X\nY", "XX\n\nY"), (given, which, text) => {
        const { document, proposal } = propose(given);
        const kept = given.all.filter((line) => !given.oldLines.includes(line) || given.newLines.includes(line));
        const line = kept[which % Math.max(1, kept.length)];
        fc.pre(line !== undefined);
        // In the middle of a line that is in both texts: a word goes, another comes, perhaps on two lines.
        const edit = (content: string) => content.replace(line, `${line.slice(0, 2)}${text}${line.slice(4)}`);
        const at = given.all.indexOf(line);
        type(document, proposal, { startLine: at, startColumn: 2, endLine: at, endColumn: 4, text });
        expect(document.text).toBe(edit(given.all.join("\n")));
        accept(
          document,
          proposal,
          proposal.hunks.map((hunk) => hunk.id),
        );
        const { above, oldLines, newLines, all } = given;
        const result = [...all.slice(0, above), ...newLines, ...all.slice(above + oldLines.length)];
        expect(document.text).toBe(edit(result.join("\n")));
        expect(proposal.state).toBe("closed");
      }),
      runs,
    );
  });
});

describe("while the rest is streaming", () => {
  const decisions = fc.array(fc.constantFrom("wait", "accept", "reject"), { minLength: 13, maxLength: 13 });

  test("hunks that are complete can be decided; what was decided stays so when the text is finished", () => {
    fc.assert(
      fc.property(scene, decisions, fc.nat(3), fc.boolean(), (given, decided, typing, restyled) => {
        const { all, above, oldLines, newLines } = given;
        const typed = above > 0 ? typing : 0;
        const document = new SimulatedDocument(all.join("\n"));
        const proposal = new ProposedEdit(oldLines, above);
        const stream = new StreamDiff(oldLines);
        for (const line of newLines) {
          stream.push(line);
          proposal.push([line]);
          for (const hunk of proposal.hunks.filter(({ complete }) => complete)) {
            if (decided[hunk.id] === "accept") accept(document, proposal, [hunk.id]);
            else if (decided[hunk.id] === "reject") proposal.settle([hunk.id]);
          }
          const text = "X\n".repeat(typed);
          type(document, proposal, { startLine: 0, startColumn: 0, endLine: 0, endColumn: 0, text });
        }
        const settled = stream.hunks.slice(0, stream.completeHunks).map((hunk, id) => ({ ...hunk, what: decided[id] }));
        const growing = proposal.hunks.find(({ complete }) => !complete);
        expect(growing === undefined ? [] : proposal.editsFor([growing.id]).edits).toEqual([]);
        proposal.finish(restyled ? [...newLines, "new end"] : newLines, "ready");
        const ids = proposal.hunks.map((hunk) => hunk.id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(settled[id] === undefined || settled[id].what === "wait").toBe(true);
        accept(document, proposal, ids);
        expect(proposal.state).toBe("closed");
        // The new text, with the old lines where they were wanted.
        const result = restyled ? [...newLines, "new end"] : [...newLines];
        let shift = 0;
        const starts = settled.map((hunk) => {
          const start = hunk.oldStart + shift;
          shift += hunk.newLines.length - (hunk.oldEnd - hunk.oldStart);
          return start;
        });
        for (const [id, hunk] of [...settled.entries()].reverse()) {
          if (hunk.what !== "reject") continue;
          result.splice(starts[id] ?? 0, hunk.newLines.length, ...oldLines.slice(hunk.oldStart, hunk.oldEnd));
        }
        const head = Array.from({ length: typed * newLines.length }, () => "X");
        expect(document.lines).toEqual([
          ...head,
          ...all.slice(0, above),
          ...result,
          ...all.slice(above + oldLines.length),
        ]);
      }),
      runs,
    );
  });

  test("what was decided is not proposed again when the end of the answer changes its beginning", () => {
    const proposal = new ProposedEdit(["one", "two", "three", "four"], 0);
    proposal.push(["one", "zwei", "three"]);
    proposal.settle([0]);
    proposal.finish(["one", "  zwei", "three", "vier"], "ready");
    expect(proposal.hunks.map(({ newLines }) => newLines)).toEqual([["vier"]]);
  });
});
