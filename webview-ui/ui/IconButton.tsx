// A button that is an icon; its name is for the tooltip and for those who do not see it.

/** What an icon button shows and does. */
export interface IconButtonProps {
  /** The codicon's name, without its prefix. */
  readonly icon: string;
  readonly label: string;
  /** The keys that do the same, for the tooltip: "Ctrl+N". */
  readonly keys?: string;
  readonly testId: string;
  readonly onPress: (event: MouseEvent) => void;
  /** Still focusable, so that the focus is not lost, but pressing it does nothing. */
  readonly unavailable?: boolean;
  readonly class?: string;
  /** -1 for one of many that are reached otherwise. */
  readonly tabIndex?: number;
}

/** A codicon as a button. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, keys, testId, onPress, unavailable, class: extra, tabIndex } = props;
  return (
    <button
      type="button"
      class={extra ? `icon-button ${extra}` : "icon-button"}
      data-testid={testId}
      tabIndex={tabIndex}
      title={keys === undefined ? label : `${label} (${keys})`}
      aria-label={label}
      aria-disabled={unavailable ? "true" : undefined}
      onClick={(event) => {
        if (!unavailable) onPress(event);
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

/** A codicon, silent for screen readers. */
export function Icon({ name }: { readonly name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}
