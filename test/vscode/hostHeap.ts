// How much memory an extension host really holds: after a collection, asked for through Node's own inspector.

interface Answer {
  readonly id?: number;
  readonly result?: { readonly usedSize?: number };
}

/** Megabytes in use in the process `pid` after two collections. Its inspector listens on Node's port from then on. */
export async function heapMb(pid: number): Promise<number> {
  process.kill(pid, "SIGUSR1");
  const socket = new WebSocket(await inspectorOf(pid));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error("The inspector takes no connection.")), { once: true });
  });
  let last = 0;
  const ask = (method: string) => {
    const id = ++last;
    return new Promise<Answer["result"]>((resolve) => {
      const take = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as Answer;
        if (answer.id !== id) return;
        socket.removeEventListener("message", take);
        resolve(answer.result);
      };
      socket.addEventListener("message", take);
      socket.send(JSON.stringify({ id, method }));
    });
  };
  try {
    await ask("HeapProfiler.collectGarbage");
    await ask("HeapProfiler.collectGarbage");
    return ((await ask("Runtime.getHeapUsage"))?.usedSize ?? Number.NaN) / 2 ** 20;
  } finally {
    socket.close();
  }
}

/** The address at which that process is asked; waits until it listens, and rejects when another has the port. */
async function inspectorOf(pid: number): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    try {
      const answer = await fetch("http://127.0.0.1:9229/json/list");
      const [target] = (await answer.json()) as { webSocketDebuggerUrl: string; title: string }[];
      if (target) return target.webSocketDebuggerUrl;
    } catch {
      // It does not listen yet.
    }
  }
  throw new Error(`Process ${pid} opens no inspector at port 9229.`);
}
