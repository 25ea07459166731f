import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { Domain } from '../../services/connections';
import { useFormats } from '../../services/format';
import { useSave, type Outcome } from '../../services/save';
import { CopyValue } from '../directories/CopyValue';
import copy from '../directories/CopyValue.module.css';
import { SaveTrouble } from '../SaveTrouble';
import { Status } from '../Status';
import classes from './DomainCard.module.css';

interface Props {
  domain: Domain;
  connectionId: string | null;
  onChanged(): void;
}

/** One domain: proven or not, the record that proves it, where its people sign in. */
export function DomainCard({ domain, connectionId, onChanged }: Props) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const changes = useConnectionChanges();
  const save = useSave();
  const run = (change: () => Promise<Outcome>) => void save.run(change).then((written) => written && onChanged());
  const { id, name, verifiedAt, lostAt, checkedAt, recordName, recordValue, connection } = domain;
  const elsewhere = connectionId !== null && connection?.id !== connectionId;
  return (
    <li className={classes.domain}>
      <Group gap="md" fz="sm">
        <Text fw={600}>{name}</Text>
        <Status tone={lostAt ? 'warn' : verifiedAt ? 'good' : 'calm'}>{t(lostAt ? 'connections.domain.lost' : verifiedAt ? 'connections.domain.proven' : 'connections.domain.unproven')}</Status>
      </Group>
      <Text size="sm" c="dimmed">
        {connection ? t('connections.domain.leads', { name: connection.name }) : t('connections.domain.leadsNowhere')}
      </Text>
      {recordValue && (!verifiedAt || lostAt) && (
        <dl className={copy.list}>
          <CopyValue label={t('connections.domain.record')} value={recordName} />
          <CopyValue label={t('connections.domain.value')} value={recordValue} />
        </dl>
      )}
      {checkedAt && (
        <Text size="sm" c="dimmed">
          {t('connections.domain.checked', { instant: instant(checkedAt) })}
        </Text>
      )}
      <SaveTrouble save={save} />
      <Group gap="xs">
        {recordValue && (
          <Button size="xs" variant={verifiedAt ? 'default' : 'filled'} loading={save.saving} onClick={() => run(() => changes.verifyDomain(id))}>
            {t('connections.domain.check')}
          </Button>
        )}
        {elsewhere && (
          <Button size="xs" variant="default" disabled={save.saving} onClick={() => run(() => changes.bindDomain(id, connectionId))}>
            {t('connections.domain.bind')}
          </Button>
        )}
        {connection && (
          <Button size="xs" variant="default" disabled={save.saving} onClick={() => run(() => changes.bindDomain(id, null))}>
            {t('connections.domain.release')}
          </Button>
        )}
        <Removal domain={domain} busy={save.saving} onRemove={() => run(() => changes.removeDomain(id))} />
      </Group>
    </li>
  );
}

function Removal({ domain, busy, onRemove }: { domain: Domain; busy: boolean; onRemove(): void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        {t('connections.domain.remove')}
      </Button>
    );
  }
  return (
    <Group gap="xs" role="group" aria-label={t('connections.domain.remove')}>
      <Text size="sm">{t(domain.verifiedAt ? 'connections.domain.removeProven' : 'connections.domain.removeText')}</Text>
      <Button size="xs" color="red" variant="outline" loading={busy} onClick={onRemove}>
        {t('connections.domain.removeConfirm')}
      </Button>
      <Button size="xs" variant="subtle" onClick={() => setAsked(false)}>
        {t('directories.cancel')}
      </Button>
    </Group>
  );
}
