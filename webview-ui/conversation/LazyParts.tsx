// The parts of a long run in groups, of which only what is near the reader is on the page. The first ones are there all the
// time, and so are the last, where a run goes on and where it waits.

import { Component, type ComponentChild, createContext, createRef } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import type { PartEntry } from "./chatStore.ts";
import type { PartGroup } from "./groupParts.ts";
import type { LazyMount } from "./lazyMount.ts";
import { readLog } from "./textLog.ts";

/** What brings the parts of a long run; undefined outside of the list of messages. */
export const LazyContext = createContext<LazyMount | undefined>(undefined);

interface Props {
  readonly groups: readonly PartGroup[];
  readonly draw: (group: PartGroup) => ComponentChild;
}

/** Parts that are there all the time, at the beginning. */
const always = 32;
/** Parts that come and go together. */
const together = 16;
/** Of these the last are always there. */
const eager = 2;
/** What a line is taken to be high, in px. */
const lineHeight = 28;

/** All of them, in order. */
export function LazyParts({ groups, draw }: Props) {
  const lazy = useContext(LazyContext);
  if (!lazy || groups.length <= always) return <>{groups.map(draw)}</>;
  const rest = groups.slice(always);
  const count = Math.ceil(rest.length / together);
  return (
    <>
      {groups.slice(0, always).map(draw)}
      {Array.from({ length: count }, (_, index) => (
        <Batch
          key={`batch-${index}`}
          groups={rest.slice(index * together, (index + 1) * together)}
          eager={index >= count - eager}
          lazy={lazy}
          draw={draw}
        />
      ))}
    </>
  );
}

interface BatchProps extends Props {
  readonly eager: boolean;
  readonly lazy: LazyMount;
}

interface BatchState {
  readonly mounted: boolean;
  /** Of the empty batch, in px. */
  readonly height: number;
}

class Batch extends Component<BatchProps, BatchState> {
  readonly #element = createRef<HTMLDivElement>();
  #leave: (() => void) | undefined;

  constructor(props: BatchProps) {
    super(props);
    this.state = { mounted: props.eager || props.groups.some(waits), height: props.groups.length * lineHeight };
  }

  override componentDidMount(): void {
    const element = this.#element.current;
    if (!element) return;
    const isMounted = () => this.state.mounted;
    this.#leave = this.props.lazy.add({
      element,
      get mounted() {
        return isMounted();
      },
      light: true,
      has: () => false,
      mount: () => this.setState({ mounted: true }),
      unmount: (height) => {
        // What waits for the person is never out of reach.
        if (!this.props.eager && !this.props.groups.some(waits)) this.setState({ mounted: false, height });
      },
    });
  }

  override shouldComponentUpdate({ groups }: BatchProps, { mounted }: BatchState): boolean {
    const now = this.props.groups;
    if (mounted !== this.state.mounted || groups.length !== now.length) return true;
    return groups.some((group, index) => group !== now[index]);
  }

  override componentWillUnmount(): void {
    this.#leave?.();
  }

  override render() {
    const { groups, draw } = this.props;
    const { mounted, height } = this.state;
    return (
      <div class="batch" ref={this.#element} style={mounted ? undefined : { height: `${height}px` }}>
        {mounted ? groups.map(draw) : <Unmounted groups={groups} onFound={this.#found} />}
      </div>
    );
  }

  readonly #found = (): void => {
    this.setState({ mounted: true });
    this.props.lazy.mountAll();
  };
}

/** Whether something in the group waits for the person. */
const waits = ({ parts }: PartGroup): boolean =>
  parts.some(({ head }) => {
    const now = head.peek();
    return now.kind === "tool" && (now.approval !== undefined || now.question !== undefined);
  });

/** The words of what is not on the page, for the browser's own find. */
function Unmounted({ groups, onFound }: { readonly groups: readonly PartGroup[]; readonly onFound: () => void }) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The types know no such value.
    root.current?.setAttribute("hidden", "until-found");
    root.current?.addEventListener("beforematch", onFound);
  }, [onFound]);
  return <div ref={root}>{groups.flatMap(({ parts }) => parts.map(wordsOfPart)).join("\n")}</div>;
}

function wordsOfPart({ head, text }: PartEntry): string {
  const now = head.peek();
  if (now.kind === "tool" || now.kind === "notice") return now.line;
  return now.kind === "reasoning" ? "" : readLog(text.peek());
}
