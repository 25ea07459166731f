import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { limitNames } from '../../../services/limits';
import { useViewer } from '../../../services/viewerContext';
import { LimitField } from '../LimitField';
import type { LimitsWish } from './kinds';
import { Touched } from './Touched';

/** Which limits become what; of the amounts those of the view that counts. */
export function LimitsWishes({ wish, onChange }: { wish: LimitsWish; onChange(wish: LimitsWish): void }) {
  const { t } = useTranslation();
  const { currency, limitsView } = useViewer();
  const { maxDiscretionBps: discretion } = wish;
  return (
    <>
      {limitNames(limitsView).map((name) => (
        <Touched
          key={name}
          label={t(`limits.${name}`)}
          touched={wish[name] !== undefined}
          onTouch={(touched) => onChange({ ...wish, [name]: touched ? { kind: 'AMOUNT', typed: '' } : undefined })}
        >
          {wish[name] && (
            <LimitField
              label={t(`limits.${name}`)}
              unseen
              description={t(`limits.hint.${name}`)}
              currency={currency}
              value={wish[name]}
              onChange={(limit) => onChange({ ...wish, [name]: limit })}
              readOnly={false}
            />
          )}
        </Touched>
      ))}
      <Touched label={t('limits.maxDiscretion')} touched={discretion !== undefined} onTouch={(touched) => onChange({ ...wish, maxDiscretionBps: touched ? null : undefined })}>
        <NumberInput
          aria-label={t('limits.maxDiscretion')}
          description={t('people.bulk.text.discretion')}
          value={discretion ?? ''}
          onChange={(value) => onChange({ ...wish, maxDiscretionBps: typeof value === 'number' ? value : null })}
          allowDecimal={false}
          allowNegative={false}
          max={10_000}
          maw={220}
        />
      </Touched>
    </>
  );
}
