import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuthorityRow } from '../../services/authority';
import { useFormats } from '../../services/format';
import { limitNames } from '../../services/limits';
import { PersonLink } from '../PersonLink';
import { PresenceText } from './PresenceText';

/** A person of the matrix as a card, where the screen is too narrow for columns. */
export function AuthorityCard({ row, view }: { row: AuthorityRow; view: 'CONDENSED' | 'EXPANDED' }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const told = limitNames(view).map((name) => {
    const limit = row.amounts[name];
    return t('lists.pair', { label: t(`limits.${name}`), value: limit.kind === 'AMOUNT' ? money(limit.money) : t(`limits.kind.${limit.kind}`) });
  });
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <PersonLink id={row.id} name={row.name} />
        <Text component="span" size="sm">
          <PresenceText row={row} />
        </Text>
      </Group>
      <Text size="sm" truncate>
        {told.join(' · ')}
      </Text>
      <Text size="sm" c="dimmed" truncate>
        {row.mayApprove ? t('authority.mayApprove') : t('authority.mayNotApprove')}
      </Text>
    </>
  );
}
