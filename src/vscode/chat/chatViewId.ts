/** The id of the chat view in package.json. */
export const chatViewId = "mimo.chat";
/** The type of the tabs with a conversation each; VS Code asks for one by it after a reload. */
export const chatTabType = "mimo.chatPanel";
