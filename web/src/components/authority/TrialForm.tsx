import { Button, Group, Select, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trialKinds, type Trial, type TrialKind } from '../../services/trial';
import { AbsenceTrial, CapacityTrial, LimitTrial } from './PersonTrials';
import { PreferenceTrial, SwitchTrial } from './PreferenceTrials';
import { AmountTrial } from './AmountTrial';
import { isChoice, SettingTrial } from './SettingTrial';

/** Builds one change; what is chosen first says what is asked for next. */
export function TrialForm({ onAdd }: { onAdd(trial: Trial): void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<TrialKind>('absence');
  const [trial, setTrial] = useState<Trial | null>(null);
  const [round, setRound] = useState(0);
  const add = () => {
    if (!trial) return;
    onAdd(trial);
    setTrial(null);
    setRound(round + 1);
  };
  const choose = (next: TrialKind) => {
    setKind(next);
    setTrial(null);
  };
  return (
    <Stack gap="sm">
      <Select
        aria-label={t('whatIf.what')}
        data={trialKinds.map((value) => ({ value, label: t(`whatIf.kind.${value}`) }))}
        value={kind}
        onChange={(value) => value && choose(value)}
        allowDeselect={false}
      />
      <div key={`${kind} ${round}`}>
        {kind === 'absence' && <AbsenceTrial onChange={setTrial} />}
        {kind === 'limit' && <LimitTrial onChange={setTrial} />}
        {kind === 'capacity' && <CapacityTrial onChange={setTrial} />}
        {kind === 'switch' && <SwitchTrial onChange={setTrial} />}
        {kind === 'preference' && <PreferenceTrial onChange={setTrial} />}
        {kind === 'dualApprovalAbove' && <AmountTrial onChange={setTrial} />}
        {isChoice(kind) && <SettingTrial kind={kind} onChange={setTrial} />}
      </div>
      <Group>
        <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} disabled={!trial} onClick={add}>
          {t('whatIf.add')}
        </Button>
      </Group>
    </Stack>
  );
}
