import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../services/person';

interface Props {
  owner: Person | null;
  acting?: Person | null;
}

/** The owner's name with who stands in, or that the deal waits for one. */
export function OwnerText({ owner, acting = null }: Props) {
  const { t } = useTranslation();
  if (owner && acting && acting.id !== owner.id) {
    return (
      <>
        {owner.name}{' '}
        <Text component="span" size="sm" c="dimmed">
          {t('deals.actedBy', { name: acting.name })}
        </Text>
      </>
    );
  }
  if (owner) return owner.name;
  return (
    <Text component="span" size="sm" c="dimmed">
      {t('deals.unassigned')}
    </Text>
  );
}
