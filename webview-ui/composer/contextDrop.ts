// Files and folders dragged from the explorer or from tabs. VS Code lets them into a view while Shift is held.

import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useApp } from "../app.ts";

/** What VS Code names its resources by, the most exact first. */
const uriTypes = ["application/vnd.code.uri-list", "resourceurls", "text/uri-list"];
const maxUris = 100;

/** Handlers for the box that files are dropped on, and whether some are held over it. `@` does the same by keys. */
export function useContextDrop(box: RefObject<HTMLTextAreaElement | null>): {
  readonly over: Signal<boolean>;
  readonly handlers: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: () => void;
    readonly onDrop: (event: DragEvent) => void;
  };
} {
  const { post } = useApp();
  const over = useSignal(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!carriesUris(event.dataTransfer)) return;
      event.preventDefault();
      over.value = true;
    },
    onDragLeave: () => {
      over.value = false;
    },
    onDrop: (event: DragEvent) => {
      over.value = false;
      const uris = droppedUris(event.dataTransfer);
      if (uris.length === 0) return;
      event.preventDefault();
      post({ type: "contextDrop", uris: [...uris] });
      box.current?.focus();
    },
  };
  return { over, handlers };
}

/** Whether something is dragged that can be dropped here; its contents are not known before the drop. */
export function carriesUris(transfer: DataTransfer | null): boolean {
  return transfer !== null && uriTypes.some((type) => transfer.types.includes(type));
}

/** The addresses that were dropped. Web addresses are none: nothing is loaded from there. */
export function droppedUris(transfer: DataTransfer | null): readonly string[] {
  for (const type of uriTypes) {
    const data = transfer?.getData(type) ?? "";
    const uris = (type === "resourceurls" ? parseList(data) : data.split(/\r?\n/))
      .map((uri) => uri.trim())
      .filter((uri) => /^[a-z][a-z0-9+.-]*:\//i.test(uri) && !/^(https?|data|javascript|blob):/i.test(uri))
      .filter((uri) => uri.length <= 4096);
    if (uris.length > 0) return [...new Set(uris)].slice(0, maxUris);
  }
  return [];
}

function parseList(data: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(data);
    return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
  } catch {
    return [];
  }
}
