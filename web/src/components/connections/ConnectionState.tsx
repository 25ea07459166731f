import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionRow } from '../../services/connections';
import { Status, type Tone } from '../Status';

const tones: Record<ConnectionRow['state'], Tone> = { DRAFT: 'calm', ACTIVE: 'good', DISABLED: 'bad' };

/** Whether people can sign in by a connection, and whether they must. */
export function ConnectionState({ connection: { state, enforced } }: { connection: ConnectionRow }) {
  const { t } = useTranslation();
  return (
    <Group gap={12} wrap="nowrap" fz="sm">
      <Status tone={tones[state]}>{t(`connections.state.${state}`)}</Status>
      {enforced && <Status tone="warn">{t('connections.enforced')}</Status>}
    </Group>
  );
}
