/** `@mimo`, as in package.json. */
export const participantId = "mimo.participant";
