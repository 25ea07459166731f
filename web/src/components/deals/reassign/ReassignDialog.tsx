import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moved, partsOf, seen, useReassign, type MoveOutcome, type MovedLine, type What } from '../../../services/reassign';
import { useSave } from '../../../services/save';
import { DialogFrame } from '../../DialogFrame';
import { SaveTrouble } from '../../SaveTrouble';
import { useTell } from '../../useTell';
import { noTarget, ReassignFields, type Target } from './ReassignFields';
import { ReassignResult } from './ReassignResult';

interface Props {
  what: What;
  onClose(): void;
  /** Closed after deals have moved: a choice of rows has served. */
  onDone?(): void;
}

/** Moves several deals: says first what would become of each, then does it and tells what did. */
export function ReassignDialog({ what, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [target, setTarget] = useState<Target>(noTarget);
  const [tried, setTried] = useState<{ lines: MovedLine[]; key: string } | null>(null);
  const [done, setDone] = useState<MovedLine[] | null>(null);
  // Told once the dialog is gone: what lies under it can't be reached, and would go while its result is read.
  const [telling, setTelling] = useState<(() => void) | null>(null);
  const save = useSave();
  const tell = useTell();
  const reassign = useReassign();
  const comment = target.comment.trim();
  const ready = target.pool || target.person !== null;
  const to = target.pool ? null : target.person;
  const send = async (change: () => Promise<MoveOutcome>) => {
    let lines: MovedLine[] = [];
    const written = await save.run(async () => {
      const outcome = await change();
      lines = outcome.lines;
      return outcome;
    });
    return { written, lines };
  };
  const check = async () => {
    const key = crypto.randomUUID();
    const { written, lines } = await send(() => reassign.foresee(what, { to, comment, key }));
    if (written) setTried({ lines, key });
  };
  const run = async () => {
    if (!tried) return;
    let undo: Awaited<ReturnType<typeof reassign.back>>;
    const { written, lines } = await send(async () => {
      const outcome = await reassign.run(tried.lines, { to, comment, key: tried.key });
      undo = await reassign.back(outcome.lines, t('reassign.undoComment'), (back) => partly(back, outcome.lines));
      return outcome;
    });
    // What was done before something stood in the way is told too.
    if (!written && lines.length === 0) return;
    setDone(lines);
    setTelling(() => () => tell(t('reassign.done', { count: lines.filter(moved).length }), undo));
  };
  const partly = (back: MovedLine[], lines: readonly MovedLine[]) =>
    t('reassign.partlyBack', { back: back.filter(moved).length, all: lines.filter(moved).length, why: back.find(({ reason }) => reason)?.reason ?? '' });
  const edit = (part: Partial<Target>) => {
    setTarget({ ...target, ...part });
    // The reason is no part of what would happen.
    if ('person' in part || 'pool' in part) setTried(null);
  };
  const moves = tried?.lines.filter((line) => seen(line) && moved(line)).length ?? 0;
  const close = () => {
    if (done) onDone?.();
    onClose();
    telling?.();
  };
  const title = 'from' in what ? t('reassign.titleOf', { name: what.from.name }) : t('reassign.titleChosen', { count: what.deals.length });
  return (
    <DialogFrame onClose={close} unsaved={target !== noTarget && !done} size={720} title={title} centered>
      <Stack gap="sm">
        <SaveTrouble save={save} />
        {!done && <ReassignFields value={target} without={'from' in what ? what.from.id : undefined} onChange={edit} />}
        {!done && !tried && (
          <Text size="sm" c="dimmed">
            {t('reassign.first')}
          </Text>
        )}
        {tried && !done && target.pool && partsOf(what).length > 1 && (
          <Text size="sm" c="dimmed">
            {t('reassign.parts')}
          </Text>
        )}
        {(done ?? tried) && <ReassignResult lines={done ?? tried!.lines} done={done !== null} />}
        <Group gap="xs">
          {done ? (
            <Button onClick={close}>{t('user.close')}</Button>
          ) : (
            <>
              {tried && moves > 0 ? (
                <Button loading={save.saving} disabled={!comment} onClick={() => void run()}>
                  {t('reassign.run', { count: moves })}
                </Button>
              ) : (
                <Button loading={save.saving} disabled={!ready || tried !== null} onClick={() => void check()}>
                  {t('reassign.check')}
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
