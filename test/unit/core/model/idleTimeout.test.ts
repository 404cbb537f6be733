import { describe, expect, it } from "vitest";
import { IdleTimeout } from "../../../../src/core/model/idleTimeout.ts";
import { FakeClock } from "./support.ts";

function start() {
  const clock = new FakeClock();
  let expired = 0;
  const idle = new IdleTimeout(clock, 1000, () => expired++);
  return { clock, idle, expired: () => expired };
}

describe("IdleTimeout", () => {
  it("expires once after the limit", async () => {
    const { clock, idle, expired } = start();
    idle.wait();
    await clock.advance(999);
    expect(expired()).toBe(0);
    await clock.advance(1);
    expect(expired()).toBe(1);
    expect(idle.expired).toBe(true);
    await clock.advance(10_000);
    expect(expired()).toBe(1);
  });

  it("starts anew with each wait", async () => {
    const { clock, idle, expired } = start();
    for (let i = 0; i < 10; i++) {
      idle.wait();
      await clock.advance(900);
      idle.pause();
    }
    expect(expired()).toBe(0);
    idle.wait();
    await clock.advance(1000);
    expect(expired()).toBe(1);
  });

  it("does not count while paused", async () => {
    const { clock, idle, expired } = start();
    idle.wait();
    idle.pause();
    await clock.advance(5000);
    expect(expired()).toBe(0);
    idle.wait();
    await clock.advance(999);
    expect(expired()).toBe(0);
  });

  it("leaves no timer behind", () => {
    const { clock, idle } = start();
    idle.wait();
    idle.dispose();
    expect(clock.pending).toBe(0);
  });
});
