import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ConnectionRow } from '../../services/connections';
import { useFormats } from '../../services/format';
import classes from '../directories/DirectoryList.module.css';
import { Status } from '../Status';
import { CertificateEnd } from './CertificateEnd';
import { ConnectionState } from './ConnectionState';
import { kindNames } from './vendors';

/** Sign-in connections as cards: how each stands at a glance. */
export function ConnectionList({ connections }: { connections: ConnectionRow[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.cards} aria-label={t('connections.title')}>
      {connections.map((connection) => (
        <Card key={connection.id} connection={connection} />
      ))}
    </ul>
  );
}

function Card({ connection }: { connection: ConnectionRow }) {
  const { t } = useTranslation();
  const { instant, people } = useFormats();
  const { id, name, kind, domains, lastSignInAt, provisioning, certificates, pendingReason, metadataError } = connection;
  const proven = domains.filter(({ verifiedAt }) => verifiedAt).map((domain) => domain.name);
  return (
    <li className={classes.card}>
      <Group justify="space-between" wrap="nowrap">
        <Link to="/connections/$connectionId" params={{ connectionId: id }} className={classes.name}>
          {name}
        </Link>
        <ConnectionState connection={connection} />
      </Group>
      <Text size="sm" c="dimmed">
        {kindNames[kind]} · {t(`connections.provisioning.${provisioning}`)}
      </Text>
      <Text size="sm">{proven.length > 0 ? t('connections.forDomains', { domains: people(proven) }) : t('connections.noDomain')}</Text>
      <Text size="sm">{lastSignInAt ? t('connections.lastSignIn', { instant: instant(lastSignInAt) }) : t('connections.neverSignedIn')}</Text>
      <CertificateEnd certificates={certificates} />
      {pendingReason && (
        <Text size="sm" component="div">
          <Status tone="warn">{t('connections.pending.short')}</Status>
        </Text>
      )}
      {metadataError && (
        <Text size="sm" component="div">
          <Status tone="warn">{t('connections.metadataFailed')}</Status>
        </Text>
      )}
    </li>
  );
}
