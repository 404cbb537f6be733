// The list of messages in groups: a new message does not draw the old ones anew, and of a long list only what is near
// the reader is on the page. What is not can still be found: its text waits, hidden, for the browser's own find.

import { Component, type ComponentChild, createRef } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type MessageEntry, wordsOf } from "./chatStore.ts";
import type { LazyMount } from "./lazyMount.ts";
import { readLog } from "./textLog.ts";

interface Props {
  readonly messages: readonly MessageEntry[];
  readonly lazy: LazyMount;
  readonly draw: (entry: MessageEntry) => ComponentChild;
}

/** Messages of a group. */
const groupSize = 8;
/** Groups at the end that are always there: more than any view shows. */
const eagerGroups = 2;
/** What the styles take a message out of sight to be high, and the gap below it, in px. */
const messageHeight = 160;
const gap = 4;

/** All messages, oldest first. */
export function MessageGroups({ messages, lazy, draw }: Props) {
  const count = Math.ceil(messages.length / groupSize);
  return Array.from({ length: count }, (_, index) => (
    <Group
      key={index}
      messages={messages.slice(index * groupSize, (index + 1) * groupSize)}
      eager={index >= count - eagerGroups}
      lazy={lazy}
      draw={draw}
    />
  ));
}

interface GroupProps extends Props {
  readonly eager: boolean;
}

interface GroupState {
  readonly mounted: boolean;
  /** Of the empty group, in px. */
  readonly height: number;
}

class Group extends Component<GroupProps, GroupState> {
  readonly #element = createRef<HTMLDivElement>();
  #leave: (() => void) | undefined;

  constructor(props: GroupProps) {
    super(props);
    const { length } = props.messages;
    this.state = { mounted: props.eager, height: length * messageHeight + (length - 1) * gap };
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
      has: (id) => this.props.messages.some((entry) => entry.id === id),
      mount: () => this.setState({ mounted: true }),
      unmount: (height) => {
        if (!this.props.eager) this.setState({ mounted: false, height });
      },
    });
  }

  override shouldComponentUpdate({ messages }: GroupProps, { mounted }: GroupState): boolean {
    const now = this.props.messages;
    if (mounted !== this.state.mounted || messages.length !== now.length) return true;
    return messages.some((entry, index) => entry !== now[index]);
  }

  override componentWillUnmount(): void {
    this.#leave?.();
  }

  override render() {
    const { messages, draw } = this.props;
    const { mounted, height } = this.state;
    return (
      <div class="turns" ref={this.#element} style={mounted ? undefined : { height: `${height}px` }}>
        {mounted ? messages.map(draw) : <Unmounted messages={messages} onFound={this.#found} />}
      </div>
    );
  }

  readonly #found = (): void => {
    this.setState({ mounted: true });
    // The next hit may be in any of them.
    this.props.lazy.mountAll();
    this.#element.current?.scrollIntoView({ block: "start" });
  };
}

interface UnmountedProps {
  readonly messages: readonly MessageEntry[];
  readonly onFound: () => void;
}

/** The words of messages that are not on the page: neither laid out nor painted, yet searched. */
function Unmounted({ messages, onFound }: UnmountedProps) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The types know no such value.
    root.current?.setAttribute("hidden", "until-found");
    root.current?.addEventListener("beforematch", onFound);
  }, [onFound]);
  return (
    <div ref={root}>
      {messages.map((entry) => (
        <p key={entry.id}>{wordsOf(entry).map(readLog).join("\n\n")}</p>
      ))}
    </div>
  );
}
