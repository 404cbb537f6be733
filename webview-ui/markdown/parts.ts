// Blocks that models make long: while one grows, only those of its parts are drawn that changed.

import type { Drawn, DrawnPart, DrawnParts } from "./drawn.ts";
import { morph } from "./morph.ts";

/** One part as it should be. */
export interface PartPlan {
  readonly key: string | undefined;
  /** Draws it; `previous` is what is on the page in its place. */
  draw(previous: Drawn | undefined): Drawn;
}

/** Brings the children of `box` from `previous` to what is planned; of the closed ones there is no plan. */
export function drawParts(
  box: Element,
  kind: string,
  plans: readonly PartPlan[],
  previous: DrawnParts | undefined,
): DrawnParts {
  const { closed } = previous ?? {};
  const kept = closed?.count ?? 0;
  let settled = previous?.settled ?? 0;
  const drawn = plans.slice(closed?.standIns).map((plan, at) => {
    const index = kept + at;
    const old = previous?.list[index];
    if (old && plan.key !== undefined && plan.key === old.key) return old;
    settled = Math.min(settled, index);
    return place(box, plan, old);
  });
  const list = kept > 0 && previous ? [...previous.list.slice(0, kept), ...drawn] : drawn;
  for (const { element } of previous?.list.slice(list.length) ?? []) element.remove();
  return { kind, list, settled: Math.min(settled, list.length), closed };
}

function place(box: Element, plan: PartPlan, old: DrawnPart | undefined): DrawnPart {
  const drawn = plan.draw(old);
  if (!old) box.append(drawn.element);
  return { key: plan.key, ...(old ? replaceDrawn(old.element, drawn) : drawn) };
}

/** Puts what was drawn in the place of `live`, keeping what stays the same; returns what is on the page then. */
export function replaceDrawn(live: HTMLElement, { element, parts }: Drawn): Drawn {
  if (live === element) return { element, parts };
  // Whoever knows its parts knows those of the new element.
  if (parts) live.replaceWith(element);
  return parts ? { element, parts } : { element: morph(live, element) };
}
