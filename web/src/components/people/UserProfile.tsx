import { Divider, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { UserDetails } from '../../services/user';
import { AccountControl } from './AccountControl';
import { Fact, Facts } from '../Facts';
import { ManagerForm } from './ManagerForm';
import { PersonLink } from '../PersonLink';
import { QueueBar } from '../QueueBar';
import { RolesForm } from './RolesForm';

/** Who a person is: facts, roles, direct manager and the account's state. */
export function UserProfile({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  return (
    <Stack gap="md">
      <Facts>
        <Fact label={t('user.userName')}>{user.userName}</Fact>
        <Fact label={t('user.phone')}>{user.phone}</Fact>
        <Fact label={t('user.jobTitle')}>{user.title}</Fact>
        <Fact label={t('user.source')}>{t(`source.${user.source}`)}</Fact>
        <Fact label={t('user.lastSignIn')}>{user.lastSignIn ? instant(user.lastSignIn) : t('users.never')}</Fact>
        <Fact label={t('user.queue')}>
          <QueueBar load={user.load} max={user.limits.maxCapacity} />
        </Fact>
        {user.reports.length > 0 && (
          <Fact label={t('user.reports')}>
            {user.reports.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <PersonLink id={id} name={name} />
              </span>
            ))}
          </Fact>
        )}
      </Facts>
      <Divider />
      <RolesForm user={user} />
      <ManagerForm user={user} />
      <Divider />
      <AccountControl user={user} />
    </Stack>
  );
}
