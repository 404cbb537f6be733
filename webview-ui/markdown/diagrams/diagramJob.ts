// What goes to the frame that draws diagrams, and what comes back.

/** The colours and the font of the theme: `rgb(…)` each. */
export interface DiagramColours {
  readonly dark: boolean;
  readonly contrast: boolean;
  readonly background: string;
  readonly surface: string;
  readonly foreground: string;
  readonly muted: string;
  readonly border: string;
  /** Told apart in charts. */
  readonly series: readonly string[];
  readonly font: string;
}

export interface DiagramJob {
  /** From 1. */
  readonly id: number;
  readonly source: string;
  readonly colours: DiagramColours;
}

/** `svg` is missing where nothing could be drawn; 0 says that the frame is up. */
export interface DiagramResult {
  readonly id: number;
  readonly svg?: string;
}
