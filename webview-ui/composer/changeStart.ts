// Where in the box the change begins that is about to be made.

/** Follows one text box. */
export class ChangeStart {
  #from: number | undefined;

  /** Before a change. What undo and redo will change is not known. */
  expect(event: InputEvent): void {
    const box = event.target as HTMLTextAreaElement;
    const { selectionStart: start, selectionEnd: end } = box;
    const isUnknown = event.inputType.startsWith("history") || event.inputType === "";
    const isBefore = start === end && /^delete.*Backward$/.test(event.inputType);
    this.#from = isUnknown ? undefined : Math.max(0, isBefore ? start - 1 : start);
  }

  /** Once the change is made: an index in UTF-16 units, undefined when it is not known. */
  take(): number | undefined {
    const from = this.#from;
    this.#from = undefined;
    return from;
  }
}
