// Whether commands are held by the operating system, as those who judge and those who run them know it.

/** Why a sandbox that is switched on cannot hold a command. */
export type SandboxFault =
  /** There is none for this system. */
  | { readonly kind: "system" }
  /** The program that makes it is not installed. */
  | { readonly kind: "missing"; readonly program: string }
  /** It is there and does not start: the system or a container around forbids it. */
  | { readonly kind: "forbidden"; readonly program: string }
  /** The workspace holds what must not be changed, such as the home folder itself, or lies in what must not be seen. */
  | { readonly kind: "place"; readonly path: string }
  /** A link stands where settings stand: what is behind it can be kept, the link cannot. */
  | { readonly kind: "link"; readonly path: string }
  /** More files, secrets or repositories than can be looked after. */
  | { readonly kind: "large" };

/** What becomes of a command in a folder. */
export type SandboxState =
  /** Switched off: commands run as ever. */
  | { readonly type: "off" }
  /** The command is held: what it may not do it cannot. */
  | { readonly type: "holds" }
  /** Switched on, and of no use here: commands run as ever, and ask as ever. */
  | { readonly type: "cannot"; readonly fault: SandboxFault };

/** Tells what becomes of a command in `folder`, a real path. Asked by the judge and again at the start. Never rejects. */
export type SandboxOf = (folder: string) => Promise<SandboxState>;
