// Shows in the editor which sentence is being read, keeps its place while the text is edited, and offers to read on
// from elsewhere.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";

interface Span {
  start: number;
  end: number;
}

/** The sentences of one reading in one document. */
export class ReadingHighlight implements Disposable {
  readonly #document: vscode.TextDocument;
  readonly #readFromHere: string;

  readonly #disposables = new DisposableStore();
  readonly #spans: Span[] = [];
  readonly #decoration: vscode.TextEditorDecorationType;
  #current = -1;

  constructor(document: vscode.TextDocument, readFromHere: string) {
    this.#document = document;
    this.#readFromHere = readFromHere;

    this.#decoration = this.#disposables.add(
      vscode.window.createTextEditorDecorationType({
        backgroundColor: new vscode.ThemeColor("editor.wordHighlightStrongBackground"),
        border: "1px solid",
        borderColor: new vscode.ThemeColor("editor.wordHighlightStrongBorder"),
        borderRadius: "2px",
        overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.wordHighlightStrongForeground"),
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    );
    this.#disposables.add(vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)));
    this.#disposables.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()));
    this.#disposables.add(
      vscode.languages.registerHoverProvider(
        { scheme: document.uri.scheme, pattern: document.uri.path },
        { provideHover: (hovered, position) => this.#hover(hovered, position) },
      ),
    );
  }

  /** Offsets in the document, in order. */
  add(spans: readonly Readonly<Span>[]): void {
    this.#spans.push(...spans.map(({ start, end }) => ({ start, end })));
  }

  /** Marks a sentence and brings it into view; -1 for none. */
  show(part: number): void {
    if (part === this.#current) return;
    this.#current = part;
    this.#draw();
    const range = this.#rangeOf(part);
    const editor = this.#editors()[0];
    if (range) editor?.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** The sentence at or after a place; undefined when all are before it or it is another document. */
  partAt(document: vscode.TextDocument, position: vscode.Position): number | undefined {
    if (document !== this.#document) return undefined;
    const offset = document.offsetAt(position);
    const first = this.#spans[0];
    const part = this.#spans.findIndex((span) => offset <= span.end);
    return part < 0 || !first || offset < first.start ? undefined : part;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #draw(): void {
    const range = this.#rangeOf(this.#current);
    for (const editor of this.#editors()) editor.setDecorations(this.#decoration, range ? [range] : []);
  }

  #editors(): readonly vscode.TextEditor[] {
    return vscode.window.visibleTextEditors.filter((editor) => editor.document === this.#document);
  }

  #rangeOf(part: number): vscode.Range | undefined {
    const span = this.#spans[part];
    return span && new vscode.Range(this.#document.positionAt(span.start), this.#document.positionAt(span.end));
  }

  /** Text before a sentence moves it, text inside makes it longer or shorter. */
  #follow(event: vscode.TextDocumentChangeEvent): void {
    if (event.document !== this.#document) return;
    for (const { rangeOffset, rangeLength, text } of event.contentChanges) {
      const added = text.length - rangeLength;
      for (const span of this.#spans) {
        if (rangeOffset + rangeLength <= span.start) span.start += added;
        if (rangeOffset < span.end) span.end = Math.max(span.start, span.end + added);
      }
    }
    this.#draw();
  }

  #hover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const part = this.partAt(document, position);
    if (part === undefined || part === this.#current) return undefined;
    const words = new vscode.MarkdownString(
      `[${vscode.l10n.t("Read from Here")}](command:${this.#readFromHere}?${encodeURIComponent(JSON.stringify([{ part }]))})`,
    );
    words.isTrusted = { enabledCommands: [this.#readFromHere] };
    return new vscode.Hover(words, this.#rangeOf(part));
  }
}
