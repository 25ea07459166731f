import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBulk, type BulkReport, type Whom } from '../../../services/bulk';
import { useFormats } from '../../../services/format';
import { useSave } from '../../../services/save';
import { useViewer } from '../../../services/viewerContext';
import { DialogFrame } from '../../DialogFrame';
import { SaveTrouble } from '../../SaveTrouble';
import { BulkFields } from './BulkFields';
import { BulkResult } from './BulkResult';
import { changeOf, noWish, type BulkKind, type Wish } from './kinds';

interface Props {
  kind: BulkKind;
  whom: Whom;
  count: number;
  onClose(): void;
  /** The choice of rows has served. */
  onDone(): void;
}

/** Changes several people: says first what would happen to each, then does it. */
export function BulkDialog({ kind, whom, count, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [wish, setWish] = useState<Wish>(noWish);
  const [tried, setTried] = useState<BulkReport | null>(null);
  const [done, setDone] = useState<BulkReport | null>(null);
  const save = useSave();
  const send = useBulk();
  const { locale } = useFormats();
  const change = changeOf(kind, wish, { ...useViewer(), locale });
  const run = async (dryRun: boolean) => {
    if (!change) return;
    let report: BulkReport | null = null;
    const went = await save.run(async () => {
      const outcome = await send(whom, change, dryRun);
      report = outcome.report;
      return outcome;
    });
    if (went) (dryRun ? setTried : setDone)(report);
  };
  const edit = (part: Partial<Wish>) => {
    setWish({ ...wish, ...part });
    setTried(null);
  };
  const finish = () => {
    onDone();
    onClose();
  };
  return (
    <DialogFrame onClose={done ? finish : onClose} unsaved={wish !== noWish && done === null} size={640} title={t(`people.bulk.title.${kind}`, { count })} centered>
      <Stack gap="sm">
        <SaveTrouble save={save} />
        {!done && <BulkFields kind={kind} wish={wish} onChange={edit} />}
        {!done && !tried && (
          <Text size="sm" c="dimmed">
            {t('people.bulk.first')}
          </Text>
        )}
        {(done ?? tried) && <BulkResult report={(done ?? tried)!} done={done !== null} />}
        <Group gap="xs">
          {done ? (
            <Button onClick={finish}>{t('user.close')}</Button>
          ) : (
            <>
              <Button variant={tried ? 'default' : 'filled'} loading={save.saving && !tried} disabled={!change} onClick={() => void run(true)}>
                {t('people.bulk.check')}
              </Button>
              {tried && (
                <Button color={kind === 'deactivate' ? 'red' : undefined} loading={save.saving} onClick={() => void run(false)}>
                  {t('people.bulk.run', { count: tried.count })}
                </Button>
              )}
              <Button variant="subtle" onClick={onClose}>
                {t('user.cancel')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </DialogFrame>
  );
}
