import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Save } from '../services/save';
import { SignInWay } from './TroubleText';

interface Props {
  save: Save;
  /** The form tells of a stale version itself, beside the input. */
  merges?: boolean;
}

/** Why a change was not written. */
export function SaveTrouble({ save: { refusals, trouble }, merges = false }: Props) {
  const { t } = useTranslation();
  const told = refusals.filter(({ code }) => !merges || code !== 'STALE').map(({ message }) => message);
  const signedOut = trouble?.kind === 'signedOut';
  if (trouble) told.push(t(signedOut ? 'trouble.signedOut.save' : `trouble.${trouble.kind}.text`));
  return told.map((message) => (
    <Alert key={message} color="red" variant="outline" mb="sm" role="alert">
      {message} {signedOut && <SignInWay />}
    </Alert>
  ));
}
