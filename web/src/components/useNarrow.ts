import { useMediaQuery } from '@mantine/hooks';

/** Whether the screen is too narrow for columns, as on a phone. */
export const useNarrow = (): boolean => useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
