import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Pages } from '../../services/pages';

/** The way to the next page of a short table. */
export function MoreRows({ list: { hasMore, loading, more } }: { list: Pages<unknown> }) {
  const { t } = useTranslation();
  if (!hasMore && !loading) return null;
  return (
    <Button variant="subtle" mt="xs" onClick={more} loading={loading}>
      {t('list.more')}
    </Button>
  );
}
