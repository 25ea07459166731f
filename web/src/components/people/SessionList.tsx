import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount, useSessions, type Session } from '../../services/account';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import type { UserDetails } from '../../services/user';
import { useViewer } from '../../services/viewerContext';
import { AbilityButton } from '../AbilityButton';
import { SaveTrouble } from '../SaveTrouble';
import classes from './SessionList.module.css';

/** Where somebody is signed in, and the way to end it. */
export function SessionList({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const sessions = useSessions(user.id);
  const save = useSave();
  const { endSessions } = useAccount(user);
  const allowed = viewer.id === user.id || viewer.permissions.has('user.manage');
  if (!sessions) return allowed ? <Skeleton height={44} /> : <Text size="sm" c="dimmed">{t('people.signIn.hidden')}</Text>;
  return (
    <Stack gap="xs">
      <SaveTrouble save={save} />
      {sessions.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('people.signIn.noSessions')}
        </Text>
      )}
      <ul className={classes.list}>
        {sessions.map((session) => (
          <Line key={session.id} session={session} user={user} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Group>
          <AbilityButton ability={{ allowed, reason: null }} label={t('people.signIn.endAll')} loading={save.saving} onClick={() => void save.run(endSessions)} />
        </Group>
      )}
    </Stack>
  );
}

function Line({ session, user }: { session: Session; user: UserDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const save = useSave();
  const { endSession } = useAccount(user);
  return (
    <li className={classes.line}>
      <span className={classes.text}>
        <Text size="sm" truncate title={session.userAgent}>
          {session.userAgent || t('people.signIn.unknownBrowser')}
          {session.current && ` · ${t('people.signIn.thisOne')}`}
        </Text>
        <Text size="xs" c="dimmed">
          {t('people.signIn.since', { since: instant(session.createdAt), seen: instant(session.seenAt) })}
        </Text>
        <SaveTrouble save={save} />
      </span>
      <Button variant="default" size="compact-sm" loading={save.saving} onClick={() => void save.run(() => endSession(session.id))}>
        {t('people.signIn.end')}
      </Button>
    </li>
  );
}
