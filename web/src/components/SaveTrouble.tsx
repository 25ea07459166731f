import { Alert, Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Save } from '../services/save';
import { signInHere } from '../services/session';

interface Props {
  save: Save;
  /** The form tells of a stale version itself, beside the input. */
  merges?: boolean;
}

/** Why a change was not written. */
export function SaveTrouble({ save: { refusals, trouble }, merges = false }: Props) {
  const { t } = useTranslation();
  const told = refusals.filter(({ code }) => !merges || code !== 'STALE').map(({ message }) => message);
  if (trouble) told.push(t(`trouble.${trouble.kind}.text`));
  const again = trouble?.kind === 'signedOut' && (
    <Anchor inherit href={signInHere()} target="_blank" rel="noopener">
      {t('trouble.signedOut.way')}
    </Anchor>
  );
  return told.map((message) => (
    <Alert key={message} color="red" variant="outline" mb="sm" role="alert">
      {message} {again}
    </Alert>
  ));
}
