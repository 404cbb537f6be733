/** The longest a timer can run (Node: 2^31 - 1 ms): the SDKs' own timeouts are out of the way, ours is on silence. */
export const longestDelayMs = 2_147_483_647;
