// What readHead says of the beginning of a statement. The items of a text carry it to where they are matched by kind,
// name and parameters.

/** What a definition makes. Two of one name and different kinds are different things. */
export type Kind = "type" | "callable" | "getter" | "setter" | "variable" | "assignment" | "implementation";

/** What may stand inside of a definition's block. */
export type Members = "statements" | "members" | "list" | "both";

/** A definition's head. */
export interface Head {
  readonly kind: Kind;
  readonly name: string;
  /** Parameters without blanks, of a callable. */
  readonly parameters: string;
  /** undefined where a block is code to be run. */
  readonly members: Members | undefined;
}

/** Where a statement stands. */
export type Place = "root" | Members;

/** A head; `name` without the blanks around it. */
export const head = (kind: Kind, name: string, members?: Members, parameters = ""): Head => ({
  kind,
  name: name.trim(),
  parameters,
  members,
});
