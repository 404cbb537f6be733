// Which sources are drawn in a moment. What draws them goes day by day through charts that leave days out, and point by
// point through some sizes; it cannot be stopped, and the page may stand still with it.

/** Days that are looked at for a chart. */
const mostDays = 400_000;
/** Sizes, in pixels, and years, in digits. */
const largeNumber = /(?:^|[^#\w.])(?:\d{5,}|\d[\d.]*e\+?\d|\d+_\d|0[box]|\.inf)/i;
const daysOf: Readonly<Record<string, number>> = {
  ms: 1 / 86_400_000,
  s: 1 / 86_400,
  m: 1 / 1440,
  h: 1 / 24,
  d: 1,
  w: 7,
  M: 31,
  y: 366,
};

/** Whether drawing `source` is known to come to an end soon. */
export function isQuicklyDrawn(source: string): boolean {
  const settings = [/^\s*---[^\S\n]*\n[\s\S]*?\n\s*---/, /%%\{[\s\S]*?(?:\}%%|$)/g].flatMap(
    (part) => source.match(part) ?? [],
  );
  if (settings.some((part) => largeNumber.test(part.replace(/#[\da-f]{3,8}\b/gi, "")))) return false;
  return !/(?:^|\s)gantt\b/i.test(source) || isShortChart(source);
}

function isShortChart(source: string): boolean {
  const years: number[] = [];
  let tasks = 0;
  let length = 0;
  for (const statement of source.split(/[\n;]/)) {
    const fields = /:(.*)/.exec(statement)?.[1]?.split(",");
    if (!fields || /^\s*(?:%%|title\b|acc(?:Title|Descr)|click\b)/i.test(statement)) continue;
    tasks += 1;
    for (const field of fields.map((each) => each.trim())) {
      const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(ms|[Mdhmswy])$/.exec(field) ?? [];
      if (amount !== undefined) length += Number(amount) * (daysOf[unit] ?? 1);
      else if (!/^(?:after|until)\s/.test(field)) years.push(...yearsIn(field));
    }
  }
  if (length > 100_000) return false;
  if (!/\b(?:ex|in)cludes\s/i.test(source)) return true;
  if (/dateFormat\s[^\n;]*(?:x|(?<!Y)Y(?:YY)?(?!Y))/i.test(source)) return false;
  // Of a date that says no year, only that nobody plans that far.
  const span = years.length === 0 ? 0 : Math.max(...years) - Math.min(...years) + 1;
  return tasks * (span * 366 + length) <= mostDays;
}

/** The years a date may be in; none for names and times. */
function yearsIn(field: string): number[] {
  const numbers = (field.match(/\d+/g) ?? []).map(String);
  const whole = numbers.filter((each) => each.length > 2);
  if (whole.length > 0) return whole.map((each) => Number(/^(?:19|20|21)\d{6}$/.test(each) ? each.slice(0, 4) : each));
  const isDate = /\d[^\w:]+\d/.test(field) || (numbers.length > 0 && /[^\w-]\w/.test(field) && !field.includes(":"));
  return isDate ? [1900, 2099] : [];
}
