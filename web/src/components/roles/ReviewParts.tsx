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

/** Where a role comes from; what is not kept is left out, and Mandate is not named for it. */
function Origin({ grant: { role, source, group, grantedBy, since } }: { grant: ReviewRow['grants'][number] }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const names = useNames();
  const giver = grantedBy?.name ?? (since ? 'Mandate' : null);
  const by = group ? t('roles.byGroup', { group }) : giver && source === 'ADMIN' ? t('roles.by', { name: giver }) : null;
  const known = [by, since ? t('roles.since', { day: day(since) }) : null].filter(Boolean);
  return (
    <div>
      {names.role(role)}
      <Text component="span" size="xs" c="dimmed" ml={8}>
        {known.length > 0 ? known.join(', ') : t('roles.originNotKept')}
      </Text>
    </div>
  );
}
