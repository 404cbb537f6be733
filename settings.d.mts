/** The words of a page around those of package.json. */
export interface Language {
  readonly page: string;
  readonly nls: string;
}
/** A setting as package.json declares it. */
export interface Setting {
  readonly type?: string | readonly string[];
  readonly default: unknown;
  readonly scope: "application" | "machine" | "window";
  readonly markdownDescription: string;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly anyOf?: readonly object[];
  readonly minimum?: number;
  readonly maximum?: number;
}
export interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
  };
}

export const languages: readonly [Language, Language];
export function pageOf(manifest: Manifest, nls: Readonly<Record<string, string>>, language: Language): string;
export function expectedPages(): Map<string, string>;
