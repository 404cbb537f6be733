import * as v from "valibot";

/** An argument of a command, or undefined when it is not of that shape: menus and other extensions pass what they like. */
export function parseArgument<T>(schema: v.GenericSchema<unknown, T>, argument: unknown): T | undefined {
  const parsed = v.safeParse(schema, argument);
  return parsed.success ? parsed.output : undefined;
}
