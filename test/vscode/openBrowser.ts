// Opens an address in the person's own browser.
import { spawn } from "node:child_process";

/** Opens `url` in the default browser, unless nobody sits at this machine; returns whether it tried. */
export function openBrowser(url: string): boolean {
  const { CI, DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = process.env;
  if (CI || SSH_CONNECTION) return false;
  if (process.platform === "linux" && !DISPLAY && !WAYLAND_DISPLAY) return false;
  const [command = "", ...args] =
    process.platform === "darwin"
      ? ["open", url]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", url]
        : ["xdg-open", url];
  const child = spawn(command, args, { detached: true, stdio: "ignore" });
  // The address is printed as well: a machine without such a command loses nothing.
  child.on("error", () => {});
  child.unref();
  return true;
}
