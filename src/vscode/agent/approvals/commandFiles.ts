// The files that an allowed command names, as the disk has them now. How they are spelled was looked at with the line; here
// it counts where links lead, whether Git ignores them and whether secrets stand in them.

import { resolve } from "node:path";
import * as vscode from "vscode";
import { realPathOf } from "../../../core/access/linkWalk.ts";
import { protectionOf } from "../../../core/access/protectedPaths.ts";
import type { ReadGate } from "../../../core/access/readGate.ts";
import { hasSecretName } from "../../../core/access/secretNames.ts";
import type { CallReason, PathReason } from "../../../core/agent/approvals/judgeCall.ts";
import { diskLinks, pathStyle } from "../../access/diskLinks.ts";
import { realPlaceOf } from "../../access/isInsideWorkspace.ts";

/**
 * Why the file or folder that `path` names below `folder` (a real path) is asked about before a command of `chat` runs,
 * as if it were read; undefined when it is not, or when nothing is there and no link leads away. Never rejects.
 */
export async function reasonAgainst(
  path: string,
  folder: string,
  chat: string,
  gate: ReadGate,
): Promise<CallReason | undefined> {
  const named = resolve(folder, path);
  const real = await realPathOf(named, diskLinks, pathStyle);
  const about = (why: PathReason): CallReason => ({ about: "path", path: real?.path ?? named, why });
  if (!real || real.kind === "other") return about("uncertain");
  const isLed = real.path !== named;
  if (isLed) {
    const place = (await realPlaceOf(vscode.Uri.file(real.path)))?.place;
    if (!place) return about("outside");
    // What stands under another name was not looked at with the line. A name that is protected itself was.
    const isKnown = protectionOf(path.split(/[/\\]/)) !== undefined;
    const why = hasSecretName(place.path) ? "secrets" : isKnown ? undefined : protectionOf(place.path.split("/"));
    if (why) return about(why);
  }
  if (real.kind === "missing") return undefined;
  const address = vscode.Uri.file(named).toString();
  const decision =
    real.kind === "folder"
      ? await gate.admit(address, "folder", chat)
      : await gate.read(address, { chat, saved: true });
  if (decision.type === "admitted") return undefined;
  if (decision.type === "refused") return about(decision.reason === "missing" ? "uncertain" : decision.reason);
  const { path: shown, target, reasons } = decision;
  return { about: "read", ask: { address, path: shown, ...(target !== undefined && { target }), reasons } };
}
