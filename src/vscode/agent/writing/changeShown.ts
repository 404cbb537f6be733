// What a call that changes files would do now, for the person who is asked about it.

import { protectionOf } from "../../../core/access/protectedPaths.ts";
import { planText, type TextCall } from "../../../core/agent/writing/planText.ts";
import type { Place } from "../../../core/agent/writing/writingPorts.ts";
import { named } from "../../../core/tools/askedChange.ts";
import { boundedDiff, isWholeIn, shownWhole } from "../../../core/tools/changedText.ts";
import { placeOf } from "../../../core/tools/placeOf.ts";
import { workspaceFolders } from "../workspaceFolders.ts";
import { EditorFiles } from "./editorFiles.ts";
import { findFile } from "./findFile.ts";
import type { WriteProblem } from "./writeVerdict.ts";

/** A unified diff, the same for the same change; `isCut` when it is not shown whole. */
export type ShownChange = { readonly type: "diff"; readonly text: string; readonly isCut?: true } | WriteProblem;

/** Files of a folder that are named. */
const mostNamed = 50;
/** Files of a folder that are shown whole: more of them nobody reads before a yes. */
const mostWhole = 20;

/**
 * The change that a call of `edit_file`, `write_file`, `move_file` or `delete_file` would make now; line endings aside. A
 * problem's text tells the model, and nothing of what stands in the file.
 */
export async function changeShown(name: string, input: unknown): Promise<ShownChange> {
  const { path = "", from = "", to = "" } = input as Readonly<Record<string, string>>;
  const folders = workspaceFolders();
  const place = placeOf(name === "move_file" ? from : path, folders);
  if (place.type === "problem") return place;
  if (name === "move_file") {
    const target = placeOf(to, folders);
    if (target.type === "problem") return target;
    const names = `rename from ${place.shown}\nrename to ${target.shown}`;
    // Of what is protected the content decides: it is seen whole, and what is agreed to is this content.
    const moved = await findFile(place);
    if (moved.type === "folder") return folderShown(place, target, names);
    if (moved.type !== "text") return { type: "diff", text: names };
    if (!isProtected(target.relative)) return { type: "diff", text: names };
    const { text, isCut } = broughtText(target.shown, moved.text);
    return { type: "diff", text: `${names}\n${text}`, ...(isCut && { isCut: true }) };
  }
  const found = await findFile(place);
  if (name === "delete_file") {
    if (found.type === "folder") {
      const { files, isAll } = await new EditorFiles().filesBelow(place);
      const start = new EditorFiles().addressOf(place).length + 1;
      const shown = files
        .slice(0, mostNamed)
        .map((file) => `- ${place.shown}/${decodeURIComponent(file.slice(start))}`);
      const more =
        files.length > mostNamed || !isAll ? [`(… ${files.length - mostNamed}${isAll ? "" : "+"} more files)`] : [];
      return { type: "diff", text: [`--- ${place.shown}/`, "+++ /dev/null", ...shown, ...more].join("\n") };
    }
    const text = found.type === "text" ? boundedDiff(found.text, "", shownWhole) : "";
    return { type: "diff", text: named("/dev/null", text, place.shown) };
  }
  const planned = planText({ name, input } as TextCall, found, place.shown);
  if (planned.type === "problem") {
    return {
      type: "problem",
      text: planned.lines === undefined ? planned.text : `${planned.text} Read the file again.`,
    };
  }
  const before = planned.found.type === "text" ? planned.found.text : "";
  const start = planned.found.type === "text" ? place.shown : "/dev/null";
  const text = named(place.shown, boundedDiff(before, planned.text, shownWhole), start);
  return { type: "diff", text, ...(!isWholeIn(before, planned.text, shownWhole) && { isCut: true }) };
}

const isProtected = (path: string) => protectionOf(path.split("/")) !== undefined;

/** A text that comes to where there was none. */
function broughtText(shown: string, text: string): { readonly text: string; readonly isCut: boolean } {
  const diff = named(shown, boundedDiff("", text, shownWhole), "/dev/null");
  return { text: diff, isCut: !isWholeIn("", text, shownWhole) };
}

/** A folder that is moved: what is in it, and what of that is protected where it comes to, whole. */
async function folderShown(place: Place, target: Place, names: string): Promise<ShownChange> {
  const files = new EditorFiles();
  const { files: addresses, isAll } = await files.filesBelow(place);
  const start = files.addressOf(place).length + 1;
  const inside = addresses.map((address) => decodeURIComponent(address.slice(start)));
  const list = inside.slice(0, mostNamed).map((path) => `+ ${target.shown}/${path}`);
  const isAllProtected = isProtected(target.relative);
  const decisive = inside.filter((path) => isAllProtected || isProtected(path));
  const texts: string[] = [];
  // What nobody looked through may hold anything.
  let isCut = !isAll || decisive.length > mostWhole;
  for (const path of decisive.slice(0, mostWhole)) {
    const found = await findFile({ ...place, relative: `${place.relative}/${path}`, shown: `${place.shown}/${path}` });
    const brought = broughtText(`${target.shown}/${path}`, found.type === "text" ? found.text : "");
    texts.push(brought.text);
    isCut ||= brought.isCut;
  }
  const rest = inside.length - list.length;
  const more = rest > 0 || !isAll ? [`(… ${rest}${isAll ? "" : "+"} more files)`] : [];
  return { type: "diff", text: [names, ...list, ...more, ...texts].join("\n"), ...(isCut && { isCut: true }) };
}
