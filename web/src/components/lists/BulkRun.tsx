import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../services/save';
import { SureDialog } from './SureDialog';
import type { Selection } from './useSelection';

interface Props {
  selection: Selection;
  label: string;
  /** What is asked before; absent: it does no harm. */
  sure?: string;
  /** Does it to one row. */
  run(id: string): Promise<Outcome>;
  onDone?(): void;
}

/** Does one thing to each row that is chosen, one after the other, and tells how many it was done to; those that were refused stay chosen. */
export function BulkRun({ selection, label, sure, run, onDone }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [running, setRunning] = useState(false);
  const runAll = async () => {
    setAsked(false);
    setRunning(true);
    const { done, refused, why } = await eachOf([...selection.ids], run);
    setRunning(false);
    selection.set(done, false);
    const told = [t('lists.bulk.done', { count: done.length }), refused > 0 && t('lists.bulk.refused', { count: refused, why: why ?? t('trouble.offline.text') })];
    notifications.show({ message: told.filter(Boolean).join(' ') });
    onDone?.();
  };
  return (
    <>
      <Button variant="default" size="compact-sm" loading={running} onClick={() => (sure ? setAsked(true) : void runAll())}>
        {label}
      </Button>
      {sure && asked && <SureDialog title={label} text={sure} count={selection.ids.size} onYes={() => void runAll()} onNo={() => setAsked(false)} />}
    </>
  );
}

interface Told {
  done: string[];
  refused: number;
  /** The first reason of a refusal. */
  why: string | null;
}

async function eachOf(ids: readonly string[], run: Props['run']): Promise<Told> {
  const told: Told = { done: [], refused: 0, why: null };
  for (const id of ids) {
    const { written, refusals } = await run(id);
    if (written) told.done.push(id);
    else {
      told.refused++;
      told.why ??= refusals[0]?.message ?? null;
    }
  }
  return told;
}
