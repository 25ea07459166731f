/** The ids of hidden columns, as the address of a list holds them: `EMAIL,SOURCE`. */
export type Hidden = string | undefined;

/** Reads the address; text that is no list of ids hides nothing. */
export const hiddenOf = (value: unknown): Hidden => (typeof value === 'string' && /^\w+(,\w+)*$/.test(value) ? value : undefined);
