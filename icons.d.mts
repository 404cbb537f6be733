import type { Plugin } from "esbuild";

export function allIcons(): Map<string, string>;
export function usedIcons(folder: string): { names: string[]; codes: string[] };
export function iconSubset(folder: string): Plugin;
