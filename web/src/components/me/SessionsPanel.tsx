import { Badge, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { deviceOf, useMySessions, type Session } from '../../services/me';
import { useMeChanges } from '../../services/meChanges';
import { useSave } from '../../services/save';
import { ListBody } from '../lists/ListBody';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import classes from './Factor.module.css';

// RFC 8176; others are left out.
const methods = ['pwd', 'otp', 'sms', 'hwk', 'swk'] as const;

/** Browsers that are signed in: end one, or all but this one. */
export function SessionsPanel({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const sessions = useMySessions(userId);
  const changes = useMeChanges();
  const save = useSave();
  const others = sessions.rows.filter(({ current }) => !current);
  const endAll = () =>
    save.run(async () => {
      const outcomes = [];
      for (const { id } of others) outcomes.push(await changes.endSession(id));
      return outcomes.find(({ written }) => !written) ?? { written: true, refusals: [], trouble: null };
    });
  return (
    <Panel
      title={t('me.tab.sessions')}
      aside={
        <Button size="xs" variant="default" disabled={others.length === 0} loading={save.saving} onClick={() => void endAll()}>
          {t('me.session.endOthers')}
        </Button>
      }
    >
      <SaveTrouble save={save} />
      <ListBody list={sessions} empty={t('me.session.none')} narrowed={false} onClear={sessions.retry}>
        <ul className={classes.factors} aria-label={t('me.tab.sessions')}>
          {sessions.rows.map((session) => (
            <Line key={session.id} session={session} />
          ))}
        </ul>
      </ListBody>
    </Panel>
  );
}

function Line({ session: { id, userAgent, createdAt, seenAt, expiresAt, methods: used, current } }: { session: Session }) {
  const { t } = useTranslation();
  const { instant, people } = useFormats();
  const changes = useMeChanges();
  const save = useSave();
  const proofs = methods.filter((method) => used.includes(method)).map((method) => t(`me.method.${method}`));
  return (
    <li className={classes.factor}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Text fw={600}>{deviceOf(userAgent) || t('me.session.unknown')}</Text>
          {current && (
            <Badge variant="outline" color="gray" size="sm" radius="sm" tt="none">
              {t('me.session.current')}
            </Badge>
          )}
        </Group>
        {!current && (
          <Button size="xs" variant="default" loading={save.saving} onClick={() => void save.run(() => changes.endSession(id))}>
            {t('me.session.end')}
          </Button>
        )}
      </Group>
      <SaveTrouble save={save} />
      <Text size="sm" c="dimmed">
        {t('me.session.times', { since: instant(createdAt), seen: instant(seenAt), until: instant(expiresAt) })}
      </Text>
      {proofs.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('me.session.by', { methods: people(proofs) })}
        </Text>
      )}
    </li>
  );
}
