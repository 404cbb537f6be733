/** Where proposals that wait for a decision are in the workspace's state. */
export const storedProposalsKey = "mimo.proposals";
