/** The id of the chat view in package.json. */
export const chatViewId = "mimo.chat";
