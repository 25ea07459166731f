import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Save } from '../services/save';

/** Why a change was not written. A stale version is told by the form itself, beside the input. */
export function SaveTrouble({ save: { refusals, trouble } }: { save: Save }) {
  const { t } = useTranslation();
  const told = refusals.filter(({ code }) => code !== 'STALE').map(({ message }) => message);
  if (trouble) told.push(t(`trouble.${trouble.kind}.text`));
  return told.map((message) => (
    <Alert key={message} color="red" variant="outline" mb="sm" role="alert">
      {message}
    </Alert>
  ));
}
