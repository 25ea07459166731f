/** The tabs of a person; each has an address of its own. */
export const tabs = ['profile', 'preferences', 'limits', 'absence', 'signIn', 'history'] as const;
export type UserTab = (typeof tabs)[number];

/** Reads the address; what is no tab shows the first one. */
export const tabOf = (value: string | undefined): UserTab => tabs.find((tab) => tab === value) ?? 'profile';
