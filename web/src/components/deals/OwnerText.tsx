import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The owner's name, or that the deal waits for one. */
export function OwnerText({ owner }: { owner: { name: string } | null }) {
  const { t } = useTranslation();
  if (owner) return owner.name;
  return (
    <Text component="span" size="sm" c="dimmed">
      {t('deals.unassigned')}
    </Text>
  );
}
