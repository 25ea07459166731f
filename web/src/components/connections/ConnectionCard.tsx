import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionRow } from '../../services/connections';
import { useFormats } from '../../services/format';
import { RowCard } from '../lists/RowCard';
import { attention, ConnectionLink, provenOf } from './connectionColumns';
import { ConnectionState } from './ConnectionState';
import { kindNames } from './vendors';

/** A sign-in connection as a card, where the screen is too narrow for columns. */
export function ConnectionCard({ connection }: { connection: ConnectionRow }) {
  const { t } = useTranslation();
  const { people } = useFormats();
  const proven = provenOf(connection);
  return (
    <RowCard name={<ConnectionLink connection={connection} />} state={<ConnectionState connection={connection} />}>
      {kindNames[connection.kind]} · {t(`connections.provisioning.${connection.provisioning}`)}
      <Text size="sm" truncate>
        {attention(connection, t) || (proven.length > 0 ? t('connections.forDomains', { domains: people(proven) }) : t('connections.noDomain'))}
      </Text>
    </RowCard>
  );
}
