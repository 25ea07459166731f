import { Button, Group, Table, Text } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { KeyRow } from '../../services/keys';
import { useNames } from '../../services/names';
import figures from '../FigureTable.module.css';
import { PersonLink } from '../PersonLink';
import classes from './keys.module.css';
import { RevokeKey } from './RevokeKey';

interface Props {
  keys: KeyRow[];
  onReplace(key: KeyRow): void;
}

/** Keys with what they may do, who answers for them, and when they were used last. */
export function KeyTable({ keys, onReplace }: Props) {
  const { t } = useTranslation();
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('apiKeys.title')}>
      <Table className={figures.table} verticalSpacing={7} aria-label={t('apiKeys.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('apiKeys.key')}</Table.Th>
            <Table.Th>{t('apiKeys.kind')}</Table.Th>
            <Table.Th>{t('apiKeys.may')}</Table.Th>
            <Table.Th>{t('apiKeys.responsible')}</Table.Th>
            <Table.Th>{t('apiKeys.used')}</Table.Th>
            <Table.Th>{t('apiKeys.ends')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((row) => (
            <Row key={row.id} row={row} onReplace={onReplace} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Row({ row, onReplace }: { row: KeyRow; onReplace: Props['onReplace'] }) {
  const { t } = useTranslation();
  const { day, instant } = useFormats();
  const names = useNames();
  const { name, hint, kind, roles, user, lastUsedAt, expiresAt, revokedAt, active, warnings } = row;
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        <Text size="xs" c="dimmed" ff="monospace">
          {hint}…
        </Text>
      </Table.Td>
      <Table.Td>{t(`apiKeys.kinds.${kind}`)}</Table.Td>
      <Table.Td className={figures.text}>{kind === 'PERSONAL' ? t('apiKeys.asPerson') : roles.map((role) => names.role(role.name)).join(', ') || '–'}</Table.Td>
      <Table.Td className={figures.text}>
        {user ? <PersonLink {...user} /> : '–'}
        {warnings.map(({ code, message }) => (
          <div key={code} className={classes.warning}>
            <IconAlertTriangleFilled size={13} aria-hidden /> {message}
          </div>
        ))}
      </Table.Td>
      <Table.Td>{lastUsedAt ? instant(lastUsedAt) : t('users.never')}</Table.Td>
      <Table.Td>{revokedAt ? t('apiKeys.revokedOn', { day: day(revokedAt) }) : expiresAt ? day(expiresAt) : t('apiKeys.never')}</Table.Td>
      <Table.Td>
        {active && (
          <Group gap={6} justify="flex-end" wrap="nowrap">
            <Button size="compact-xs" variant="default" onClick={() => onReplace(row)} aria-label={t('apiKeys.replace', { name })}>
              {t('apiKeys.rotate')}
            </Button>
            <RevokeKey row={row} />
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
