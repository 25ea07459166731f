import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../services/accessReview';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { Status } from '../Status';

/** Whether the person may sign in. */
export function ReviewStatus({ row: { active } }: { row: ReviewRow }) {
  const { t } = useTranslation();
  return <Status tone={active ? 'good' : 'quiet'}>{t(active ? 'status.ACTIVE' : 'status.INACTIVE')}</Status>;
}

/** The roles of a person, by whom and since when. */
export function Origins({ row: { grants } }: { row: ReviewRow }) {
  const { t } = useTranslation();
  if (grants.length === 0) return t('users.noRoles');
  return grants.map((grant, index) => <Origin key={index} grant={grant} />);
}

function Origin({ grant: { role, group, grantedBy, since } }: { grant: ReviewRow['grants'][number] }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const names = useNames();
  const by = group ? t('roles.byGroup', { group }) : t('roles.by', { name: grantedBy?.name ?? 'Mandate' });
  return (
    <div>
      {names.role(role)}
      <Text component="span" size="xs" c="dimmed" ml={8}>
        {by}, {t('roles.since', { day: day(since) })}
      </Text>
    </div>
  );
}
