import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { ConnectionDetails, TestRun } from '../../services/connections';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { CopyValue } from '../directories/CopyValue';
import copy from '../directories/CopyValue.module.css';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { Status, type Tone } from '../Status';
import { TestRunView } from './TestRunView';

const tones: Record<TestRun['state'], Tone> = { STARTED: 'calm', GOOD: 'good', REFUSED: 'bad' };
const askAgain = 2_000;

interface Props {
  connection: ConnectionDetails;
  /** The run that is looked at; the latest when none is chosen. */
  run: string | undefined;
  onRun(id: string | undefined): void;
  onChanged(): void;
}

/** Tries a connection with the real protocol and shows what came of it. */
export function TestPanel({ connection, run, onRun, onChanged }: Props) {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<{ id: string; url: string } | null>(null);
  const changes = useConnectionChanges();
  const save = useSave();
  const runs = connection.testRuns;
  const shown = runs.find(({ id }) => id === run) ?? runs[0];
  const waiting = begun !== null && runs.some(({ id, state }) => id === begun.id && state === 'STARTED');
  useRepeated(onChanged, waiting);
  const start = () =>
    save.run(async () => {
      const { outcome, url, runId } = await changes.test(connection.id);
      if (url && runId) setBegun({ id: runId, url });
      onRun(undefined);
      onChanged();
      return outcome;
    });
  return (
    <>
      <Panel title={t('connections.test.title')}>
        <Stack gap="sm">
          <Text size="sm">{t(connection.state === 'DRAFT' ? 'connections.test.draft' : 'connections.test.text')}</Text>
          <SaveTrouble save={save} />
          <div>
            <Button onClick={() => void start()} loading={save.saving} disabled={connection.state === 'DRAFT'}>
              {t('connections.test.start')}
            </Button>
          </div>
          {waiting && begun && (
            <Stack gap="xs">
              <Text size="sm">
                <Anchor href={begun.url} target="_blank" rel="noopener">
                  {t('connections.test.open')}
                </Anchor>
              </Text>
              <dl className={copy.list}>
                <CopyValue label={t('connections.test.address')} value={begun.url} />
              </dl>
              <Text size="sm" c="dimmed" role="status">
                {t('connections.test.waiting')}
              </Text>
            </Stack>
          )}
        </Stack>
      </Panel>
      {shown && (
        <Panel title={t('connections.test.result')}>
          <Runs runs={runs} shown={shown} onRun={onRun} />
          <TestRunView run={shown} />
        </Panel>
      )}
    </>
  );
}

function Runs({ runs, shown, onRun }: { runs: readonly TestRun[]; shown: TestRun; onRun(id: string): void }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return (
    <Group gap="xs" mb="sm" role="group" aria-label={t('connections.test.runs')}>
      {runs.map((run) => (
        <Button key={run.id} size="xs" variant={run.id === shown.id ? 'light' : 'default'} aria-pressed={run.id === shown.id} onClick={() => onRun(run.id)}>
          <Group gap={8} wrap="nowrap">
            {moment(run.createdAt)}
            <Status tone={tones[run.state]}>{t(`connections.test.state.${run.state}`)}</Status>
          </Group>
        </Button>
      ))}
    </Group>
  );
}

/** Asks every two seconds while something is awaited that happens in another window. */
function useRepeated(ask: () => void, active: boolean): void {
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => latest.current(), askAgain);
    return () => clearInterval(timer);
  }, [active]);
}
