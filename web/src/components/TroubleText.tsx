import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../services/fault';
import type { Outcome } from '../services/save';
import { signInHere } from '../services/session';

/** What stood in the way, in words; who is signed out finds the way to sign-in in another tab. */
export function TroubleText({ trouble: { kind } }: { trouble: Trouble }) {
  const { t } = useTranslation();
  if (kind !== 'signedOut') return t(`trouble.${kind}.text`);
  return (
    <>
      {t('trouble.signedOut.text')} <SignInWay />
    </>
  );
}

/** Sign-in in another tab, so that this page stays as it is. */
export function SignInWay() {
  const { t } = useTranslation();
  return (
    <Anchor inherit href={signInHere()} target="_blank" rel="noopener">
      {t('trouble.signedOut.way')}
    </Anchor>
  );
}

/** Why something was not done, where it is told in one message. */
export function whyNot({ refusals, trouble }: Omit<Outcome, 'written'>): ReactNode {
  return refusals[0]?.message ?? <TroubleText trouble={trouble ?? { kind: 'broken' }} />;
}
