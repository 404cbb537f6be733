// The one answer to whether a file may be changed: edited, made, moved or deleted; by the person who decides about a change
// they were shown, or by a model on its own. Asked before the act and again in its turn: a path may have become a link in between.

import { type LinkReader, namesBelow, type PathStyle, type RealPath, realPathOf } from "./linkWalk.ts";
import { protectedBelow } from "./protectedBelow.ts";
import { type Protection, protectionOf } from "./protectedPaths.ts";

/** What is to be done. Paths are absolute; `edit` is of a file that is there, `create` of one that is not. */
export type WriteAct =
  | { readonly kind: "edit" | "create" | "delete"; readonly path: string }
  | { readonly kind: "rename"; readonly path: string; readonly to: string };

/** An act and who is behind it. */
export interface WriteRequest {
  readonly act: WriteAct;
  /**
   * `person`: somebody pressed a button for this very change. `model`: nobody did; then nothing is done outside of the
   * workspace, nor in one that is not trusted.
   */
  readonly by: "person" | "model";
  /** The person does not see the file: where the change is made has to be said. */
  readonly unseen?: boolean;
}

/** Why a person has to agree. `path` is the real one. */
export type AskReason =
  | { readonly kind: "protected"; readonly path: string; readonly why: Protection }
  | { readonly kind: "outside"; readonly path: string }
  | { readonly kind: "unseen" | "deletes" | "moves-folder"; readonly path: string };

/** Why it is not done at all. */
export type RefuseReason =
  /** It leads out of the workspace. */
  | "outside"
  /** Where it leads cannot be told, or it led elsewhere a moment ago. */
  | "uncertain"
  | "read-only"
  | "untrusted"
  /** There is nothing to edit, move or delete. */
  | "missing"
  /** There is something already where a file is to be made or moved to. */
  | "exists"
  /** It is no file, or it is a folder of the workspace itself. */
  | "no-file";

/** The answer; the reasons to ask are all that there are. `targets` are the real paths it was given for. */
export type WriteVerdict =
  | { readonly type: "may"; readonly targets: readonly string[] }
  | { readonly type: "asks"; readonly reasons: readonly AskReason[]; readonly targets: readonly string[] }
  | { readonly type: "refused"; readonly reason: RefuseReason; readonly path: string };

/** A folder of the workspace. */
export interface WorkspaceRoot {
  readonly path: string;
  /** Its disk takes upper and lower case for the same. */
  readonly foldsCase: boolean;
}

/** What the gate has to know of the world. */
export interface WriteWorld {
  readonly links: LinkReader;
  readonly style: PathStyle;
  /** The folders of the workspace in the file system of the file. */
  readonly roots: readonly WorkspaceRoot[];
  /** False in a window without a folder: a person's own files are all there is then. */
  readonly hasFolders: boolean;
  /** The file system is the editor's own, with the person's settings in it. */
  readonly holdsSettings: boolean;
  readonly isTrusted: boolean;
  /** Of a file that is there: whether the person could not type into it either. */
  isReadOnly(path: string): Promise<boolean>;
  /** What is in the folder, at any depth: paths below it with `/`, links not followed. Undefined: too much to be looked at. */
  below(path: string): Promise<readonly string[] | undefined>;
}

/** How an act ended. */
export type WriteOutcome<T> =
  | { readonly type: "done"; readonly value: T }
  | { readonly type: "declined" }
  | Extract<WriteVerdict, { type: "refused" }>;

/** Whether `request` may be carried out, must be agreed to, or is not done. Never throws. */
export async function judgeWrite(request: WriteRequest, world: WriteWorld): Promise<WriteVerdict> {
  const { act, by } = request;
  if (by === "model" && !world.isTrusted) return { type: "refused", reason: "untrusted", path: act.path };
  const roots = await realRoots(world);
  const from = await judgePlace(act.path, act.kind, request, roots, world);
  if (from.type === "refused" || act.kind !== "rename") return from;
  // What stands in the way may be the file itself, on a disk that takes its name in another case for the same.
  const kind = (await isItself(act.to, from.targets, roots, world)) ? "rename" : "create";
  const to = await judgePlace(act.to, kind, request, roots, world);
  if (to.type === "refused") return to;
  const targets = [...from.targets, ...to.targets];
  const reasons = [from, to].flatMap((verdict) => (verdict.type === "asks" ? verdict.reasons : []));
  const [place = act.to] = to.targets;
  if (reasons.some(({ kind }) => kind === "moves-folder")) {
    const inside = (await world.below(act.path).catch(() => undefined)) ?? [];
    const separator = world.style === "windows" ? "\\" : "/";
    for (const { path, why } of protectedBelow(inside)) {
      reasons.push({ kind: "protected", path: [place, ...path.split("/")].join(separator), why });
    }
  }
  return reasons.length > 0 ? { type: "asks", reasons, targets } : { type: "may", targets };
}

/**
 * Carries `request` out: judged, agreed to where that is needed, and judged again when there was a wait. `perform` runs in
 * the turn of the last judgement and has to begin the change before it waits for anything.
 */
export async function carryOutWrite<T>(
  request: WriteRequest,
  world: WriteWorld,
  ask: (reasons: readonly AskReason[]) => Promise<boolean>,
  perform: () => Promise<T>,
): Promise<WriteOutcome<T>> {
  const verdict = await judgeWrite(request, world);
  if (verdict.type === "refused") return verdict;
  if (verdict.type === "asks") {
    if (!(await ask(verdict.reasons))) return { type: "declined" };
    const now = await judgeWrite(request, world);
    if (now.type === "refused") return now;
    // Agreed to was what was shown: other places, or more reasons, are another question.
    if (JSON.stringify(now) !== JSON.stringify(verdict)) {
      return { type: "refused", reason: "uncertain", path: request.act.path };
    }
  }
  return { type: "done", value: await perform() };
}

interface RealRoot extends WorkspaceRoot {
  /** The root as it was opened, through whatever link. */
  readonly opened: string;
}

async function realRoots({ roots, links, style }: WriteWorld): Promise<readonly RealRoot[]> {
  const real = await Promise.all(
    roots.map(async (root) => ({ root, real: await realPathOf(root.path, links, style) })),
  );
  return real.flatMap(({ root, real }) => (real ? [{ ...root, path: real.path, opened: root.path }] : []));
}

async function judgePlace(
  path: string,
  kind: WriteAct["kind"],
  request: WriteRequest,
  roots: readonly RealRoot[],
  world: WriteWorld,
): Promise<WriteVerdict> {
  const refuse = (reason: RefuseReason): WriteVerdict => ({ type: "refused", reason, path });
  // To move or delete a link is to do so with the link: where that stands counts, and what it leads to does not change.
  const itself = kind === "delete" || kind === "rename";
  const real = itself ? await realPlaceOf(path, world) : await realPathOf(path, world.links, world.style);
  if (!real) return refuse("uncertain");
  const below = namesIn(real.path, roots, world.style, "path");
  const isOutside = below.length === 0 && (world.hasFolders || request.by === "model");
  if (isOutside && request.by === "model") return refuse("outside");
  const wrongKind = misfit(kind, real.kind);
  if (wrongKind) return refuse(wrongKind);
  if (below.some((names) => names.length === 0)) return refuse("no-file");
  if (kind !== "create" && real.kind === "file" && (await world.isReadOnly(path))) return refuse("read-only");
  const reasons: AskReason[] = [];
  const place = real.path;
  const named = namesIn(path, roots, world.style, "opened");
  const why = world.holdsSettings
    ? "settings"
    : protectionOfAny(below.length > 0 ? [...below, ...named] : [namesOf(place), ...named]);
  if (isOutside) reasons.push({ kind: "outside", path: place });
  if (why) reasons.push({ kind: "protected", path: place, why });
  if (kind === "delete") reasons.push({ kind: "deletes", path: place });
  if (kind === "rename" && path !== otherName(request.act) && real.kind === "folder")
    reasons.push({ kind: "moves-folder", path: place });
  if (request.unseen) reasons.push({ kind: "unseen", path: place });
  const targets = [place];
  return reasons.length > 0 ? { type: "asks", reasons, targets } : { type: "may", targets };
}

/** Where the act moves to. */
function otherName(act: WriteAct): string | undefined {
  return act.kind === "rename" ? act.to : undefined;
}

/** Whether `path` is the first of `targets` under its name in another case, on a disk that folds it. No link is. */
async function isItself(
  path: string,
  [target]: readonly string[],
  roots: readonly RealRoot[],
  { links, style }: WriteWorld,
): Promise<boolean> {
  const folding = roots.filter(({ foldsCase }) => foldsCase);
  if (target === undefined || folding.length === 0) return false;
  const place = (await realPathOf(path, links, style))?.path;
  if (place === undefined || place === target) return false;
  return folding.some((root) => namesBelow(place, root.path, style, true)) && isSamePlace(place, target, style);
}

function isSamePlace(a: string, b: string, style: PathStyle): boolean {
  return namesBelow(a, b, style, true)?.length === 0;
}

/** What stands at `path` does not go with what is to be done there. */
function misfit(kind: WriteAct["kind"], found: RealPath["kind"]): RefuseReason | undefined {
  if (kind === "create") return found === "missing" ? undefined : "exists";
  if (found === "missing") return "missing";
  return found === "other" || (kind === "edit" && found === "folder") ? "no-file" : undefined;
}

/** The real folder of `path` and its last name as it is, link or not; a link counts as a file. */
async function realPlaceOf(path: string, { links, style }: WriteWorld): Promise<RealPath | undefined> {
  const last = (style === "windows" ? /[/\\]([^/\\]+)[/\\]*$/ : /\/([^/]+)\/*$/).exec(path);
  const name = last?.[1];
  if (!last || name === undefined || name === "." || name === "..") return undefined;
  // Read as a path by itself, so that its last name is checked as every other.
  const whole = await realPathOf(path, links, style);
  const folder = await realPathOf(path.slice(0, last.index + 1), links, style);
  if (!folder || (folder.kind !== "folder" && folder.kind !== "missing")) return undefined;
  const separator = style === "windows" ? "\\" : "/";
  const place = folder.path.endsWith(separator) ? folder.path + name : folder.path + separator + name;
  if (whole?.path === place) return whole;
  if (!whole && style === "windows") return undefined;
  const found = await links.kindOf(place).catch(() => undefined);
  return found === "link" ? { path: place, kind: "file" } : undefined;
}

/**
 * The names of `path` below each of `roots` it is in. The root's own two last names go before them: `.git` or
 * `.github/workflows` opened as a folder is what it is still. None for the root itself.
 */
function namesIn(
  path: string,
  roots: readonly RealRoot[],
  style: PathStyle,
  side: "path" | "opened",
): readonly (readonly string[])[] {
  return roots.flatMap((root) => {
    const names = namesBelow(path, root[side], style, root.foldsCase);
    if (!names) return [];
    return [names.length === 0 ? names : [...namesOf(root[side]).slice(-2), ...names]];
  });
}

function protectionOfAny(paths: readonly (readonly string[])[]): Protection | undefined {
  return paths.map(protectionOf).find((why) => why !== undefined);
}

function namesOf(path: string): readonly string[] {
  return path.split(/[/\\]/).filter((name) => name !== "");
}
