import { Alert, Button, List, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectoryChanges } from '../../services/directoryChanges';
import { useFormats } from '../../services/format';
import { useLogEvent, type LogEventDetails } from '../../services/provisioning';
import { useSave } from '../../services/save';
import { DrawerFrame } from '../DrawerFrame';
import { Fact, Facts } from '../Facts';
import { HistoryLines } from '../HistoryList';
import { TroubleNotice } from '../Notice';
import { PersonLink } from '../PersonLink';
import { SaveTrouble } from '../SaveTrouble';
import { dialectName } from './idps';
import { OutcomeText } from './OutcomeText';

/** One request: what came of it, what was put right or left out, and who and what changed. */
export function EventDrawer({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const { thing: event, trouble, retry } = useLogEvent(id);
  return (
    <DrawerFrame title={event ? event.subject || `${event.method} ${event.path}` : t('directories.event')} onClose={onClose}>
      {event ? <Details event={event} /> : trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : <Skeleton height={160} role="status" aria-label={t('list.loading')} />}
    </DrawerFrame>
  );
}

function Details({ event }: { event: LogEventDetails }) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const { at, method, path, dialect, requestId, microseconds, detail, scimType, user, bent, dropped, changed, history } = event;
  return (
    <Stack gap="md">
      {detail && (
        <Alert color="orange" variant="outline" title={scimType ? t(`directories.cause.${scimType}`, { defaultValue: scimType }) : undefined}>
          {detail}
        </Alert>
      )}
      <Facts>
        <Fact label={t('directories.outcomes')}>
          <OutcomeText event={event} />
        </Fact>
        <Fact label={t('directories.when')}>{moment(at)}</Fact>
        <Fact label={t('directories.request')}>{`${method} ${path}`}</Fact>
        {user && (
          <Fact label={t('directories.person')}>
            <PersonLink id={user.id} name={user.name} />
          </Fact>
        )}
        <Fact label={t('directories.manner')}>{dialectName(dialect)}</Fact>
        <Fact label={t('directories.took')}>{`${number(Math.round(microseconds / 100) / 10)} ms`}</Fact>
        <Fact label={t('directories.requestId')}>{requestId}</Fact>
      </Facts>
      <Named title={t('directories.changed')} list={changed} />
      <Named title={t('directories.bent')} list={bent} />
      <Named title={t('directories.dropped')} list={dropped} />
      {history && history.length > 0 && (
        <section>
          <Title order={3} mb={6}>
            {t('directories.inHistory')}
          </Title>
          <HistoryLines lines={history} />
        </section>
      )}
      {event.replayable && <Replay id={event.id} />}
    </Stack>
  );
}

function Named({ title, list }: { title: string; list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      <List size="sm">
        {list.map((one) => (
          <List.Item key={one}>{one}</List.Item>
        ))}
      </List>
    </section>
  );
}

/** Makes a change that did not happen once more, as the directory sent it. */
function Replay({ id }: { id: string }) {
  const { t } = useTranslation();
  const changes = useDirectoryChanges();
  const save = useSave();
  const [status, setStatus] = useState<number | null>(null);
  const replay = () =>
    save.run(async () => {
      const { outcome, status: answered } = await changes.replay(id);
      setStatus(answered);
      return outcome;
    });
  return (
    <div aria-live="polite">
      <SaveTrouble save={save} />
      <Button onClick={() => void replay()} loading={save.saving}>
        {t('directories.replay')}
      </Button>
      {status !== null && (
        <Text size="sm" mt="xs" data-testid="replayed">
          {status < 400 ? t('directories.replayed', { status }) : t('directories.replayRefused', { status })}
        </Text>
      )}
    </div>
  );
}
