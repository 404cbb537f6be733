export type Place = "development" | "production" | "bundled";
/** What package.json or a lock file's entry states. */
export interface Stated {
  readonly version?: string;
  readonly license?: string | { readonly type: string };
  readonly dev?: boolean;
}
export interface Package {
  readonly path: string;
  readonly name: string;
  readonly version?: string;
  readonly licence: string | undefined;
  readonly place: Place;
}
export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export const exceptions: readonly {
  readonly packages: readonly string[];
  readonly licence: string | undefined;
  readonly upTo: Place;
  readonly why: string;
}[];
export function refusal(name: string, stated: string | undefined, place: Place): string | undefined;
export function isPinned(version: string): boolean;
export function packagesOf(
  lock: { readonly packages: Readonly<Record<string, Stated>> },
  read: (path: string) => Stated | undefined,
): Package[];
export function pageOf(manifest: Manifest, packages: readonly Package[], former: string): string;
export function troubles(manifest: Manifest, packages: readonly Package[], page: string): string[];
