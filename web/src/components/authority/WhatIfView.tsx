import { ActionIcon, Group, Skeleton, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuthoritySearch } from '../../services/authority';
import { changeOf, type Trial } from '../../services/trial';
import { useWhatIf } from '../../services/whatIf';
import { TroubleNotice } from '../Notice';
import { Columns, PageBody } from '../PageBody';
import { Panel } from '../Panel';
import { ProspectPanels } from './ProspectPanels';
import { TrialForm } from './TrialForm';
import { useTrialText } from './useTrialText';
import classes from './WhatIfView.module.css';

interface Props {
  search: AuthoritySearch;
  onChange(part: Partial<AuthoritySearch>): void;
}

const none: Trial[] = [];

/** Changes tried on a copy: which deals, queues and approvers would differ; nothing is written (HI-4). */
export function WhatIfView({ search, onChange }: Props) {
  const { t } = useTranslation();
  const trials = search.try ?? none;
  const textOf = useTrialText();
  const { thing: prospect, trouble, judging, retry } = useWhatIf(trials.map(changeOf));
  const set = (next: Trial[]) => onChange({ try: next.length > 0 ? next : undefined });
  return (
    <PageBody>
      <Columns>
        <Panel title={t('whatIf.what')}>
          {trials.length < 20 ? <TrialForm onAdd={(trial) => set([...trials, trial])} /> : <Text size="sm">{t('whatIf.enough')}</Text>}
        </Panel>
        <Panel title={t('whatIf.changes')}>
          <Text size="sm" c="dimmed" mb="sm">
            {t('whatIf.hint')}
          </Text>
          <ol className={classes.trials} aria-label={t('whatIf.changes')}>
            {trials.map((trial, place) => (
              <li key={place} className={classes.trial}>
                <span>{textOf(trial)}</span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t('whatIf.remove', { change: textOf(trial) })}
                  onClick={() => set(trials.filter((_, at) => at !== place))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ol>
        </Panel>
      </Columns>
      {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
      {judging && !prospect && (
        <Group role="status" aria-label={t('whatIf.judging')} grow>
          <Skeleton height={160} />
        </Group>
      )}
      {prospect && <ProspectPanels prospect={prospect} />}
    </PageBody>
  );
}
