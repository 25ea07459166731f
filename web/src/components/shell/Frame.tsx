import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { setNonce } from 'get-nonce';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { variables } from '../../theme';
import { worded } from './wording';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

// Drawers lock scrolling through a library that reads the nonce only from here.
setNonce(nonce);

/** What every page and every notice needs: theme, style nonce, messages. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const theme = useMemo(() => worded(t), [t]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="bottom-right" />
      {children}
    </MantineProvider>
  );
}
