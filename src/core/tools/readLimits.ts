// How much of a file the tools of the model look at.

/** Bytes of a file of text that is read at all: in pieces, so larger ones than elsewhere. */
export const maxTextBytes = 10 * 1024 * 1024;
