// The words that stand for marks, in the two languages that the voices speak.

/** One language's words. */
export interface SpokenWords {
  /** A dot or slash inside an address, a path or a member access. */
  readonly dot: string;
  readonly slash: string;
  readonly linkTo: string;
  readonly at: string;
  readonly number: string;
  readonly image: string;
  readonly done: string;
  readonly toDo: string;
  readonly parameter: string;
  readonly returns: string;
  readonly throws: string;
  /** Between the parts of a summary or the cells of a row. */
  readonly comma: string;
  readonly stop: string;
  /** `A is B` of a table's column and cell. */
  readonly is: string;
  readonly symbols: ReadonlyMap<string, string>;
  readonly operators: ReadonlyMap<string, string>;
  /** "TypeScript code, 12 lines". */
  code(language: string, lines: number): string;
  table(columns: readonly string[], rows: number): string;
  /** Before the names that code declares. */
  readonly declares: string;
}

const english: SpokenWords = {
  dot: "dot",
  slash: "slash",
  linkTo: "link to",
  at: "at",
  number: "number",
  image: "image:",
  done: "done:",
  toDo: "to do:",
  parameter: "parameter",
  returns: "returns",
  throws: "throws",
  comma: ", ",
  stop: ".",
  is: ": ",
  symbols: new Map([
    ["&", "and"],
    ["→", "to"],
    ["⇒", "to"],
    ["←", "from"],
    ["↔", "to and from"],
    ["≤", "at most"],
    ["≥", "at least"],
    ["≠", "is not"],
    ["≈", "about"],
    ["×", "times"],
    ["÷", "divided by"],
    ["±", "plus or minus"],
    ["=", "equals"],
    ["+", "plus"],
    ["<", "less than"],
    [">", "greater than"],
    ["<=", "at most"],
    [">=", "at least"],
    ["==", "equals"],
    ["===", "equals"],
    ["!=", "is not"],
    ["!==", "is not"],
    ["=>", "arrow"],
    ["->", "to"],
    ["<-", "from"],
    ["…", "…"],
    ["§", "section"],
    ["©", "copyright"],
  ]),
  operators: new Map([
    ["=", "equals"],
    ["==", "is equal to"],
    ["===", "is equal to"],
    ["!=", "is not equal to"],
    ["!==", "is not equal to"],
    [":=", "becomes"],
    ["=>", "arrow"],
    ["->", "arrow"],
    ["&&", "and"],
    ["||", "or"],
    ["??", "or else"],
    ["!", "not"],
    ["+", "plus"],
    ["-", "minus"],
    ["*", "times"],
    ["/", "divided by"],
    ["%", "modulo"],
    ["**", "to the power of"],
    ["++", "plus plus"],
    ["--", "minus minus"],
    ["+=", "plus equals"],
    ["-=", "minus equals"],
    ["*=", "times equals"],
    ["/=", "divided equals"],
    ["<", "less than"],
    [">", "greater than"],
    ["<=", "at most"],
    [">=", "at least"],
    ["&", "and"],
    ["|", "or"],
    ["^", "x or"],
    ["~", "tilde"],
    ["<<", "shifted left by"],
    [">>", "shifted right by"],
    ["?", "then"],
    ["...", "spread"],
    ["::", "colon colon"],
    ["@", "at"],
  ]),
  code: (language, lines) =>
    `${language === "" ? "Code" : `${language} code`}, ${lines} ${lines === 1 ? "line" : "lines"}`,
  table: (columns, rows) => `Table of ${rows} ${rows === 1 ? "row" : "rows"}: ${columns.join(", ")}`,
  declares: "with",
};

const chinese: SpokenWords = {
  dot: "点",
  slash: "斜杠",
  linkTo: "链接",
  at: "艾特",
  number: "编号",
  image: "图片：",
  done: "已完成：",
  toDo: "待办：",
  parameter: "参数",
  returns: "返回",
  throws: "抛出",
  comma: "，",
  stop: "。",
  is: "：",
  symbols: new Map([
    ["&", "和"],
    ["→", "到"],
    ["⇒", "到"],
    ["←", "来自"],
    ["↔", "互通"],
    ["≤", "小于等于"],
    ["≥", "大于等于"],
    ["≠", "不等于"],
    ["≈", "约等于"],
    ["×", "乘"],
    ["÷", "除以"],
    ["±", "正负"],
    ["=", "等于"],
    ["+", "加"],
    ["<", "小于"],
    [">", "大于"],
    ["<=", "小于等于"],
    [">=", "大于等于"],
    ["==", "等于"],
    ["===", "等于"],
    ["!=", "不等于"],
    ["!==", "不等于"],
    ["=>", "箭头"],
    ["->", "到"],
    ["<-", "来自"],
    ["…", "…"],
    ["§", "第"],
    ["©", "版权"],
  ]),
  operators: new Map([
    ["=", "等于"],
    ["==", "等于"],
    ["===", "全等于"],
    ["!=", "不等于"],
    ["!==", "不全等于"],
    [":=", "赋值为"],
    ["=>", "箭头"],
    ["->", "箭头"],
    ["&&", "并且"],
    ["||", "或者"],
    ["??", "否则"],
    ["!", "非"],
    ["+", "加"],
    ["-", "减"],
    ["*", "乘"],
    ["/", "除以"],
    ["%", "取模"],
    ["**", "的幂"],
    ["++", "自增"],
    ["--", "自减"],
    ["+=", "加等于"],
    ["-=", "减等于"],
    ["*=", "乘等于"],
    ["/=", "除等于"],
    ["<", "小于"],
    [">", "大于"],
    ["<=", "小于等于"],
    [">=", "大于等于"],
    ["&", "与"],
    ["|", "或"],
    ["^", "异或"],
    ["~", "波浪号"],
    ["<<", "左移"],
    [">>", "右移"],
    ["?", "则"],
    ["...", "展开"],
    ["::", "双冒号"],
    ["@", "艾特"],
  ]),
  code: (language, lines) => `${language === "" ? "" : `${language} `}代码，共${lines}行`,
  table: (columns, rows) => `表格，共${rows}行：${columns.join("、")}`,
  declares: "包含",
};

/** The words for `language`; text that mixes both is Chinese with English in it. */
export function spokenWords(language: "en" | "zh" | "mixed"): SpokenWords {
  return language === "en" ? english : chinese;
}
