import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { readLimit, type TypedLimit } from '../../services/limits';
import { useViewer } from '../../services/viewerContext';
import type { Trial } from '../../services/trial';
import { LimitField } from '../people/LimitField';

/** Two approvers are needed above an amount, or never (AP-9). */
export function AmountTrial({ onChange }: { onChange(trial: Trial | null): void }) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const { currency } = useViewer();
  const [typed, setTyped] = useState<TypedLimit>({ kind: 'AMOUNT', typed: '' });
  const tell = (value: TypedLimit) => {
    setTyped(value);
    const limit = readLimit(value, currency, locale);
    onChange(limit && { kind: 'dualApprovalAbove', above: limit.kind === 'AMOUNT' ? limit.money : null });
  };
  return (
    <LimitField
      label={t('whatIf.kind.dualApprovalAbove')}
      description={t('whatIf.dualHint')}
      currency={currency}
      value={typed}
      onChange={tell}
      readOnly={false}
    />
  );
}
