// Reading values that were stored: any field may be missing or of another type.

import type { Other } from "./journalEntry.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** Whether `value` is an object that is no array. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `value` is a text; it may be empty. */
export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** `value` if it is a finite number. */
export function number(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** `value` if it is a whole number of things; else 0. */
export function count(value: unknown): number {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0;
}

/** The latest moment a date can be, in ms from the epoch. */
const latest = 8.64e15;

/** `value` if it is a moment that a date can be, in ms since the epoch; else 0. */
export function time(value: unknown): number {
  const moment = number(value) ?? 0;
  return Math.abs(moment) <= latest ? moment : 0;
}

/** `value` if it is one of `known`. */
export function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value);
}

/** Those of `names` that are finite numbers in `from`: what is missing stays missing. */
export function numbers<T extends string>(from: Fields, names: readonly T[]): { readonly [K in T]?: number } {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = number(from[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  ) as { readonly [K in T]?: number };
}

/** Those of `names` that are texts in `from`. */
export function texts<T extends string>(from: Fields, names: readonly T[]): { readonly [K in T]?: string } {
  return Object.fromEntries(names.flatMap((name) => (isText(from[name]) ? [[name, from[name]]] : []))) as {
    readonly [K in T]?: string;
  };
}

/** Something of a kind that is not known. */
export function other(stored: Fields): Other {
  return { type: "other", stored };
}
