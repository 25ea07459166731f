/** Readers of an address: what makes no sense there is left out. */
export const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export const oneIn = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined => values.find((known) => known === value);

export const flagIn = (value: unknown): true | undefined => (value === true ? true : undefined);

export const listIn = (value: unknown): string[] | undefined => {
  const list = Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];
  return list.length > 0 ? (list as string[]) : undefined;
};
