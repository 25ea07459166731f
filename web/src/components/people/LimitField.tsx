import { Group, Input, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decimalsOf, parseAmount } from '../../services/amount';
import { useFormats } from '../../services/format';
import type { TypedLimit } from '../../services/limits';

interface Props {
  label: string;
  /** Something beside the field shows its label already. */
  unseen?: boolean;
  description: string;
  currency: string;
  value: TypedLimit;
  onChange(value: TypedLimit): void;
  readOnly: boolean;
  /** What can be said; left out: all three. */
  kinds?: readonly TypedLimit['kind'][];
}

const every = ['UNSET', 'AMOUNT', 'UNLIMITED'] as const;

/** A limit: not set, an amount as it is typed, or without limit (LL-6). */
export function LimitField({ label, unseen = false, description, currency, value, onChange, readOnly, kinds = every }: Props) {
  const { t } = useTranslation();
  const { locale, money } = useFormats();
  // Whoever has just chosen to write an amount has not written a wrong one yet.
  const [left, setLeft] = useState(false);
  const wrong = (left || value.typed !== '') && value.kind === 'AMOUNT' && parseAmount(value.typed, locale, decimalsOf(currency)) === null;
  return (
    <Input.Wrapper label={unseen ? undefined : label} description={description} labelElement="div" size="xs">
      <Group gap="xs" mt={4} align="flex-start">
        <SegmentedControl
          aria-label={label}
          data={kinds.map((kind) => ({ value: kind, label: t(`limits.kind.${kind}`) }))}
          value={value.kind}
          onChange={(kind) => {
            setLeft(false);
            onChange({ ...value, kind: kind as TypedLimit['kind'] });
          }}
          readOnly={readOnly}
        />
        {value.kind === 'AMOUNT' && (
          <TextInput
            aria-label={t('limits.amount', { currency })}
            inputMode="decimal"
            leftSection={<Text size="xs">{currency}</Text>}
            leftSectionWidth={44}
            value={value.typed}
            onChange={(event) => onChange({ ...value, typed: event.currentTarget.value })}
            onBlur={() => setLeft(true)}
            error={wrong && t('limits.amountInvalid', { example: money({ amount: '500000.00', currency }) })}
            readOnly={readOnly}
          />
        )}
      </Group>
    </Input.Wrapper>
  );
}
