import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../services/accessReview';
import { useFormats } from '../../services/format';
import { PersonLink } from '../PersonLink';
import { Origins, ReviewStatus } from './ReviewParts';
import classes from './roles.module.css';

/** Who can do what, where columns have no room. */
export function ReviewCards({ rows }: { rows: ReviewRow[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <ul className={classes.cards} aria-label={t('roles.tab.review')}>
      {rows.map((row) => (
        <li key={row.id}>
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <PersonLink id={row.id} name={row.name} />
            <ReviewStatus row={row} />
          </Group>
          <Text size="xs" c="dimmed" truncate>
            {row.email}
          </Text>
          <Origins row={row} />
          <Text size="xs" c="dimmed">
            {t('lists.pair', { label: t('roles.column.permissions'), value: number(row.permissions.length) })}
          </Text>
        </li>
      ))}
    </ul>
  );
}
