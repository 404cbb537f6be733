// The body of a request as JSON. A run sends megabytes again and again with a little more at their end: what was written
// once is not written again.

/** JSON by message as it was encoded. Nobody changes one. */
const written = new WeakMap<object, string>();

/** `body` as `JSON.stringify` writes it; of a message that was written before, what was written then. */
export function requestJson(body: object): string {
  const members = Object.entries(body).map(([name, value]) => {
    const isList = name === "messages" && Array.isArray(value);
    const json = isList ? `[${value.map(messageJson).join(",")}]` : JSON.stringify(value);
    // What has no JSON has no member either.
    return json === undefined ? [] : [`${JSON.stringify(name)}:${json}`];
  });
  return `{${members.flat().join(",")}}`;
}

function messageJson(message: object): string {
  const known = written.get(message);
  if (known !== undefined) return known;
  const json = JSON.stringify(message);
  written.set(message, json);
  return json;
}
