// The theme's colours for diagrams, read from the page.

import type { DiagramColours } from "./diagramJob.ts";

/** What the theme says now. */
export function readColours(page: Document): DiagramColours {
  const style = getComputedStyle(page.body);
  const probe = page.createElement("span");
  page.body.append(probe);
  /** The first of `names` that the theme has, without transparency, which mermaid cannot mix. */
  const colour = (fallback: string, ...names: readonly string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value === "") continue;
      probe.style.color = "";
      probe.style.color = value;
      const [, ...parts] = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(getComputedStyle(probe).color) ?? [];
      const [red, green, blue, alpha] = parts;
      if (red !== undefined && (alpha === undefined || Number(alpha) > 0.6)) return `rgb(${red}, ${green}, ${blue})`;
    }
    return fallback;
  };
  const { classList } = page.body;
  const contrast = classList.contains("vscode-high-contrast") || classList.contains("vscode-high-contrast-light");
  const dark = !classList.contains("vscode-light") && !classList.contains("vscode-high-contrast-light");
  const foreground = colour(dark ? "rgb(204, 204, 204)" : "rgb(59, 59, 59)", "editor-foreground", "foreground");
  const background = colour(dark ? "rgb(30, 30, 30)" : "rgb(255, 255, 255)", "editor-background", "sideBar-background");
  const series = ["blue", "green", "red", "yellow", "purple", "orange"].map((name, index) =>
    colour((dark ? darkSeries : lightSeries)[index] ?? foreground, `charts-${name}`),
  );
  const colours: DiagramColours = {
    dark,
    contrast,
    background,
    surface: contrast ? background : colour(background, "editorWidget-background", "input-background"),
    foreground,
    muted: contrast ? foreground : colour(foreground, "descriptionForeground"),
    border: contrast ? colour(foreground, "contrastBorder") : colour(foreground, "charts-blue", "focusBorder"),
    series,
    font: style.fontFamily.replace(/[;{}<>]/g, ""),
  };
  probe.remove();
  return colours;
}

const darkSeries = [
  "rgb(89, 164, 249)",
  "rgb(137, 209, 133)",
  "rgb(241, 76, 76)",
  "rgb(204, 167, 0)",
  "rgb(177, 128, 215)",
  "rgb(209, 134, 22)",
];
const lightSeries = [
  "rgb(26, 133, 255)",
  "rgb(56, 138, 52)",
  "rgb(229, 20, 0)",
  "rgb(191, 136, 3)",
  "rgb(101, 45, 144)",
  "rgb(209, 134, 22)",
];
