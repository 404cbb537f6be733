// What throws while drawing one thing does not take the rest with it.

import { Component, type ComponentChildren } from "preact";
import { AppContext, type ChatApp } from "../app.ts";

interface Props {
  readonly fallback: ComponentChildren;
  /** Another value is another try. */
  readonly retry?: unknown;
  readonly children?: ComponentChildren;
}

/** Shows `fallback` in place of children that threw, and reports the error. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  static override contextType = AppContext;
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    (this.context as ChatApp | undefined)?.failures.report(error);
    this.setState({ failed: true });
  }

  override componentDidUpdate({ retry }: Props): void {
    if (this.state.failed && retry !== this.props.retry) this.setState({ failed: false });
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
