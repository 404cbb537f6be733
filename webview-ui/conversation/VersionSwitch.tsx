// Steps through the versions of a turn.

import { useApp } from "../app.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { fill } from "../words.ts";

interface Props {
  readonly messageId: string;
  readonly version: { readonly index: number; readonly count: number };
  readonly busy: boolean;
}

/** "‹ 2/3 ›". */
export function VersionSwitch({ messageId, version, busy }: Props) {
  const app = useApp();
  const t = app.words.strings;
  const { index, count } = version;
  const step = (delta: -1 | 1) => (event: MouseEvent) => {
    if (event.currentTarget instanceof HTMLElement) app.holdPlace(event.currentTarget);
    app.post({ type: "selectVersion", messageId, delta });
  };
  return (
    <span class="versions">
      <IconButton
        icon="chevron-left"
        label={t.previousVersion}
        testId="version-prev"
        unavailable={busy || index <= 1}
        onPress={step(-1)}
      />
      <span title={fill(t.versionOf, index, count)}>
        {index}/{count}
      </span>
      <IconButton
        icon="chevron-right"
        label={t.nextVersion}
        testId="version-next"
        unavailable={busy || index >= count}
        onPress={step(1)}
      />
    </span>
  );
}
