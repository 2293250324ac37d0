/** How the role gets its right: `managed` attaches AWS's managed policy, `least` adds an inline policy. */
export const roleGrants = ['managed', 'least'] as const;

export type RoleGrant = (typeof roleGrants)[number];

/** How a customer managed key is opened to the role: by a statement in its policy, or by a grant. */
export const keyShares = ['policy', 'grant'] as const;

export type KeyShare = (typeof keyShares)[number];
